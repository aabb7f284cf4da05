"""How much of what was made is like something real, and how much of what is real could have been made.

Kynkaanniemi, Karras, Laine, Lehtinen & Aila 2019, "Improved precision and recall metric for assessing generative
models": a cloud's manifold is the union of balls around its points, each as large as the distance to its k-th nearest
neighbour in the cloud (equation 1). Precision is the share of generated points in the manifold of the real ones, recall
the share of real points in the manifold of the generated ones (equation 2). Both lie in 0..1, and more is better.
Both depend on how many points there are, and two real clouds do not reach 1: what real ones get stands beside them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from axb.insight.measures.nearest import nearest, squared_distances
from axb.words import InputError

NEIGHBOURS = 3  # k, as in the paper
Array = NDArray[Any]


@dataclass(frozen=True)
class PrecisionRecall:
    """Both of them, 0..1."""

    precision: float
    recall: float


def precision_recall(real: Array, made: Array, k: int = NEIGHBOURS) -> PrecisionRecall:
    """Of two clouds (N, D) and (M, D); the paper has as many of both.

    Raises InputError where a cloud has no k-th neighbour, or widths differ.
    """
    for cloud in (real, made):
        if cloud.ndim != 2 or len(cloud) <= k or cloud.shape[1] != real.shape[1]:
            raise InputError("measures.clouds", first=real.shape, second=made.shape)
    return PrecisionRecall(covered(made, real, radii(real, k)), covered(real, made, radii(made, k)))


def radii(cloud: Array, k: int = NEIGHBOURS) -> Array:
    """The distance (N,) from each point to its k-th nearest neighbour; the nearest of all is the point itself."""
    found: Array = nearest(cloud, cloud, k + 1)[0][:, k]
    return found


def covered(points: Array, centres: Array, radius: Array) -> float:
    """The share of points (N, D) that lie in one of the balls around centres (M, D) with radius (M,)."""
    squared = torch.from_numpy(np.square(radius))
    inside = sum(int((block <= squared).any(1).sum()) for _, block in squared_distances(points, centres))
    return inside / len(points)
