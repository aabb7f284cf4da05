"""Batches that never wait: everything in memory, one gather a batch, the order derived from (seed, epoch)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from axb.words import InputError


@dataclass
class Batch:
    """Some examples: x (a tensor, a list, or by name), y (likewise, or None) and their weights."""

    x: Any
    y: Any = None
    weight: Any = None

    def __len__(self) -> int:
        return int(first(self.x).shape[0])

    def parts(self, number: int) -> "list[Batch]":
        """The same examples in up to `number` smaller batches, for accumulation."""
        if number == 1:
            return [self]
        size = -(-len(self) // number)
        pieces = [slice(start, start + size) for start in range(0, len(self), size)]
        return [Batch(*(pick(field, piece) for field in (self.x, self.y, self.weight))) for piece in pieces]


def first(arrays: Any) -> Any:
    """One of the arrays in a structure."""
    while isinstance(arrays, list | tuple | dict):
        arrays = next(iter(arrays.values() if isinstance(arrays, dict) else arrays))
    return arrays


def each(function: Any, arrays: Any) -> Any:
    """`function` of every array in a structure; None stays None."""
    if isinstance(arrays, dict):
        return {name: each(function, array) for name, array in arrays.items()}
    if isinstance(arrays, list | tuple):
        return [each(function, array) for array in arrays]
    return None if arrays is None else function(arrays)


def pick(arrays: Any, rows: Any) -> Any:
    """Some rows of every array: a slice shares memory, a tensor of indices gathers."""
    if isinstance(rows, slice):
        return each(lambda array: array[rows], arrays)
    return each(lambda array: array.index_select(0, rows), arrays)


def to_tensor(array: Any) -> Tensor:
    """An array as a tensor, sharing memory where it can; float64 becomes float32."""
    if not isinstance(array, Tensor):
        array = np.asarray(array)
        if array.dtype == object or array.dtype.kind in "USO":
            raise InputError("data.not_numbers", got=array.dtype)
        if array.dtype in (np.uint16, np.uint32, np.uint64):
            array = array.astype(np.int64)
        array = torch.from_numpy(np.require(array, requirements=["C", "W"]))
    return array.float() if array.dtype in (torch.float64, torch.float16) else array


def to_target(array: Any) -> Tensor:
    """Answers as a tensor: whole numbers as int64."""
    target = to_tensor(array)
    return target if target.is_floating_point() else target.long()


class Batches:
    """Arrays cut into batches of `batch_size`, in order, or shuffled by a permutation that (seed, epoch) decides."""

    def __init__(
        self,
        x: Any,
        y: Any = None,
        weight: Any = None,
        *,
        batch_size: int = 32,
        shuffle: bool = False,
        seed: int = 0,
        device: str | torch.device = "cpu",
    ) -> None:
        if isinstance(batch_size, bool) or not isinstance(batch_size, int) or batch_size < 1:
            raise InputError("data.batch_size", got=batch_size)
        self.x = each(lambda a: to_tensor(a).to(device), x)
        self.y = each(lambda a: to_target(a).to(device), y)
        self.weight = each(lambda a: to_tensor(a).to(device), weight)
        self.examples = int(first(self.x).shape[0])
        for field in (self.x, self.y, self.weight):
            each(self._check_length, field)
        if self.examples == 0:
            raise InputError("data.no_examples")
        self.batch_size, self.shuffle, self.seed, self.device = batch_size, shuffle, seed, device
        self.steps = -(-self.examples // batch_size)

    def _check_length(self, array: Tensor) -> None:
        if array.ndim == 0 or array.shape[0] != self.examples:
            raise InputError("data.batch_lengths", needs=self.examples, got=tuple(array.shape))

    def epoch(self, epoch: int = 0, start: int = 0) -> Iterator[Batch]:
        """The batches of an epoch, from batch number `start` on."""
        order = self.order(epoch)
        for first_row in range(start * self.batch_size, self.examples, self.batch_size):
            rows = slice(first_row, first_row + self.batch_size)
            chosen = rows if order is None else order[rows]
            yield Batch(pick(self.x, chosen), pick(self.y, chosen), pick(self.weight, chosen))

    def order(self, epoch: int) -> Tensor | None:
        """The permutation of an epoch; None where the order is the arrays' own."""
        if not self.shuffle:
            return None
        permutation = np.random.default_rng((self.seed, epoch)).permutation(self.examples)
        return torch.from_numpy(permutation).to(self.device)
