"""Pooling and its opposite: fewer pixels, or more."""

from collections.abc import Callable
from typing import Any, Unpack

import torch.nn.functional as F
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.layers.arguments import check_rank, check_window, one_of, pair
from axb.layers.padding import pad_same, windows
from axb.registry import registered


class Pooling2D(Layer):
    """A window that slides over each channel. Input `(N, H, W, C)`, output `(N, H', W', C)`."""

    def __init__(
        self,
        pool_size: int | tuple[int, int] = 2,
        strides: int | tuple[int, int] | None = None,
        padding: str = "valid",
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.pool_size = pair(self, "pool_size", pool_size)
        self.strides = self.pool_size if strides is None else pair(self, "strides", strides)
        self.padding = one_of(self, "padding", padding, ("valid", "same"))

    def check(self, input_shape: Any) -> None:
        """An image at least as large as the window."""
        check_rank(self, input_shape)
        if self.padding == "valid":
            check_window(self, input_shape, self.pool_size)

    def reach(self, extent: tuple[int, int]) -> tuple[int, int] | None:
        """Without padding, the windows of the first pixels."""
        return windows(extent, self.pool_size, self.strides) if self.padding == "valid" else None

    def call(self, inputs: Tensor) -> Tensor:
        """Pool the (N, C, H, W) view."""
        pool = self.pool_same if self.padding == "same" else self.pool
        return pool(inputs.permute(0, 3, 1, 2), self.pool_size, self.strides).permute(0, 2, 3, 1)

    @staticmethod
    def pool(image: Tensor, size: tuple[int, int], strides: tuple[int, int], /) -> Tensor:
        """One value a window, on `(N, C, H, W)`."""
        raise NotImplementedError

    @staticmethod
    def pool_same(image: Tensor, size: tuple[int, int], strides: tuple[int, int], /) -> Tensor:
        """The same with padding that does not take part."""
        raise NotImplementedError

    def in_torch(self, function: str, same: Any) -> TorchForm:
        """The torch function on the (N, C, H, W) view."""
        helpers: tuple[Callable[..., Any], ...] = ()
        if self.padding == "same":
            function, helpers = same.__name__, (pad_same, same)
        return TorchForm(
            f"{function}({{x}}.permute(0, 3, 1, 2), {self.pool_size}, {self.strides}).permute(0, 2, 3, 1)",
            "",
            helpers,
        )


def max_pool_same(image: Tensor, size: tuple[int, int], strides: tuple[int, int]) -> Tensor:
    """Maximum over each window; padding never wins."""
    return F.max_pool2d(pad_same(image, size, strides, float("-inf")), size, strides)


def average_pool_same(image: Tensor, size: tuple[int, int], strides: tuple[int, int]) -> Tensor:
    """Mean over the pixels of each window that belong to the image."""
    inside = F.avg_pool2d(pad_same(image.new_ones(1, 1, *image.shape[2:]), size, strides), size, strides)
    return F.avg_pool2d(pad_same(image, size, strides), size, strides) / inside


@registered
class MaxPooling2D(Pooling2D):
    """The largest value of each window."""

    pool = staticmethod(F.max_pool2d)
    pool_same = staticmethod(max_pool_same)

    def torch_form(self) -> TorchForm:
        """F.max_pool2d"""
        return self.in_torch("F.max_pool2d", max_pool_same)


@registered
class AveragePooling2D(Pooling2D):
    """The mean of each window."""

    pool = staticmethod(F.avg_pool2d)
    pool_same = staticmethod(average_pool_same)

    def torch_form(self) -> TorchForm:
        """F.avg_pool2d"""
        return self.in_torch("F.avg_pool2d", average_pool_same)


class GlobalPooling2D(Layer):
    """One value for each channel. Input `(N, H, W, C)`, output `(N, C)`, or `(N, 1, 1, C)` with keepdims."""

    def __init__(self, keepdims: bool = False, **options: Unpack[LayerOptions]) -> None:
        super().__init__(**options)
        self.keepdims = bool(keepdims)

    def check(self, input_shape: Any) -> None:
        """An image."""
        check_rank(self, input_shape)


@registered
class GlobalAveragePooling2D(GlobalPooling2D):
    """The mean of each channel."""

    def call(self, inputs: Tensor) -> Tensor:
        """mean over height and width"""
        return inputs.mean((1, 2), keepdim=self.keepdims)

    def torch_form(self) -> TorchForm:
        """mean over axes 1 and 2"""
        return TorchForm(f"{{x}}.mean((1, 2), keepdim={self.keepdims})")


@registered
class GlobalMaxPooling2D(GlobalPooling2D):
    """The largest value of each channel."""

    def call(self, inputs: Tensor) -> Tensor:
        """maximum over height and width (adaptive_max_pool2d: ten times faster backward than amax)"""
        largest = F.adaptive_max_pool2d(inputs.permute(0, 3, 1, 2), 1).permute(0, 2, 3, 1)
        return largest if self.keepdims else largest.flatten(1)

    def torch_form(self) -> TorchForm:
        """amax over axes 1 and 2"""
        return TorchForm(f"{{x}}.amax((1, 2), keepdim={self.keepdims})")


@registered
class UpSampling2D(Layer):
    """Every pixel becomes `size` pixels: copies of it ("nearest"), or a smooth ramp ("bilinear")."""

    def __init__(
        self,
        size: int | tuple[int, int] = 2,
        interpolation: str = "nearest",
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.size = pair(self, "size", size)
        self.interpolation = one_of(self, "interpolation", interpolation, ("nearest", "bilinear"))

    def check(self, input_shape: Any) -> None:
        """An image."""
        check_rank(self, input_shape)

    def call(self, inputs: Tensor) -> Tensor:
        """F.interpolate on the (N, C, H, W) view"""
        scale = [float(s) for s in self.size]
        image = F.interpolate(inputs.permute(0, 3, 1, 2), scale_factor=scale, mode=self.interpolation)
        return image.permute(0, 2, 3, 1)

    def torch_form(self) -> TorchForm:
        """F.interpolate"""
        return TorchForm(
            f"F.interpolate({{x}}.permute(0, 3, 1, 2), scale_factor={self.size}, "
            f'mode="{self.interpolation}").permute(0, 2, 3, 1)'
        )
