"""Distances between many points and many others, a block at a time, so that memory stays small."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

BLOCK = 2**23  # distances that are held at once, in float64: 64 MB
Array = NDArray[Any]


def nearest(points: Array, others: Array, count: int = 1) -> tuple[Array, Array]:
    """Distances (N, count) from each of (N, D) to the nearest of (M, D), the nearest first, and which these are."""
    found = [torch.topk(block, count, dim=1, largest=False) for _, block in squared_distances(points, others)]
    distances, indices = torch.cat([one.values for one in found]), torch.cat([one.indices for one in found])
    return distances.sqrt().numpy(), indices.numpy()


def squared_distances(points: Array, others: Array) -> Iterator[tuple[int, Tensor]]:
    """Number of the first row, and the squared Euclidean distances (n, M) of some rows of (N, D) to all of (M, D).

    |a - b|^2 = |a|^2 - 2ab + |b|^2 in float64: exact for pixels, and right to about 1e-15 |a|^2 otherwise.
    """
    a, b = _rows(points), _rows(others)
    lengths = b.square().sum(1)
    step = max(BLOCK // max(len(b), 1), 1)
    for start in range(0, len(a), step):
        some = a[start : start + step].double()
        block = torch.addmm(lengths, some, b.T, alpha=-2).add_(some.square().sum(1, keepdim=True))
        yield start, block.clamp_(min=0)


def _rows(points: Array) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(points.reshape(len(points), -1), np.float64))
