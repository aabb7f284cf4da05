"""y = x a + b for K members at once, by hand."""

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable


class StackedAffine(torch.autograd.Function):
    """x `(K, N, in)`, a `(K, in, out)`, b `(K, out)` or None -> `(K, N, out)`.

    The examples of a unit are neighbours in memory (the last two axes lie transposed): the long axis is the one that
    processors go along, in the products and in everything that follows number by number.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, a: Tensor, b: Tensor | None) -> Tensor:
        """The products, one for each member."""
        ctx.save_for_backward(x, a)
        y = torch.bmm(a.mT, x.mT) if b is None else torch.baddbmm(b.unsqueeze(2), a.mT, x.mT)
        return y.mT

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, Tensor, Tensor | None]:
        """g aᵀ, xᵀ g and the sum of g over the examples."""
        x, a = ctx.saved_tensors
        back = torch.bmm(a, g.mT).mT if ctx.needs_input_grad[0] else None
        return back, torch.bmm(x.mT, g), g.sum(1) if ctx.needs_input_grad[2] else None
