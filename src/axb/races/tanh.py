"""tanh in 40% of the time on a CPU, where what it gives up can't be told from rounding."""

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

LARGE = 0.1


class _BySigmoid(torch.autograd.Function):
    """tanh(x) = 2 sigmoid(2x) - 1, with an error below 2e-7: a large share of a small x."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """In the layout of x."""
        y = torch.sigmoid(2 * x).mul_(2).sub_(1)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, g: Tensor) -> Tensor:
        """g (1 - y²)"""
        (y,) = ctx.saved_tensors
        return torch.ops.aten.tanh_backward(g, y)  # type: ignore[no-any-return]


def stacked_tanh(x: Tensor) -> Tensor:
    """tanh of `(K, N, units)`, the error below 2e-6 of the largest that any member's layer gives out.

    Where the largest is small, as under tiny first weights, torch's own: there an error of 2e-7 would count.
    """
    if not x.is_cpu or not x.numel() or x.flatten(1, -2).amax((1, 2)).min() < LARGE:
        return torch.tanh(x)
    result: Tensor = _BySigmoid.apply(x)  # type: ignore[no-untyped-call]
    return result
