"""Batches that never wait: everything in memory, one gather a batch, the order derived from (seed, epoch)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from axb.words import InputError

KINDS = "biuf"  # NumPy's booleans, whole numbers and floats


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


def as_arrays(data: Any) -> Any:
    """One array, a list of them, or by name, each a tensor or NumPy's; a list of plain numbers is one array."""
    if isinstance(data, dict):
        return {name: as_arrays(array) for name, array in data.items()}
    if isinstance(data, list | tuple) and not _is_plain(data):
        return [as_arrays(array) for array in data]
    if data is None or isinstance(data, Tensor):
        return data
    try:
        array = np.asarray(data)
    except ValueError:
        raise InputError("data.ragged") from None
    if array.dtype.kind not in KINDS:
        raise InputError("data.not_numbers", got=array.dtype)
    return array


def _is_plain(data: Any) -> bool:
    """Whether a list holds numbers (or words), perhaps in lists: one array, not a list of arrays."""
    while isinstance(data, list | tuple):
        if not data:
            return True
        data = data[0]
    return isinstance(data, bool | int | float | str)


def to_tensor(array: Any) -> Tensor:
    """An array as a tensor, sharing memory where it can; float64 and float16 become float32."""
    tensor = array.detach() if isinstance(array, Tensor) else _from_numpy(as_arrays(array))
    return tensor.float() if tensor.dtype in (torch.float64, torch.float16) else tensor


def _from_numpy(array: "np.ndarray[Any, Any]") -> Tensor:
    kind = array.dtype.kind
    if kind == "u" and array.dtype.itemsize > 1:
        array = array.astype(np.int64)
    elif not array.dtype.isnative or array.dtype.itemsize > 8:
        array = array.astype(np.float32 if kind == "f" else np.int64)
    tensor: Tensor = torch.from_numpy(np.require(array, requirements=["C", "W"]))
    return tensor


def to_target(array: Any) -> Tensor:
    """Answers as a tensor: whole numbers as int64."""
    target = to_tensor(array)
    return target if target.is_floating_point() else target.long()


class Batches:
    """Arrays cut into batches, in order, or shuffled by a permutation that (seed, epoch) decides."""

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
        x, y, weight = as_arrays(x), as_arrays(y), as_arrays(weight)
        self.examples = same_length(x, y, weight)
        self.x = each(lambda a: to_tensor(a).to(device), x)
        self.y = each(lambda a: to_target(a).to(device), y)
        self.weight = each(lambda a: to_tensor(a).to(device), weight)
        self.batch_size, self.shuffle, self.seed, self.device = batch_size, shuffle, seed, device
        self.steps = -(-self.examples // batch_size)

    def epoch(self, epoch: int = 0, start: int = 0, stop: int | None = None) -> Iterator[Batch]:
        """The batches of an epoch, from batch number `start` on, up to (not including) `stop`."""
        order = self.order(epoch)
        for number in range(start, self.steps if stop is None else min(stop, self.steps)):
            rows = slice(number * self.batch_size, (number + 1) * self.batch_size)
            chosen = rows if order is None else order[rows]
            yield Batch(pick(self.x, chosen), pick(self.y, chosen), pick(self.weight, chosen))

    def order(self, epoch: int) -> Tensor | None:
        """The permutation of an epoch; None where the order is the arrays' own."""
        if not self.shuffle:
            return None
        permutation = np.random.default_rng((self.seed, epoch)).permutation(self.examples)
        return torch.from_numpy(permutation).to(self.device)


def same_length(*fields: Any) -> int:
    """How many examples all these arrays hold. Raises InputError where they differ, or there are none."""
    lengths: list[int] = []

    def look(array: Any) -> None:
        if array.ndim == 0 or (lengths and array.shape[0] != lengths[0]):
            needs = lengths[0] if lengths else "?"
            raise InputError("data.batch_lengths", needs=needs, got=tuple(array.shape))
        lengths.append(array.shape[0])

    for field in fields:
        each(look, field)
    if not lengths or lengths[0] == 0:
        raise InputError("data.no_examples")
    return lengths[0]
