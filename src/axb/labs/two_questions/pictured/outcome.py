"""What one of the two models says of all that was asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from axb.labs.packing import unpacked
from axb.words import current_language


@dataclass(frozen=True)
class Outcome:
    """part: "tell" (discriminative) or "make" (generative).

    right: the share of test pictures whose class it tells. chances: p(class | picture) `(N, classes)` on the "way" and
    of the "odd" ones. usual: for the same, of "make" alone, the share of test pictures that cost more. costs: of "make"
    alone, nats of each picture of the way if it were of each class, `(N, classes)`; ordinary: 5, 50 and 95% of what
    test pictures cost. pictures: rows of them, as `packed` tells; "made": what it makes of each class, one after
    another. surest: of "tell" alone, its chances of the class of each picture in "made". names: of the classes, by
    language. seconds: of learning.
    """

    part: str
    right: float
    chances: dict[str, list[list[float]]]
    usual: dict[str, list[float]]
    costs: list[list[float]]
    ordinary: list[float]
    pictures: dict[str, str]
    surest: list[float]
    names: dict[str, list[str]]
    seconds: float

    @property
    def labels(self) -> list[str]:
        """The classes' names in the current language."""
        return self.names["ja" if current_language() == "ja" else "en"]

    @property
    def short(self) -> list[str]:
        """The same as far as there is room: "T-shirt" of "T-shirt/top"."""
        return [re.split("[/・]", name)[0] or name for name in self.labels]

    def each(self, row: str, many: int) -> list[NDArray[np.uint8]]:
        """The pictures of a row of so many, `(H, W, 3)` each."""
        return list(np.split(unpacked(self.pictures[row]), many, axis=1))


def part(outcomes: Sequence[Outcome], name: str) -> Outcome | None:
    """ "tell" or "make"; None where it has not learned yet."""
    return next((one for one in outcomes if one.part == name), None)


def rounded(values: NDArray[np.floating], digits: int = 5) -> list[list[float]]:
    """As lists of short numbers."""
    found: list[list[float]] = np.asarray(values, np.float64).round(digits).tolist()
    return found
