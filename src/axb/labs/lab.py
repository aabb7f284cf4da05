"""What every live experiment offers to the page, the lesson or the film that shows it."""

from collections.abc import Mapping
from typing import Protocol

from axb.views.scene import Scene


class Lab(Protocol):
    """Something that learns in small steps and can be looked at between any two of them.

    It knows no page, no clock and no thread: whoever shows it calls its methods, one at a time.
    """

    running: bool  # whether it wants to go on by itself

    def advance(self) -> None:
        """One step of learning, in a few milliseconds at most. Sets `running` to False where nothing is left."""

    def start_over(self) -> None:
        """Back to where learning began."""

    def scenes(self) -> Mapping[str, Scene]:
        """What there is to see now, by name, its words in the current language."""
        ...

    def numbers(self) -> Mapping[str, float]:
        """What can be said in numbers now, by name: "step", "loss", ..."""
        ...
