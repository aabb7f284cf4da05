"""What is known of a training: its losses, its rates, the looks into its network, its data and its ending."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from axb.insight.seen import COLUMNS, Seen

Floats = NDArray[np.float64]
PIECES = 10  # the losses of all steps are cut in so many of the same length; each is told by its median
LOOKS = 24  # that rules read at most


class Entering(NamedTuple):
    """What reaches the first part that has weights: the root of the mean square of its numbers (`scale`)."""

    part: str
    kind: str
    scale: float


class Ending(NamedTuple):
    """How a network ends and what it is compared by. lowest, highest: of the answers."""

    part: str
    activation: str
    units: int
    loss: str
    from_logits: bool | None
    lowest: float
    highest: float


class Broken(NamedTuple):
    """Where numbers first were none: in the "weights", the "output" or the "gradient" of a part, or in the "loss"."""

    part: str
    what: str
    step: int
    batch: int


@dataclass(frozen=True)
class Evidence:
    """All that rules read; what is not known is empty or None.

    losses: one an update. rates: the learning rate of each. epochs: the means of each epoch by name ("val_loss").
    chance: the loss of one who knows only how often each answer comes. alike: of late, the loss on its own examples
    measured as `val_loss` is. over: whether training has ended.
    """

    losses: Floats
    rates: Floats = field(default_factory=lambda: np.zeros(0))
    epochs: Mapping[str, Floats] = field(default_factory=dict)
    looks: Sequence[Seen] = ()
    chance: float | None = None
    alike: float | None = None
    entering: Entering | None = None
    ending: Ending | None = None
    broken: Broken | None = None
    over: bool = False

    @property
    def step(self) -> int:
        """Updates done."""
        return max(len(self.losses), self.looks[-1].step if self.looks else 0)

    @cached_property
    def finite(self) -> Floats:
        """The losses up to the first one that is no finite number."""
        bad = np.flatnonzero(~np.isfinite(self.losses))
        return self.losses[: bad[0]] if len(bad) else self.losses

    @cached_property
    def pieces(self) -> Floats:
        """The course of the loss in PIECES numbers; empty where there are fewer steps than that."""
        if len(self.finite) < PIECES:
            return np.zeros(0)
        return np.array([np.median(piece) for piece in np.array_split(self.finite, PIECES)])

    @property
    def beginning(self) -> float:
        """The loss to do better than: that of chance or, where it is larger or chance is not known, the first one."""
        first = float(self.finite[0]) if len(self.finite) else float("nan")
        return first if self.chance is None else max(self.chance, first)

    def column(self, name: str, looks: Sequence[Seen] | None = None) -> Floats:
        """(looks, layers): one number of every layer in these looks (None: all), of the network as it is now."""
        place = COLUMNS.index(name)
        some = self.looks if looks is None else looks
        rows = [look.table[:, place] for look in some if look.names == self.looks[-1].names]
        return np.array(rows, np.float64).reshape(len(rows), -1 if rows else 0)

    @cached_property
    def paces(self) -> Floats:
        """(looks, layers with weights): update over weights; empty without looks."""
        weights, update = self.column("weights"), self.column("update")
        learning = ((weights > 0) & ~np.isnan(update)).all(0)
        return np.asarray(update[:, learning] / weights[:, learning])

    @cached_property
    def rungs(self) -> list[int]:
        """The places on the main path that a gradient came to in the latest look, from input to output."""
        if not self.looks:
            return []
        gradient = self.looks[-1].table[:, COLUMNS.index("gradient")]
        return [place for place in self.looks[-1].path if not np.isnan(gradient[place])]

    @cached_property
    def factors(self) -> Floats:
        """Of each look: the gradient at the first rung of the ladder over that at the last; NaN where that is 0."""
        if not self.rungs:
            return np.zeros(0)
        gradient = self.column("gradient")
        first, last = gradient[:, self.rungs[0]], gradient[:, self.rungs[-1]]
        return np.where(last > 0, first / np.where(last > 0, last, 1), np.nan)

    def late(self, least: int = 3) -> Sequence[Seen]:
        """The later half of the looks, where there are at least so many."""
        return self.looks[len(self.looks) // 2 :] if len(self.looks) >= least else ()


def some_of(looks: Sequence[Seen]) -> Sequence[Seen]:
    """The first two looks, the latest, and some between: what rules read takes the same time however long it trains."""
    if len(looks) <= LOOKS:
        return list(looks)
    places = np.unique(np.linspace(2, len(looks) - 1, LOOKS - 2).round().astype(int))
    return [*looks[:2], *(looks[place] for place in places)]


def middle(values: Floats) -> Floats:
    """The median over the first axis, of the numbers among them; NaN where there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of which NumPy would warn
        return np.asarray(np.nanmedian(values, axis=0)) if len(values) else np.full(values.shape[1:], np.nan)
