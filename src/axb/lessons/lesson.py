"""A lesson: steps of a short text, one laboratory with one action, one question with an answer to check."""

from collections.abc import Mapping
from dataclasses import dataclass

from axb.lessons.question import Choose, Number


@dataclass(frozen=True)
class Goal:
    """A number of the laboratory, and where it should come to lie."""

    number: str
    below: float | None = None
    above: float | None = None

    def reached(self, numbers: Mapping[str, float]) -> bool:
        """Whether it lies there. What can't be measured yet, or is no number (NaN), doesn't."""
        value = numbers.get(self.number, float("nan"))
        high, low = self.below, self.above
        return (high is None or value < high) and (low is None or value > low) and value == value


@dataclass(frozen=True)
class Bench:
    """A laboratory in a lesson, and what to do with it.

    lab: its spec for `axb.labs.catalogue.find`. views, numbers: the scenes and the numbers that are shown. controls:
    what can be operated beside them. action: what to do; `moves` do it where there is no hand, in a terminal.
    """

    lab: str
    views: tuple[str, ...]
    numbers: tuple[str, ...]
    controls: tuple[str, ...]
    action: str
    moves: tuple[str, ...]
    goal: Goal | None = None


@dataclass(frozen=True)
class Step:
    """One page of a lesson; `text` is Markdown."""

    title: str
    text: str
    bench: Bench
    question: Choose | Number


@dataclass(frozen=True)
class Lesson:
    """`name` is how it is called in an address and a command, `about` one sentence."""

    name: str
    title: str
    about: str
    steps: tuple[Step, ...]
