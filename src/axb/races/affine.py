"""y = x a + b for K members at once, by hand, with tanh behind it where that is asked for."""

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from axb.races.tanh import tanh_of_half_


class StackedAffine(torch.autograd.Function):
    """x `(K, N, in)`, a `(K, in, out)`, b `(K, out)` or None -> `(K, N, out)`.

    The examples of a unit are neighbours in memory (the last two axes lie transposed): the long axis is the one that
    processors go along, in the products and in everything that follows number by number.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, a: Tensor, b: Tensor | None, tanh: bool = False) -> Tensor:
        """The products, one for each member; under autocast in its dtype, as torch's own."""
        if torch.is_autocast_enabled(x.device.type):
            dtype = torch.get_autocast_dtype(x.device.type)
            x, a, b = x.to(dtype), a.to(dtype), b if b is None else b.to(dtype)
        if not tanh:
            ctx.save_for_backward(x, a)
            return _products(x, a, b)
        if a.is_cpu and a.dtype == torch.float32:
            y = tanh_of_half_(_products(x, 2 * a, b if b is None else 2 * b))
        else:
            y = _products(x, a, b).tanh_()
        ctx.save_for_backward(x, a, y)
        return y

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, Tensor, Tensor | None, None]:
        """g aᵀ, xᵀ g and the sum of g over the examples; behind tanh g is g (1 - y²)."""
        x, a, *bent = ctx.saved_tensors
        if bent:
            g = torch.ops.aten.tanh_backward(g, bent[0])
        back = torch.bmm(a, g.mT).mT if ctx.needs_input_grad[0] else None
        return back, torch.bmm(x.mT, g), g.sum(1) if ctx.needs_input_grad[2] else None, None


def _products(x: Tensor, a: Tensor, b: Tensor | None) -> Tensor:
    y = torch.bmm(a.mT, x.mT) if b is None else torch.baddbmm(b.unsqueeze(2), a.mT, x.mT)
    return y.mT
