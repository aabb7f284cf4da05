"""Convolutions taken apart: a window for each channel alone, and then a mixing of channels."""

from typing import Any, Unpack

from torch import Tensor

from axb.graph.composite import Composite
from axb.graph.layer import LayerOptions
from axb.graph.symbolic import SymbolicTensor
from axb.layers.affine import Conv2D
from axb.layers.arguments import check_rank
from axb.registry import registered


@registered
class DepthwiseConv2D(Conv2D):
    """Every channel through windows of its own, `depth_multiplier` of them; channels don't mix.

    Input `(N, H, W, C)`, output `(N, H', W', C * depth_multiplier)`; kernel a `(kh, kw, C, depth_multiplier)`.
    """

    def __init__(
        self,
        kernel_size: int | tuple[int, int],
        strides: int | tuple[int, int] = 1,
        padding: str = "valid",
        depth_multiplier: int = 1,
        dilation_rate: int | tuple[int, int] = 1,
        activation: Any = None,
        use_bias: bool = True,
        depthwise_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        depthwise_regularizer: Any = None,
        bias_regularizer: Any = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(
            depth_multiplier, kernel_size, strides, padding, dilation_rate, 1, activation, use_bias,
            depthwise_initializer, bias_initializer, depthwise_regularizer, bias_regularizer, **options,
        )  # fmt: skip
        self.depth_multiplier = depth_multiplier

    def check(self, input_shape: Any) -> None:
        """As of a convolution; a built one keeps its channels."""
        check_rank(self, input_shape)
        self.check_features(input_shape, self.channels if self.built else 0)
        super().check(input_shape)

    @property
    def channels(self) -> int:
        """How many go in, once it is built."""
        return self.kernel.shape[2]

    def build(self, input_shape: Any) -> None:
        """a is (kh, kw, channels, depth_multiplier), b is (channels * depth_multiplier,)."""
        self.groups = input_shape[-1]
        self.filters = self.groups * self.depth_multiplier
        self.add_affine((*self.kernel_size, self.groups, self.depth_multiplier), self.filters)

    @property
    def torch_kernel(self) -> Tensor:
        """(channels * depth_multiplier, 1, kh, kw)"""
        return self.kernel.permute(2, 3, 0, 1).flatten(0, 1).unsqueeze(1)


@registered
class SeparableConv2D(Composite):
    """Depthwise windows, then a 1x1 convolution that mixes what they found (Chollet 2017).

    Input `(N, H, W, C)`, output `(N, H', W', filters)`.
    """

    def __init__(
        self,
        filters: int,
        kernel_size: int | tuple[int, int],
        strides: int | tuple[int, int] = 1,
        padding: str = "valid",
        dilation_rate: int | tuple[int, int] = 1,
        depth_multiplier: int = 1,
        activation: Any = None,
        use_bias: bool = True,
        depthwise_initializer: Any = "glorot_uniform",
        pointwise_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        depthwise_regularizer: Any = None,
        pointwise_regularizer: Any = None,
        bias_regularizer: Any = None,
        **options: Unpack[LayerOptions],
    ) -> None:
        super().__init__(**options)
        self._windows = DepthwiseConv2D(
            kernel_size, strides, padding, depth_multiplier, dilation_rate, use_bias=False, name="depthwise",
            depthwise_initializer=depthwise_initializer, depthwise_regularizer=depthwise_regularizer,
        )  # fmt: skip
        self._mixing = Conv2D(
            filters, 1, activation=activation, use_bias=use_bias, kernel_initializer=pointwise_initializer,
            bias_initializer=bias_initializer, kernel_regularizer=pointwise_regularizer,
            bias_regularizer=bias_regularizer, name="pointwise",
        )  # fmt: skip

    def check(self, input_shape: Any) -> None:
        """A picture."""
        check_rank(self, input_shape)
        super().check(input_shape)

    def draw(self, x: SymbolicTensor) -> SymbolicTensor:
        """One after the other."""
        return self._mixing(self._windows(x))
