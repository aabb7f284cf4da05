"""Zeros around an image."""

from collections.abc import Callable
from functools import partial
from typing import Any, Unpack

import torch.nn.functional as F
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.layers.affine import Conv2D
from axb.layers.arguments import check_rank, pair
from axb.registry import registered

Sides = tuple[int, int]


@registered
class ZeroPadding2D(Layer):
    """Rows and columns of zeros around: `(N, H, W, C)` -> `(N, top + H + bottom, left + W + right, C)`.

    `padding`: as many on all sides; (above and below, left and right); or ((top, bottom), (left, right)).
    """

    def __init__(
        self, padding: int | Sides | tuple[Sides, Sides] = 1, **options: Unpack[LayerOptions]
    ) -> None:
        super().__init__(**options)
        axes = padding if isinstance(padding, list | tuple) and len(padding) == 2 else (padding, padding)
        self.rows, self.columns = (pair(self, "padding", axis, 0) for axis in axes)

    def check(self, input_shape: Any) -> None:
        """An image."""
        check_rank(self, input_shape)

    def call(self, inputs: Tensor) -> Tensor:
        """The image, and zeros around it."""
        return F.pad(inputs, (0, 0, *self.columns, *self.rows))

    def fused_with(self, follower: Layer) -> Callable[[Any], Any] | None:
        """A convolution takes equal margins as it goes: the image is not copied."""
        if type(follower) is not Conv2D or follower.padding == "same" or follower.kernel_size == (1, 1):
            return None
        (top, bottom), (left, right) = self.rows, self.columns
        return partial(_convolved, follower, (top, left)) if (top, left) == (bottom, right) else None

    def torch_form(self) -> TorchForm:
        """F.pad"""
        return TorchForm(f"F.pad({{x}}, {(0, 0, *self.columns, *self.rows)})")


def _convolved(part: Conv2D, margin: tuple[int, int], x: Tensor) -> Tensor:
    return part.function(part.affine(x, part.bias, margin))
