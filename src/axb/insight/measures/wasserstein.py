"""The Wasserstein distance between two clouds of points: how far one would have to be moved to become the other.

W1 = min over assignments s of 1/N sum |x_i - y_s(i)|: between clouds of as many points the best transport sends each
to one (Peyre & Cuturi 2019, "Computational optimal transport", proposition 2.1), so an assignment finds it exactly.
In the points' own unit; lower is better; 0 where the clouds are the same. Unlike the Fréchet distance it sees the shape
of a cloud, and holes in it. Like it, it is not 0 between two clouds of one kind, the less so the more points there are.
"""

from typing import Any

from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from axb.words import InputError

MOST = 1000  # points of a cloud: the time grows with the third power
Array = NDArray[Any]


def wasserstein(first: Array, second: Array) -> float:
    """Between the first 1,000 points of two clouds (N, D). Raises InputError where they are not of one size."""
    if first.ndim != 2 or first.shape != second.shape or not len(first):
        raise InputError("measures.clouds", first=first.shape, second=second.shape)
    costs = cdist(first[:MOST], second[:MOST])
    return float(costs[linear_sum_assignment(costs)].mean())
