"""The same numbers in another arrangement, or another scale."""

import math
from collections.abc import Sequence
from typing import Any, Unpack

import torch
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError
from axb.registry import registered


@registered
class Flatten(Layer):
    """All axes but the batch in one: `(N, H, W, C)` -> `(N, H * W * C)`."""

    def call(self, inputs: Tensor) -> Tensor:
        """One row an example."""
        return inputs.reshape(inputs.shape[0], math.prod(inputs.shape[1:]))

    def torch_form(self) -> TorchForm:
        """reshape"""
        return TorchForm("{x}.reshape({x}.shape[0], -1)")


@registered
class Reshape(Layer):
    """The numbers of each example in axes of `target_shape`; one size may be -1, whatever is left."""

    def __init__(self, target_shape: Sequence[int], **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.target_shape = tuple(target_shape)
        if self.target_shape.count(-1) > 1:
            raise ShapeError("layers.one_unknown", part=self.label, target=self.target_shape)

    def check(self, input_shape: Any) -> None:
        """As many numbers before as after."""
        if None in input_shape[1:]:
            return
        numbers, target = (
            math.prod(input_shape[1:]),
            math.prod(size for size in self.target_shape if size != -1),
        )
        fits = numbers % target == 0 if -1 in self.target_shape else numbers == target
        if not fits:
            raise ShapeError(
                "layers.reshape", part=self.label, numbers=numbers, got=input_shape, target=self.target_shape
            )

    def call(self, inputs: Tensor) -> Tensor:
        """The same numbers, rearranged."""
        return inputs.reshape(inputs.shape[0], *self.target_shape)

    def torch_form(self) -> TorchForm:
        """reshape"""
        return TorchForm(f"{{x}}.reshape({{x}}.shape[0], {', '.join(map(str, self.target_shape))})")


@registered
class Rescaling(Layer):
    """x * scale + offset, as floats: y = ax + b with an a and b that nobody learns (`1 / 255` for pixels)."""

    def __init__(self, scale: float, offset: float = 0.0, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.scale, self.offset = scale, offset

    def reach(self, extent: tuple[int, int]) -> tuple[int, int] | None:
        """Each pixel comes from itself."""
        return extent

    def call(self, inputs: Tensor) -> Tensor:
        """scale * x + offset. What a sigmoid gave keeps its logits, with the scale, for a loss to start from."""
        scaled = rescale(inputs, self.scale, self.offset)
        if (logits := getattr(inputs, "logits", None)) is not None and not self.offset:
            scaled.scaled_logits = (logits, self.scale)  # type: ignore[attr-defined]
        return scaled

    def torch_form(self) -> TorchForm:
        """the function below"""
        return TorchForm(f"rescale({{x}}, {self.scale}, {self.offset})", helpers=(rescale,))


def rescale(x: Tensor, scale: float, offset: float) -> Tensor:
    """scale * x + offset, as float32."""
    scaled = torch.mul(x, scale) if x.is_floating_point() else x.float().mul_(scale)
    return scaled if offset == 0 else scaled + offset
