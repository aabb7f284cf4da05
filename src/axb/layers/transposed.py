"""The transposed convolution: its a is the transpose of a convolution's a."""

from typing import Any, Unpack

import torch.nn.functional as F
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import LayerOptions
from axb.graph.shapes import ShapeError
from axb.graph.symbolic import Shape
from axb.layers.affine import Affine, check_stride_and_dilation, span, uses
from axb.layers.arguments import at_least, check_last_axis, check_rank, one_of, pair
from axb.registry import registered


@registered
class Conv2DTranspose(Affine):
    """Every pixel lays its value times the kernel over the output: a convolution run backwards.

    Input `(N, H, W, C)`, output `(N, H', W', filters)` with H' = H * stride ("same") or
    H * stride + max(window - stride, 0) ("valid"); where an output_padding p is given,
    (H - 1) * stride + p + window % 2 ("same") or + window ("valid").
    Kernel a `(kh, kw, filters, C)`, bias b `(filters,)`.
    """

    def __init__(
        self,
        filters: int,
        kernel_size: int | tuple[int, int],
        strides: int | tuple[int, int] = 1,
        padding: str = "valid",
        output_padding: int | tuple[int, int] | None = None,
        dilation_rate: int | tuple[int, int] = 1,
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
        self.output_padding = (
            None if output_padding is None else pair(self, "output_padding", output_padding, 0)
        )
        check_stride_and_dilation(self, self.strides, self.dilation)
        if self.output_padding and any(
            p >= s for p, s in zip(self.output_padding, self.strides, strict=True)
        ):
            raise ShapeError(
                "layers.output_padding", part=self.label, got=self.output_padding, strides=self.strides
            )

    def check(self, input_shape: Any) -> None:
        """An image of a known number of channels."""
        check_rank(self, input_shape)
        check_last_axis(self, input_shape)
        self.check_features(input_shape, self.kernel.shape[3] if self.built else 0)

    def multiply_adds(self, inputs: Any, output: Shape) -> int | None:
        """Every number of the kernel once for each pixel of the input."""
        return uses(self.kernel, inputs)

    def build(self, input_shape: Any) -> None:
        """a is (kh, kw, filters, channels), b is (filters,)."""
        self.add_affine((*self.kernel_size, self.filters, input_shape[-1]), self.filters)

    def affine(self, x: Tensor, b: Tensor | None) -> Tensor:
        """Every pixel times a, laid over the output and added up, plus b.

        b is added apart: within the transposed convolution it leaves oneDNN's fast kernels (bfloat16 takes 20 times as
        long, float32 twice). The end is cut off by a padding below zero: the gradient of a slice leaves channels-last
        memory, and takes a third of the part's time.
        """
        padding, extra, trim = self.crops()
        kernel = self.kernel.permute(3, 2, 0, 1)
        image = x.permute(0, 3, 1, 2)
        y = F.conv_transpose2d(image, kernel, None, self.strides, padding, extra, 1, self.dilation)
        if any(trim):
            y = F.pad(y, (0, -trim[1], 0, -trim[0]))
        y = y.permute(0, 2, 3, 1)
        return y if b is None else y + b.to(y.dtype)

    def crops(self) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """Per axis: what torch crops on both sides, what it adds at the end, what is then cut off the end."""
        both, extra, trim = zip(*(self._crop(axis) for axis in (0, 1)), strict=True)
        return both, extra, trim

    def _crop(self, axis: int) -> tuple[int, int, int]:
        window, stride = span(self.kernel_size, self.dilation)[axis], self.strides[axis]
        same = self.padding == "same"
        if self.output_padding is None:
            excess = window - stride if same else min(window - stride, 0)
        else:
            excess = (window - window % 2 if same else 0) - self.output_padding[axis]
        return max(excess, 0) // 2, max(-excess, 0), max(excess, 0) % 2

    def torch_form(self) -> TorchForm:
        """nn.ConvTranspose2d on the (N, C, H, W) view"""
        padding, extra, trim = self.crops()
        module = (
            f"nn.ConvTranspose2d({self.kernel.shape[3]}, {self.filters}, {self.kernel_size}, "
            f"stride={self.strides}, padding={padding}, output_padding={extra}, dilation={self.dilation}, "
            f"bias={self.use_bias})"
        )
        ends = [f":-{cut}" if cut else ":" for cut in trim]
        cut = f"[:, :, {ends[0]}, {ends[1]}]" if any(trim) else ""
        return self.in_torch(module, f"{{m}}({{x}}.permute(0, 3, 1, 2)){cut}.permute(0, 2, 3, 1)")
