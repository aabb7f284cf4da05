"""A race as its curves take it: a lane for each setting, and how each looks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from axb.views.palette import OKABE_ITO, OPTIMIZERS, class_color

FILLED = {"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲", "star": "★", "triangle-down": "▼"}
OPEN = {
    "circle-open": "○",
    "square-open": "□",
    "diamond-open": "◇",
    "triangle-up-open": "△",
    "star-open": "☆",
}
SIGNS = {**FILLED, **OPEN}  # as Plotly calls them: as a letter
ORDER = (4, 0, 2, 5, 6, 1, 7, 3)  # of Okabe-Ito's colours: what is hard to see on white comes last
Table = NDArray[np.float64]


@dataclass(frozen=True)
class Lane:
    """A setting. first: the value of what varies first, which gives the colour; rest: of all else, which gives the
    sign. seeds: the metric after each epoch so far, a row a member. diverged: one of them has."""

    label: str
    first: str
    rest: str
    seeds: Sequence[Table]
    diverged: bool = False

    @property
    def table(self) -> Table:
        """`(seeds, epochs)`, NaN where nothing is known."""
        table = np.full((len(self.seeds), max((len(one) for one in self.seeds), default=0)), np.nan)
        for row, values in zip(table, self.seeds, strict=True):
            row[: len(values)] = np.where(np.isfinite(values), values, np.nan)
        return table

    @property
    def is_drawn(self) -> bool:
        """Whether anything is known."""
        return bool(np.isfinite(self.table).any())

    @property
    def mean(self) -> tuple[NDArray[np.int64], Table]:
        """Epochs from 1, and the mean over the seeds that have come so far."""
        table = self.table
        epochs = np.flatnonzero(np.isfinite(table).any(0))
        return epochs + 1, np.nanmean(table[:, epochs], axis=0)


@dataclass(frozen=True)
class Lanes:
    """A race as its curves take it. order: settings, best first. first, rest: the names of what varies.

    epochs: how many the longest member takes. share: the metric is a share of 1, and larger is better.
    """

    lanes: Sequence[Lane]
    order: Sequence[int]
    first: str
    rest: str
    metric: str
    share: bool
    epochs: int
    sentence: str


def marks(race: Lanes) -> list[tuple[str, str]]:
    """The colour of each setting, and its sign as a letter: for words beside the picture."""
    return [(color, SIGNS[sign]) for color, sign in looks_of(race)]


def looks_of(race: Lanes) -> list[tuple[str, str]]:
    """(colour, sign) of each setting."""
    firsts = list(dict.fromkeys(lane.first for lane in race.lanes))
    rests = list(dict.fromkeys(lane.rest for lane in race.lanes))
    colors = {one: _color(one, place, race.first) for place, one in enumerate(firsts)}
    signs = {one: [*SIGNS][place % len(SIGNS)] for place, one in enumerate(rests)}
    return [(colors[lane.first], signs[lane.rest]) for lane in race.lanes]


def _color(value: str, place: int, name: str) -> str:
    """Optimizers have theirs; of other things the first sixteen differ."""
    if name == "optimizer" and value in OPTIMIZERS:
        return OPTIMIZERS[value]
    return class_color(ORDER[place % len(ORDER)] + len(OKABE_ITO) * (place // len(ORDER) % 2))
