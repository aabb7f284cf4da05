"""What became of one combination from one seed, and several of them together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Outcome:
    """scores: numbers by name. pictures: rows of pictures side by side, grey or coloured, as `packed` tells them.
    points: codes on their two main axes, by whose they are. seconds: of learning, without the measuring."""

    part: str
    seed: int
    scores: dict[str, float]
    pictures: dict[str, str]
    points: dict[str, list[list[float]]]
    seconds: float


def of(outcomes: Sequence[Outcome], part: str) -> list[Outcome]:
    """The seeds of one combination."""
    return [one for one in outcomes if one.part == part]


def mean(outcomes: Sequence[Outcome], score: str) -> float:
    """Over the seeds that have it; NaN where none has."""
    found = [one.scores[score] for one in outcomes if score in one.scores]
    return float(np.mean(found)) if found else float("nan")
