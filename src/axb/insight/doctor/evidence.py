"""What is known of a training: its losses, its rates, the looks into its network, its data and its ending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from axb.insight.seen import LayerSeen, Seen

Floats = NDArray[np.float64]
PIECES = (
    10  # the losses of all steps are cut in so many pieces of the same length; a piece is told by its median
)


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
    chance: the loss of one who knows only how often each answer comes. over: whether training has ended.
    """

    losses: Floats
    rates: Floats = field(default_factory=lambda: np.zeros(0))
    epochs: Mapping[str, Floats] = field(default_factory=dict)
    looks: Sequence[Seen] = ()
    chance: float | None = None
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

    @cached_property
    def paces(self) -> Floats:
        """(looks, layers with weights): update over weights; empty without looks."""
        rows = [[one.ratio for one in _learning(look)] for look in self.looks]
        return np.array(rows) if len({len(row) for row in rows}) == 1 else np.zeros((0, 0))

    def late(self, least: int = 3) -> Sequence[Seen]:
        """The later half of the looks, where there are at least so many."""
        return self.looks[len(self.looks) // 2 :] if len(self.looks) >= least else ()


def _learning(look: Seen) -> list[LayerSeen]:
    return [one for one in look.layers if one.weights > 0 and one.update == one.update]


def middle(values: Sequence[float]) -> float:
    """Their median without those that are no number; NaN of nothing."""
    known = [value for value in values if value == value]
    return float(np.median(known)) if known else float("nan")
