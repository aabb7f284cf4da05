"""Rows and columns cut off."""

from typing import Any, Unpack

from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError
from axb.layers.arguments import check_rank, pair
from axb.registry import registered

Sides = tuple[int, int]


@registered
class Cropping2D(Layer):
    """Without its outer rows and columns: `(N, H, W, C)` -> `(N, H - top - bottom, W - left - right, C)`.

    `cropping`: as many on all sides; (above and below, left and right); or ((top, bottom), (left, right)).
    """

    def __init__(
        self, cropping: int | Sides | tuple[Sides, Sides] = ((0, 0), (0, 0)), **options: Unpack[LayerOptions]
    ) -> None:
        super().__init__(**options)
        axes = cropping if isinstance(cropping, list | tuple) and len(cropping) == 2 else (cropping, cropping)
        self.rows, self.columns = (pair(self, "cropping", axis, 0) for axis in axes)

    def check(self, input_shape: Any) -> None:
        """An image that something is left of."""
        check_rank(self, input_shape)
        for size, cut in zip(input_shape[1:3], (self.rows, self.columns), strict=True):
            if size is not None and size <= sum(cut):
                told = {"rows": self.rows, "columns": self.columns, "got": input_shape}
                raise ShapeError("layers.cropped_away", part=self.label, **told)

    def call(self, inputs: Tensor) -> Tensor:
        """What is inside."""
        (top, bottom), (left, right) = self.rows, self.columns
        return inputs[:, top : inputs.shape[1] - bottom, left : inputs.shape[2] - right]

    def torch_form(self) -> TorchForm:
        """a slice"""
        rows, columns = (f"{first}:{-last if last else ''}" for first, last in (self.rows, self.columns))
        return TorchForm(f"{{x}}[:, {rows}, {columns}]")
