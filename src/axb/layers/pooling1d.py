"""Pooling along one axis: a sequence is a picture of one row."""

from typing import Any, Unpack

from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.layers.arguments import ROW_AXES, check_rank, check_window, single
from axb.layers.pooling import AveragePooling2D, MaxPooling2D, Pooling2D
from axb.registry import registered


class Pooling1D(Pooling2D):
    """A window that slides along each channel. Input `(N, L, C)`, output `(N, L', C)`."""

    def __init__(
        self,
        pool_size: int | tuple[int] = 2,
        strides: int | tuple[int] | None = None,
        padding: str = "valid",
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(padding=padding, **options)
        size = single(self, "pool_size", pool_size)
        self.pool_size = (1, size)
        self.strides = (1, size if strides is None else single(self, "strides", strides))

    def check(self, input_shape: Any) -> None:
        """A sequence at least as long as the window."""
        check_rank(self, input_shape, 3, ROW_AXES)
        if self.padding == "valid":
            check_window(self, input_shape, self.pool_size[1:])

    def reach(self, extent: tuple[int, int]) -> tuple[int, int] | None:
        """Not said of a sequence."""
        return None

    def call(self, inputs: Tensor) -> Tensor:
        """Pool the picture of one row."""
        return super().call(inputs.unsqueeze(1)).squeeze(1)

    def in_torch(self, function: str, same: Any) -> TorchForm:
        """The torch function on the picture of one row."""
        form = super().in_torch(function, same)
        row = form.expression.replace("{x}", "{x}.unsqueeze(1)")
        return TorchForm(f"{row}.squeeze(1)", helpers=form.helpers)


@registered
class MaxPooling1D(Pooling1D, MaxPooling2D):
    """The largest value of each window."""


@registered
class AveragePooling1D(Pooling1D, AveragePooling2D):
    """The mean of each window."""


class GlobalPooling1D(Layer):
    """One value for each channel. Input `(N, L, C)`, output `(N, C)`, or `(N, 1, C)` with keepdims."""

    def __init__(self, keepdims: bool = False, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.keepdims = bool(keepdims)

    def check(self, input_shape: Any) -> None:
        """A sequence."""
        check_rank(self, input_shape, 3, ROW_AXES)


@registered
class GlobalAveragePooling1D(GlobalPooling1D):
    """The mean of each channel."""

    def call(self, inputs: Tensor) -> Tensor:
        """mean over the length"""
        return inputs.mean(1, keepdim=self.keepdims)

    def torch_form(self) -> TorchForm:
        """mean over axis 1"""
        return TorchForm(f"{{x}}.mean(1, keepdim={self.keepdims})")


@registered
class GlobalMaxPooling1D(GlobalPooling1D):
    """The largest value of each channel."""

    def call(self, inputs: Tensor) -> Tensor:
        """maximum over the length"""
        return inputs.amax(1, keepdim=self.keepdims)

    def torch_form(self) -> TorchForm:
        """amax over axis 1"""
        return TorchForm(f"{{x}}.amax(1, keepdim={self.keepdims})")
