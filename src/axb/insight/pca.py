"""How well PCA restores what it has not seen: the straight rival of every autoencoder."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

MOST = 100_000_000  # numbers of the training part that are looked at
MORE, ROUNDS = (
    10,
    4,
)  # axes beside those asked for, and power iterations: the rest of the error is far below a percent

Array = NDArray[Any]


def pca_error(train: Array, test: Array, size: int, unit: float | Sequence[float] = 1.0) -> float:
    """The mean squared error of the test examples restored from `size` numbers, by the training part's principal axes.

    train, test: (N, ...), first divided by `unit` (one number, or one for each place of the last axis), as is the
    error. x is restored as mean + (x - mean) V V', V the first `size` right singular vectors of the centred training
    part, found by Halko, Martinsson & Tropp 2011, algorithm 4.4, from a fixed seed (`torch.svd_lowrank`).
    """
    step = max(math.ceil(train.size / MOST), 1)
    rows, unseen = _rows(train[::step], unit), _rows(test, unit)
    mean = rows.mean(0)
    axes = _axes(rows.sub_(mean), size)
    unseen.sub_(mean)
    left = unseen.square().sum(dtype=torch.float64) - (unseen @ axes).square().sum(dtype=torch.float64)
    return max(float(left), 0.0) / unseen.numel()


def pca_codes(
    train: Array, test: Array, size: int, unit: float | Sequence[float] = 1.0
) -> NDArray[np.float32]:
    """The test examples as `size` numbers each, (N, size), or as many as there are axes: how far along the training
    part's principal axes they lie. Arguments as `pca_error` takes them."""
    step = max(math.ceil(train.size / MOST), 1)
    rows, unseen = _rows(train[::step], unit), _rows(test, unit)
    mean = rows.mean(0)
    found: NDArray[np.float32] = ((unseen - mean) @ _axes(rows.sub_(mean), size)).numpy()
    return found


def _rows(examples: Array, unit: float | Sequence[float]) -> Tensor:
    """Each example as a row of float32, in the unit."""
    return torch.from_numpy(
        (examples / np.asarray(unit, np.float32)).astype(np.float32).reshape(len(examples), -1)
    )


def _axes(centred: Tensor, size: int) -> Tensor:
    """The first principal axes as columns, (D, size), or as many as there are."""
    asked = min(size + MORE, *centred.shape)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        axes: Tensor = torch.svd_lowrank(centred, asked, ROUNDS)[2]
    return axes[:, :size]
