"""A convolution along one axis: over time, or over the columns of a table that have an order."""

from typing import Any, Unpack

import torch.nn.functional as F
from torch import Tensor

from axb.graph.forms import TorchForm
from axb.graph.layer import LayerOptions
from axb.graph.shapes import ShapeError
from axb.layers.affine import Affine, check_stride_and_dilation
from axb.layers.arguments import (
    ROW_AXES,
    at_least,
    check_last_axis,
    check_rank,
    check_window,
    one_of,
    single,
)
from axb.layers.padding import pad_same, same_padding, symmetric
from axb.registry import registered


@registered
class Conv1D(Affine):
    """y = ax + b through a window that slides along a sequence.

    Input `(N, L, C)`, output `(N, L', filters)`; kernel a `(kernel_size, C / groups, filters)`, bias b `(filters,)`.
    `padding="causal"` puts all zeros before the sequence, so that no output sees what comes later.
    """

    def __init__(
        self,
        filters: int,
        kernel_size: int | tuple[int],
        strides: int | tuple[int] = 1,
        padding: str = "valid",
        dilation_rate: int | tuple[int] = 1,
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
        self.filters, self.groups = at_least(self, "filters", filters), at_least(self, "groups", groups)
        self.kernel_size = single(self, "kernel_size", kernel_size)
        self.strides = single(self, "strides", strides)
        self.dilation = single(self, "dilation_rate", dilation_rate)
        self.padding = one_of(self, "padding", padding, ("valid", "same", "causal"))
        check_stride_and_dilation(self, (self.strides,), (self.dilation,))

    @property
    def window(self) -> int:
        """How many steps the dilated kernel spans."""
        return (self.kernel_size - 1) * self.dilation + 1

    def check(self, input_shape: Any) -> None:
        """A sequence, long enough, whose channels the groups divide."""
        check_rank(self, input_shape, 3, ROW_AXES)
        check_last_axis(self, input_shape)
        channels = input_shape[-1]
        if channels % self.groups or self.filters % self.groups:
            told = {"groups": self.groups, "channels": channels, "filters": self.filters}
            raise ShapeError("layers.groups", part=self.label, **told)
        self.check_features(input_shape, self.kernel.shape[1] * self.groups if self.built else 0)
        if self.padding == "valid":
            check_window(self, input_shape, (self.window,))

    def build(self, input_shape: Any) -> None:
        """a is (kernel_size, channels / groups, filters), b is (filters,)."""
        self.add_affine((self.kernel_size, input_shape[-1] // self.groups, self.filters), self.filters)

    def affine(self, x: Tensor, b: Tensor | None) -> Tensor:
        """The window's stretch times a, plus b, at every place."""
        sequence = x.movedim(-1, 1)
        padding: tuple[int, ...] = (0,)
        if self.padding == "causal":
            sequence = F.pad(sequence, (self.window - 1, 0))
        elif self.padding == "same":
            sequence, padding = same_padding(sequence, (self.window,), (self.strides,))
        y = F.conv1d(sequence, self.torch_kernel, b, self.strides, padding, self.dilation, self.groups)
        return y.movedim(1, -1)

    def torch_form(self) -> TorchForm:
        """nn.Conv1d on the (N, C, L) view"""
        same, window, strides = self.padding == "same", (self.window,), (self.strides,)
        padding = symmetric(window, strides) if same else (0,)
        module = (
            f"nn.Conv1d({self.kernel.shape[1] * self.groups}, {self.filters}, {self.kernel_size}, "
            f"stride={self.strides}, padding={padding or 0}, dilation={self.dilation}, groups={self.groups}, "
            f"bias={self.use_bias})"
        )
        sequence = "{x}.movedim(-1, 1)"
        if self.padding == "causal":
            sequence = f"F.pad({sequence}, ({self.window - 1}, 0))"
        if padding is None:
            sequence = f"pad_same({sequence}, {window}, {strides})"
        helpers = (pad_same,) if padding is None else ()
        return self.in_torch(module, f"{{m}}({sequence}).movedim(1, -1)", *helpers)
