"""What became of one network from one seed, and several of them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from axb.labs.trial import Trial

EVEN = 0.03  # ends closer than this are about equal: two standard errors of a difference on 300 examples
Part = Literal["train", "test"]
Relation = Literal["worse", "better", "even"]


@dataclass(frozen=True)
class Outcome(Trial):
    """family: "plain" or "resnet". depth: layers with weights. norm: "on" or "off", batch normalisation."""

    family: str
    depth: int
    norm: str
    seed: int

    def errors(self, part: Part) -> list[float]:
        """After each epoch, on what it learned from or on new examples."""
        return self.train_errors if part == "train" else self.test_errors


def chosen(outcomes: Sequence[Outcome], family: str, norm: str, depth: int) -> list[Outcome]:
    """The seeds of one network."""
    return [one for one in outcomes if (one.family, one.norm, one.depth) == (family, norm, depth)]


def median(seeds: Sequence[Outcome], part: Part) -> NDArray[np.float64]:
    """After each epoch, `(epochs,)`."""
    found: NDArray[np.float64] = np.median([one.errors(part) for one in seeds], axis=0)
    return found


def end(seeds: Sequence[Outcome], part: Part) -> float:
    """The median of the last errors."""
    return float(median(seeds, part)[-1])


def relation(some: Sequence[Outcome], others: Sequence[Outcome], part: Part) -> Relation | None:
    """How some end beside others: "worse" or "better" where every seed is, clearly; None where none is in both."""
    ends = {one.seed: one.errors(part)[-1] for one in others}
    more = [one.errors(part)[-1] - ends[one.seed] for one in some if one.seed in ends]
    if not more:
        return None
    return "worse" if min(more) > EVEN else "better" if max(more) < -EVEN else "even"
