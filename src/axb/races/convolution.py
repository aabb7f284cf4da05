"""A convolution of K members at once, by hand: every patch a row, then one matrix product a member."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd.function import once_differentiable

from axb.layers import Conv2D
from axb.layers.padding import pad_same

EVEN = 8  # numbers in a row that tensor cores take at once


def by_hand(part: Any) -> bool:
    """Whether it is a convolution that can be computed here: stride 1, not dilated, in one group."""
    return type(part) is Conv2D and part.strides == part.dilation == (1, 1) and part.groups == 1


def stacked_convolution(part: Conv2D, x: Tensor, a: Tensor, b: Tensor | None) -> Tensor:
    """x a + b, without the activation: x `(K, N, H, W, in)`, or `(N, H, W, in)` where all members see the same;
    a `(K, h, w, in, out)`, b `(K, out)`; returns `(K, N, H', W', out)`.

    Patches side by side (im2col; Chellapilla et al. 2006). A graphics card computes a grouped convolution, which is
    what vmap makes of it, one group after another, each too small to fill it.
    """
    if part.padding == "same":
        images = pad_same(x.flatten(0, -4).permute(0, 3, 1, 2), part.window, part.strides)
        images = images.permute(0, 2, 3, 1)
        x = images.reshape(*x.shape[:-3], *images.shape[1:])
    if b is None:
        b = a.new_zeros(len(a), a.shape[-1])
    found: Tensor = _Convolution.apply(x, a, b)  # type: ignore[no-untyped-call]
    return found


class _Convolution(torch.autograd.Function):
    """Without padding. b is the row of a that meets a column of ones: it costs no pass of its own."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, a: Tensor, b: Tensor) -> Tensor:
        """The products; under autocast in its dtype, as torch's own."""
        kind = x.device.type
        dtype = torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else a.dtype
        rows, places = _rows(x.to(dtype), a.shape[1], a.shape[2])
        matrix = torch.cat([a.flatten(1, 3), b.unsqueeze(1)], 1).to(dtype)
        matrix = F.pad(matrix, (0, 0, 0, rows.shape[-1] - matrix.shape[1]))
        ctx.save_for_backward(rows, matrix)
        ctx.shapes = x.shape, a.shape, places
        return torch.bmm(rows.expand(len(a), *rows.shape[-2:]), matrix).view(len(a), *places, -1)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor | None, Tensor, Tensor]:
        """gᵀ against the rows for a and b; g aᵀ, each patch put back where it came from, for x."""
        rows, matrix = ctx.saved_tensors
        of_x, of_a, places = ctx.shapes
        flat = g.flatten(1, 3).to(matrix.dtype)
        back = torch.bmm(rows.expand(len(flat), *rows.shape[-2:]).mT, flat)
        inputs = of_a[1] * of_a[2] * of_a[3]
        found = _put_back(torch.bmm(flat, matrix.mT), of_x, of_a, places) if ctx.needs_input_grad[0] else None
        return found, back[:, :inputs].reshape(of_a), back[:, inputs]


def _rows(x: Tensor, height: int, width: int) -> tuple[Tensor, tuple[int, int, int]]:
    """`([K,] N·H'·W', h·w·in + 1 ...)`, a patch each, a 1 and zeros behind it; and (N, H', W')."""
    *_, n, tall, wide, channels = x.shape
    down, right, inputs = tall - height + 1, wide - width + 1, height * width * channels
    rows = x.new_empty(*x.shape[:-3], down, right, -(-(inputs + 1) // EVEN) * EVEN)
    for place, (i, j) in enumerate(_taps(height, width)):
        rows[..., place * channels : (place + 1) * channels] = x[..., i : i + down, j : j + right, :]
    rows[..., inputs] = 1
    rows[..., inputs + 1 :] = 0
    return rows.flatten(-4, -2), (n, down, right)


def _put_back(g: Tensor, of_x: torch.Size, of_a: torch.Size, places: tuple[int, int, int]) -> Tensor:
    """The sum of what every patch says of a pixel, g `(K, N·H'·W', h·w·in ...)`; of all members where they share x."""
    members, height, width, channels, _ = of_a
    patches = g.view(members, *places, -1)
    back = g.new_zeros(members, *of_x[-4:])
    for place, (i, j) in enumerate(_taps(height, width)):
        seen = patches[..., place * channels : (place + 1) * channels]
        back[:, :, i : i + places[1], j : j + places[2]] += seen
    return back if len(of_x) == 5 else back.sum(0)


def _taps(height: int, width: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(height) for j in range(width)]
