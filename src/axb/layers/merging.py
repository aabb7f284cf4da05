"""Several tensors into one: where paths of a graph meet."""

from collections.abc import Callable, Sequence
from functools import reduce
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


class Merge(Layer):
    """Its inputs (a list of equal shapes, or of size 1 where they differ) joined number by number."""

    most: int | None = None  # how many it takes

    def check(self, input_shape: Any) -> None:
        """Equal shapes, or size 1 where they differ."""
        check_several(self, input_shape)
        if self.most is not None and len(input_shape) > self.most:
            got = shown(input_shape)
            raise ShapeError("layers.too_many_inputs", part=self.label, most=self.most, got=got)
        ranks = {len(shape) for shape in input_shape}
        sizes = zip(*(shape[1:] for shape in input_shape), strict=len(ranks) == 1)
        if len(ranks) > 1 or any(len({size for size in axis if size not in (1, None)}) > 1 for axis in sizes):
            raise ShapeError("layers.merge_shapes", part=self.label, got=shown(input_shape))

    def call(self, inputs: list[Tensor]) -> Tensor:
        """x_1 joined with x_2, and so on"""
        return reduce(self.join, inputs)

    @staticmethod
    def join(x: Tensor, y: Tensor, /) -> Tensor:
        """Two into one."""
        raise NotImplementedError


@registered
class Add(Merge):
    """The sum of its inputs: how a skip connection comes back in."""

    join = staticmethod(torch.add)

    def fused_with(self, follower: Layer) -> Any:
        """ReLU in the memory of the sum."""
        return self._rectified if is_relu(follower) and type(self) is Add else None

    def _rectified(self, inputs: list[Tensor]) -> Tensor:
        return F.relu_(self.call(inputs))

    def torch_form(self) -> TorchForm:
        """sum"""
        return TorchForm("sum([{xs}])")


@registered
class Subtract(Merge):
    """The first of its two inputs less the second."""

    most = 2
    join = staticmethod(torch.sub)

    def torch_form(self) -> TorchForm:
        """torch.sub"""
        return TorchForm("torch.sub({xs})")


@registered
class Multiply(Merge):
    """The product of its inputs: one decides how much of another goes on."""

    join = staticmethod(torch.mul)

    def torch_form(self) -> TorchForm:
        """product"""
        return TorchForm("math.prod([{xs}])")


@registered
class Average(Merge):
    """The mean of its inputs: several networks as one."""

    def call(self, inputs: list[Tensor]) -> Tensor:
        """(x_1 + x_2 + ...) / n"""
        return average_of(*inputs)

    def torch_form(self) -> TorchForm:
        """the function below"""
        return TorchForm("average_of({xs})", helpers=(average_of,))


def average_of(*tensors: Tensor) -> Tensor:
    """The mean of several tensors."""
    return sum(tensors[1:], tensors[0]) / len(tensors)


@registered
class Maximum(Merge):
    """At each place the largest of its inputs."""

    join = staticmethod(torch.maximum)

    def torch_form(self) -> TorchForm:
        """amax"""
        return TorchForm("torch.stack(torch.broadcast_tensors({xs})).amax(0)")


@registered
class Minimum(Merge):
    """At each place the smallest of its inputs."""

    join = staticmethod(torch.minimum)

    def torch_form(self) -> TorchForm:
        """amin"""
        return TorchForm("torch.stack(torch.broadcast_tensors({xs})).amin(0)")


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


Inputs = Sequence[SymbolicTensor]


def _function_of(part: type[Merge]) -> Callable[..., SymbolicTensor]:
    """`part()(inputs)` as Keras's function of the part's name in lower case."""

    def function(inputs: Inputs, **options: Unpack[LayerOptions]) -> SymbolicTensor:
        return part(**options)(list(inputs))

    function.__name__, function.__doc__ = part.__name__.lower(), f"`{part.__name__}()(inputs)`"
    return function


add, subtract, multiply = _function_of(Add), _function_of(Subtract), _function_of(Multiply)
average, maximum, minimum = _function_of(Average), _function_of(Maximum), _function_of(Minimum)


def concatenate(inputs: Inputs, axis: int = -1, **options: Unpack[LayerOptions]) -> SymbolicTensor:
    """`Concatenate(axis)(inputs)`"""
    return Concatenate(axis, **options)(list(inputs))
