"""Several tensors into one: where paths of a graph meet."""

from collections.abc import Sequence
from typing import Any, Unpack

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError, shown
from axb.graph.symbolic import SymbolicTensor
from axb.layers.activations import is_relu
from axb.registry import registered


def check_several(part: Layer, shapes: Any, least: int = 2) -> None:
    """Refuse anything but a list of at least `least` inputs."""
    if not isinstance(shapes, list) or len(shapes) < least:
        got = shown(shapes)
        raise ShapeError(
            "layers.several_inputs", part=part.label, needs=least, got=got, name=type(part).__name__
        )


@registered
class Add(Layer):
    """The sum of its inputs (a list of equal shapes): how a skip connection comes back in."""

    def check(self, input_shape: Any) -> None:
        """Equal shapes, or size 1 where they differ."""
        check_several(self, input_shape)
        ranks = {len(shape) for shape in input_shape}
        sizes = zip(*(shape[1:] for shape in input_shape), strict=len(ranks) == 1)
        if len(ranks) > 1 or any(len({size for size in axis if size not in (1, None)}) > 1 for axis in sizes):
            raise ShapeError("layers.merge_shapes", part=self.label, got=shown(input_shape))

    def call(self, inputs: list[Tensor]) -> Tensor:
        """x_1 + x_2 + ..."""
        total = inputs[0]
        for tensor in inputs[1:]:
            total = total + tensor
        return total

    def fused_with(self, follower: Layer) -> Any:
        """ReLU in the memory of the sum."""
        return self._rectified if is_relu(follower) and type(self) is Add else None

    def _rectified(self, inputs: list[Tensor]) -> Tensor:
        return F.relu_(self.call(inputs))

    def torch_form(self) -> TorchForm:
        """sum"""
        return TorchForm("sum([{xs}])")


@registered
class Concatenate(Layer):
    """Its inputs (a list) end to end along `axis`: how Inception's branches meet."""

    def __init__(self, axis: int = -1, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.axis = axis

    def check(self, input_shape: Any) -> None:
        """Equal shapes but for the axis, which is not the batch."""
        check_several(self, input_shape)
        rank = len(input_shape[0])
        axis = self.axis + rank if self.axis < 0 else self.axis
        if not 0 < axis < rank:
            raise ShapeError(
                "layers.concatenate_axis",
                part=self.label,
                axis=self.axis,
                got=shown(input_shape),
                last=rank - 1,
            )
        rest = {shape[1:axis] + shape[axis + 1 :] for shape in input_shape}
        if len(rest) > 1 or any(len(shape) != rank for shape in input_shape):
            raise ShapeError(
                "layers.concatenate_shapes", part=self.label, axis=self.axis, got=shown(input_shape)
            )

    def call(self, inputs: list[Tensor]) -> Tensor:
        """torch.cat"""
        return torch.cat(inputs, self.axis)

    def torch_form(self) -> TorchForm:
        """torch.cat"""
        return TorchForm(f"torch.cat([{{xs}}], {self.axis})")


def add(inputs: Sequence[SymbolicTensor], **options: Unpack[LayerOptions]) -> SymbolicTensor:
    """`Add()(inputs)`"""
    return Add(**options)(list(inputs))


def concatenate(
    inputs: Sequence[SymbolicTensor], axis: int = -1, **options: Unpack[LayerOptions]
) -> SymbolicTensor:
    """`Concatenate(axis)(inputs)`"""
    return Concatenate(axis, **options)(list(inputs))
