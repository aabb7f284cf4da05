"""y = ax + b: the parts that hold an a and a b.

Kernels are kept in Keras's layouts: `(in, out)` for Dense, `(height, width, in, out)` for Conv2D, `(height,
width, out, in)` for Conv2DTranspose. Images are `(N, H, W, C)`; torch sees them as `(N, C, H, W)` in
channels-last memory, which is the same bytes.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any, Unpack

import torch
import torch.nn.functional as F
from torch import Tensor

from axb import regularizers
from axb.graph.forms import TorchForm
from axb.graph.layer import Layer, LayerOptions
from axb.graph.shapes import ShapeError
from axb.graph.symbolic import Shape
from axb.layers import activations
from axb.layers.arguments import at_least, check_last_axis, check_rank, check_window, one_of, pair
from axb.layers.padding import pad_same, same_padding, symmetric, windows
from axb.layers.pooling import MaxPooling2D
from axb.registry import registered

NARROW = 8  # filters


class Affine(Layer):
    """activation(ax + b). Subclasses say what ax is, in `affine(x, b)`; everything else is here."""

    kernel: Tensor
    bias: Tensor | None

    def __init__(
        self,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self.activation, self.use_bias = activation, bool(use_bias)
        self.function = activations.get(activation)
        self.kernel_initializer, self.bias_initializer = kernel_initializer, bias_initializer
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)

    def add_affine(self, kernel_shape: tuple[int, ...], outputs: int) -> None:
        """Make a (the kernel) and b (the bias)."""
        self.kernel = self.add_weight(
            kernel_shape, self.kernel_initializer, "kernel", regularizer=self.kernel_regularizer
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                (outputs,), self.bias_initializer, "bias", regularizer=self.bias_regularizer
            )

    def affine(self, x: Tensor, b: Tensor | None) -> Tensor:
        """ax + b, before the activation; ax alone where b is None."""
        raise NotImplementedError

    def call(self, inputs: Tensor) -> Tensor:
        """activation(ax + b); bytes and other whole numbers become what the kernel's are."""
        if not inputs.is_floating_point():
            inputs = inputs.to(self.kernel.dtype)
        return self.function(self.affine(inputs, self.bias))

    def multiply_adds(self, inputs: Any, output: Shape) -> int | None:
        """Every number of the kernel once at each place of the output; None where sizes are open."""
        return uses(self.kernel, output)

    def check_features(self, shape: Any, inputs: int) -> None:
        """A part that has its weights already takes only inputs of that many features."""
        if self.built and shape[-1] not in (None, inputs):
            raise ShapeError("layers.features_changed", part=self.label, needs=inputs, got=shape)

    @property
    def a(self) -> Tensor:
        """The kernel."""
        return self.kernel

    @property
    def b(self) -> Tensor | None:
        """The bias."""
        return self.bias

    def in_torch(self, module: str, expression: str, *helpers: Callable[..., Any]) -> TorchForm:
        """The module, and its call with the activation around it."""
        form = activations.in_torch(self.activation, expression, self)
        return TorchForm(form.expression, module, (*helpers, *form.helpers))

    @property
    def torch_kernel(self) -> Tensor:
        """The kernel as PyTorch sees it, outputs first and the window last."""
        last = self.kernel.ndim - 1
        return self.kernel.permute(last, last - 1, *range(last - 1))

    def torch_weights(self) -> dict[str, Tensor]:
        """Kernel and bias in PyTorch's layout."""
        weights = {"weight": self.torch_kernel}
        return weights if self.bias is None else {**weights, "bias": self.bias}


@registered
class Dense(Affine):
    """Every output is a weighted sum of all inputs: y = activation(x a + b).

    Input `(..., features)`, output `(..., units)`; kernel a `(features, units)`, bias b `(units,)`.
    """

    def __init__(
        self,
        units: int,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        rules = kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer
        super().__init__(activation, use_bias, *rules, **options)
        self.units = at_least(self, "units", units)

    def check(self, input_shape: Any) -> None:
        """At least one feature axis, of a known size."""
        if not isinstance(input_shape, tuple) or len(input_shape) < 2:
            check_rank(self, input_shape, 2, "(batch, features)", "features")
        check_last_axis(self, input_shape)
        self.check_features(input_shape, self.kernel.shape[0] if self.built else 0)

    def build(self, input_shape: Any) -> None:
        """a is (features, units), b is (units,)."""
        self.add_affine((input_shape[-1], self.units), self.units)

    def affine(self, x: Tensor, b: Tensor | None) -> Tensor:
        """x a + b"""
        if b is not None and x.ndim == 2:
            return torch.addmm(b, x, self.kernel)
        return F.linear(x, self.kernel.T, b)

    def torch_form(self) -> TorchForm:
        """nn.Linear"""
        return self.in_torch(
            f"nn.Linear({self.kernel.shape[0]}, {self.units}, bias={self.use_bias})", "{m}({x})"
        )


@registered
class Conv2D(Affine):
    """y = ax + b through a window that slides over the image: every patch meets the same a and b.

    Input `(N, H, W, C)`, output `(N, H', W', filters)`; kernel a `(kh, kw, C / groups, filters)`, bias b
    `(filters,)`. `padding="same"` puts an odd pixel at the end, as Keras does. Strides and dilation cannot
    both exceed 1.
    """

    def __init__(
        self,
        filters: int,
        kernel_size: int | tuple[int, int],
        strides: int | tuple[int, int] = 1,
        padding: str = "valid",
        dilation_rate: int | tuple[int, int] = 1,
        groups: int = 1,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        rules = kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer
        super().__init__(activation, use_bias, *rules, **options)
        self.filters = at_least(self, "filters", filters)
        self.kernel_size = pair(self, "kernel_size", kernel_size)
        self.strides, self.dilation = (
            pair(self, "strides", strides),
            pair(self, "dilation_rate", dilation_rate),
        )
        self.padding = one_of(self, "padding", padding, ("valid", "same"))
        self.groups = at_least(self, "groups", groups)
        check_stride_and_dilation(self, self.strides, self.dilation)

    @property
    def channels(self) -> int:
        """How many go in, once it is built."""
        return self.kernel.shape[2] * self.groups

    @property
    def window(self) -> tuple[int, int]:
        """How many pixels the dilated kernel spans."""
        return span(self.kernel_size, self.dilation)

    def check(self, input_shape: Any) -> None:
        """An image, large enough, whose channels the groups divide."""
        check_rank(self, input_shape)
        check_last_axis(self, input_shape)
        channels = input_shape[-1]
        if channels % self.groups or self.filters % self.groups:
            raise ShapeError(
                "layers.groups", part=self.label, groups=self.groups, channels=channels, filters=self.filters
            )
        self.check_features(input_shape, self.channels if self.built else 0)
        if self.padding == "valid":
            check_window(self, input_shape, self.window)

    def build(self, input_shape: Any) -> None:
        """a is (kh, kw, channels / groups, filters), b is (filters,)."""
        self.add_affine((*self.kernel_size, input_shape[-1] // self.groups, self.filters), self.filters)

    def affine(self, x: Tensor, b: Tensor | None, margin: tuple[int, int] = (0, 0)) -> Tensor:
        """The window's patch times a, plus b, at every place; `margin`: rows and columns of zeros on both sides."""
        image = x.permute(0, 3, 1, 2)
        padding: tuple[int, ...] = margin
        if self.padding == "same":
            image, padding = same_padding(image, self.window, self.strides)
        kernel, strides = self.torch_kernel, self.strides
        if self.kernel_size == (1, 1) and strides[0] != strides[1]:
            # oneDNN 3.x gives a wrong gradient of a 1x1 kernel at unequal strides in channels-last memory.
            image, strides = image[:, :, :: strides[0], :: strides[1]], (1, 1)
        if self._is_narrow(image, padding):
            y = F.conv_transpose2d(
                image, kernel.flip(2, 3).transpose(0, 1), None, 1, padding, 0, 1, self.dilation
            )
            y = y.permute(0, 2, 3, 1)
            return y if b is None else y + b.to(y.dtype)
        y = F.conv2d(image, kernel, b, strides, padding, self.dilation, self.groups)
        return y.permute(0, 2, 3, 1)

    def _is_narrow(self, image: Tensor, padding: tuple[int, ...]) -> bool:
        """Whether it learns faster as the transposed convolution that it is, too: its turned window, on an image that
        keeps its size. oneDNN takes up to 1.8 times as long to trace the gradient of a few filters to their input."""
        learns = image.requires_grad and torch.is_grad_enabled() and image.device.type == "cpu"
        same = all(2 * pad == span - 1 > 0 for pad, span in zip(padding, self.window, strict=True))
        return learns and same and self.filters <= NARROW and self.strides == (1, 1) and self.groups == 1

    def reach(self, extent: tuple[int, int]) -> tuple[int, int] | None:
        """Without padding, the windows of the first pixels."""
        return windows(extent, self.window, self.strides) if self.padding == "valid" else None

    def fused_with(self, follower: Layer) -> Any:
        """ReLU after a max-pool instead of before it: the same numbers, a quarter of the work."""
        plain = self.function is F.relu and type(self).call is Affine.call
        if not plain or type(follower) is not MaxPooling2D:
            return None
        return partial(_relu_last, self, follower)

    def torch_form(self) -> TorchForm:
        """nn.Conv2d on the (N, C, H, W) view"""
        same = self.padding == "same"
        padding = symmetric(self.window, self.strides) if same else (0, 0)
        module = (
            f"nn.Conv2d({self.channels}, {self.filters}, {self.kernel_size}, stride={self.strides}, "
            f"padding={padding or 0}, dilation={self.dilation}, groups={self.groups}, bias={self.use_bias})"
        )
        image = "{x}.permute(0, 3, 1, 2)"
        if padding is None:
            image = f"pad_same({image}, {self.window}, {self.strides})"
        helpers = (pad_same,) if padding is None else ()
        return self.in_torch(module, f"{{m}}({image}).permute(0, 2, 3, 1)", *helpers)


def _relu_last(part: "Conv2D", pool: MaxPooling2D, x: Tensor) -> Tensor:
    return F.relu(pool.call(part.affine(x, part.bias)))


def uses(kernel: Tensor, shape: Shape) -> int | None:
    """How often the kernel's numbers are used, once each at every place of `(N, ..., features)`."""
    places = [size for size in shape[1:-1] if size is not None]
    return kernel.numel() * math.prod(places) if len(places) == len(shape) - 2 else None


def span(kernel: tuple[int, int], dilation: tuple[int, int]) -> tuple[int, int]:
    """The pixels from a dilated kernel's first to its last tap."""
    return (kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1


def check_stride_and_dilation(part: Layer, strides: tuple[int, ...], dilation: tuple[int, ...]) -> None:
    """Keras's rule: strides and dilation cannot both exceed 1."""
    if max(strides) > 1 and max(dilation) > 1:
        raise ShapeError("layers.stride_and_dilation", part=part.label, strides=strides, dilation=dilation)
