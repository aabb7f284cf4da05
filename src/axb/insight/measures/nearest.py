"""Distances between many points and many others, a block at a time, so that memory stays small."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

BLOCK = 2**23  # distances that are held at once, in float64: 64 MB
HELD = 2**25  # numbers of the others that are held at once, in float64: 256 MB
Array = NDArray[Any]


def nearest(points: Array, others: Array, count: int = 1) -> tuple[Array, Array]:
    """Distances (N, count) from each of (N, ...) to the nearest of (M, ...), the nearest first, and which these are."""
    step = max(HELD * len(others) // others.size, count)
    parts = [
        _nearest(points, others[start : start + step], count, start) for start in range(0, len(others), step)
    ]
    distances, indices = (torch.cat(one, 1) for one in zip(*parts, strict=True))
    best, places = torch.topk(distances, count, dim=1, largest=False)
    return best.sqrt().numpy(), indices.gather(1, places).numpy()


def _nearest(points: Array, others: Array, count: int, start: int) -> tuple[Tensor, Tensor]:
    """The same among some others, the first of whom is number `start`, with squared distances."""
    blocks = squared_distances(points, others)
    found = [torch.topk(block, min(count, len(others)), dim=1, largest=False) for _, block in blocks]
    return torch.cat([one.values for one in found]), torch.cat([one.indices + start for one in found])


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
