"""What is known of a generative training: every step's numbers, and looks at its codes and at what it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST = 300  # steps before which nothing is said: both players begin by knowing nothing
NONE: Floats = np.zeros(0)


class Look(NamedTuple):
    """After `step` updates. kls: KL(q(z_j|x) || p(z_j)) of each coordinate j in nats, the mean over examples.
    explained: the share of the examples' variance that comes back from the means of their codes. cells: the share of
    what is made that falls in each cell of the real ones. What a model has no answer to is empty or NaN."""

    step: int
    kls: Floats = NONE
    explained: float = float("nan")
    cells: Floats = NONE


@dataclass(frozen=True)
class Course:
    """series: one number an update by name ("kl", "fake_accuracy"), NaN where a step has none. real: the share of real
    examples in each cell. total: updates that are planned. beta: a VAE's. warmup: steps until it weighs in full."""

    step: int
    total: int
    series: Mapping[str, Floats] = field(default_factory=dict)
    looks: Sequence[Look] = ()
    real: Floats = field(default_factory=lambda: NONE)
    beta: float = 1.0
    warmup: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether half of the training is over, and what a VAE's warm-up was."""
        return self.step >= max(LEAST, self.total // 2, self.warmup + LEAST // 2)

    @property
    def has_players(self) -> bool:
        """Whether one judges what the other makes."""
        return {"real_accuracy", "fake_accuracy"} <= set(self.series)

    def late(self, name: str) -> float:
        """The mean of a series over the last quarter of the updates; NaN where it is not there."""
        values = self.series.get(name, NONE)[-max(self.step // 4, 1) :]
        known = values[np.isfinite(values)]
        return float(known.mean()) if len(known) else float("nan")

    def last(self, count: int) -> Sequence[Look]:
        """The last so many looks, none where there are fewer, or the training has not settled."""
        return self.looks[-count:] if self.is_settled and len(self.looks) >= count else ()
