"""Which points are learned from, which are watched beside, which wait for the test.

The parts are those that `axb.data.csv` and `Dataset.hold_out` make of a table, so that a run reads from a file what
the lab has learned from. Only the order of the table's rows is free, and it is chosen so that a point keeps its part
while others come and go.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from axb.data.split import split
from axb.labs.network.points import Points

SEED = 0  # of the split, and of a kept run
LEARNED, WATCHED, TESTED = 0, 1, 2
Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Parts:
    """order: the points in the order of the table's rows. test, watch: the shares that `csv` and `hold_out` are given.

    learned, watched, tested: indices of points, in the order in which the run has them.
    """

    order: Indices
    test: float
    watch: float
    learned: Indices
    watched: Indices
    tested: Indices

    def held(self, count: int) -> NDArray[np.bool_]:
        """`(count,)`: which points are held out."""
        out = np.ones(count, bool)
        out[self.learned] = False
        return out


def parts_of(points: Points, share: float) -> Parts:
    """Hold out `share` of the points: one half is watched, the other waits for a kept run's test."""
    test = share / 2
    watch = test / (1 - test)
    # The rows have the answers of the points as they are: so `split` will choose these rows, whatever points fill them.
    kept, tested = split(points.y, test, SEED)
    learned, watched = (kept[rows] for rows in split(points.y[kept], watch, SEED))
    part = np.full(len(points), LEARNED)
    part[watched], part[tested] = WATCHED, TESTED
    groups = points.y if points.has_classes else np.zeros(len(points), int)
    rows, chosen = np.lexsort((-part, groups)), np.lexsort((points.rank, groups))
    order = np.empty(len(points), np.int64)
    order[rows] = chosen
    return Parts(order, test, watch, order[learned], order[watched], order[tested])
