"""Does it copy? How near samples are to what was learned from, beside how near held-out examples are.

A model that has learned what things look like makes samples about as far from the training examples as new real
examples are. Meehan, Chaudhuri & Dasgupta 2020, "A non-parametric test to detect data-copying in generative models",
compare the two collections of distances by the Mann-Whitney statistic; `nearer` is theirs as a probability (theirs is
its z-score). It is also high where samples are more average than real examples (blurred ones are near to everything),
so the nearest pairs want to be looked at.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from axb.insight.measures.nearest import nearest

RARE = 0.01  # share of the held-out examples below whose nearest distances a sample counts as close
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Copies:
    """Of N samples and M held-out examples, by their distances to the nearest training example.

    nearer: how often a sample is nearer to its one than a held-out example (ties half): 0.5 is as near, 1 always
    nearer. chance: how far from 0.5 chance alone takes it in 19 of 20 cases. close: the share of samples nearer
    than all but the nearest 1% of held-out examples are; that is 0.01 where they are as near. index: (N,) the nearest
    training example of each sample. distance: (N,) how far it is.
    """

    nearer: float
    chance: float
    close: float
    index: Array
    distance: Array


def copies(made: Array, held_out: Array, train: Array) -> Copies:
    """Samples (N, ...), held-out examples (M, ...) and training examples (T, ...), in one space."""
    distances, indices = nearest(made, train)
    others = nearest(held_out, train)[0]
    return Copies(
        nearer=share_below(distances[:, 0], others[:, 0]),
        chance=1.96 * float(np.sqrt((len(made) + len(held_out) + 1) / (12 * len(made) * len(held_out)))),
        close=float((distances < np.quantile(others, RARE)).mean()),
        index=indices[:, 0],
        distance=distances[:, 0],
    )


def share_below(first: Array, second: Array) -> float:
    """P(a < b) + P(a = b) / 2 for a out of first (N,), b out of second (M,): Mann & Whitney's U over N M."""
    ranks = rankdata(np.concatenate([first, second]))[: len(first)]
    above = ranks.sum() - len(first) * (len(first) + 1) / 2
    return 1 - float(above) / (len(first) * len(second))
