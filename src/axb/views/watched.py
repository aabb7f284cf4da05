"""What a watched training has seen of its network, as it is kept in a run or held in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from axb.runs import Run
from axb.words import InputError

NAME = "watch"
MOST_LOOKS = 6  # that are drawn over one another
Numbers = NDArray[np.float64]


class Look(Protocol):
    """One look, as `axb.watch` remembers it."""

    @property
    def step(self) -> int:
        """The updates made by then."""

    @property
    def about(self) -> Mapping[str, Any]:
        """names, kinds, path, branches, columns"""

    @property
    def table(self) -> NDArray[np.float32]:
        """(layers, columns and the histogram's counts)"""

    @property
    def through(self) -> NDArray[np.float32]:
        """(branches,)"""


class Kept(NamedTuple):
    """A look in a run."""

    step: int
    about: Mapping[str, Any]
    table: NDArray[np.float32]
    through: NDArray[np.float32]


Source = Run | Sequence[Look]


@dataclass(frozen=True)
class Watched:
    """Some looks at the same network, the earliest first; there is at least one."""

    looks: tuple[Look, ...]

    @property
    def last(self) -> Look:
        """The latest."""
        return self.looks[-1]

    @property
    def names(self) -> list[str]:
        """All layers."""
        return list(self.last.about["names"])

    def column(self, look: Look, name: str) -> Numbers:
        """One number of every layer."""
        return look.table[:, list(self.last.about["columns"]).index(name)].astype(np.float64)

    @property
    def histograms(self) -> Numbers:
        """(layers, bins) of the latest look."""
        return self.last.table[:, len(self.last.about["columns"]) :].astype(np.float64)

    @property
    def path(self) -> list[int]:
        """The layers of the main path that a gradient came to in the latest look, from input to output."""
        gradient = self.column(self.last, "gradient")
        return [place for place in self.last.about["path"] if not np.isnan(gradient[place])]


def is_watched(run: Run) -> bool:
    """Whether there was a look."""
    return run.artifact(NAME) is not None


def watched(source: Source) -> Watched:
    """The first look, the last, and some between. Raises InputError where there is none."""
    if isinstance(source, Run):
        looks: Sequence[Look] = _kept(source)
    else:
        looks = [source[place] for place in _spread(len(source))]
    same = [look for look in looks if look.about == looks[-1].about]
    if not same:
        name = source.name if isinstance(source, Run) else ""
        raise InputError("views_watch.not_watched", name=name)
    return Watched(tuple(same))


def _kept(run: Run) -> list[Look]:
    steps = [one.step for one in run.artifacts() if one.name == f"{NAME}/layers"]
    about = run.json(NAME)
    looks: list[Look] = []
    for place in _spread(len(steps)):
        table = run.array(f"{NAME}/layers", steps[place])
        through = run.array(f"{NAME}/branches", steps[place])
        if about and table is not None and through is not None and len(table) == len(about["names"]):
            looks.append(Kept(steps[place], about, table, through))
    return looks


def _spread(count: int) -> list[int]:
    """Places from 0 to the last one, evenly."""
    return sorted({round(place) for place in np.linspace(0, count - 1, min(count, MOST_LOOKS))})
