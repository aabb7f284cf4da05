"""K convolutions as one product of matrices."""

import pytest
import torch

from axb.layers import Conv2D
from axb.races.convolution import by_hand, stacked_convolution


def made(window, padding, bias):
    part = Conv2D(4, window, padding=padding, use_bias=bias)
    part(torch.zeros(1, 6, 7, 3))
    return part


@pytest.mark.parametrize("alike", [False, True], ids=["own pictures", "the same pictures"])
@pytest.mark.parametrize("bias", [False, True], ids=["no bias", "bias"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("window", [1, 3, (2, 3), (5, 2)], ids=str)
def test_each_member_is_its_convolution(window, padding, bias, alike):
    """Outputs, and gradients of pictures, kernels and biases, in float64."""
    part, draw = made(window, padding, bias).double(), torch.Generator().manual_seed(1)
    a = torch.randn(2, *part.kernel.shape, generator=draw, dtype=torch.float64, requires_grad=True)
    b = torch.randn(2, 4, generator=draw, dtype=torch.float64, requires_grad=True) if bias else None
    pictures = (5, 6, 7, 3) if alike else (2, 5, 6, 7, 3)
    x = torch.randn(pictures, generator=draw, dtype=torch.float64, requires_grad=True)
    ours = stacked_convolution(part, x, a, b)
    state = [{"kernel": a[k], **({"bias": b[k]} if b is not None else {})} for k in range(2)]
    theirs = torch.stack(
        [torch.func.functional_call(part, state[k], (x if alike else x[k],)) for k in range(2)]
    )
    torch.testing.assert_close(ours, theirs)
    weights = [one for one in (x, a, b) if one is not None]
    g = torch.randn(ours.shape, generator=draw, dtype=torch.float64)
    for mine, its in zip(
        torch.autograd.grad(ours, weights, g), torch.autograd.grad(theirs, weights, g), strict=True
    ):
        torch.testing.assert_close(mine, its)


@pytest.mark.parametrize(
    "options", [{"strides": 2}, {"dilation_rate": 2}, {"groups": 3, "filters": 3}], ids=str
)
def test_others_are_left_to_vmap(options):
    assert by_hand(made(3, "valid", True))
    assert not by_hand(Conv2D(**{"filters": 4, "kernel_size": 3, **options}))
