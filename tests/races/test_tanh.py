"""The quick tanh of a population: as near to tanh as it says, and torch's own where that is not near enough."""

import pytest
import torch

from axb.races.affine import StackedAffine
from axb.races.tanh import LARGE, tanh_of_half_


def quick(x):
    return tanh_of_half_(2 * x)


def exact(x):
    return torch.tanh(x.double())


def test_error_is_below_two_millionths_of_a_members_largest():
    draw = torch.Generator().manual_seed(0)
    for scale in (0.05, 0.3, 1.0, 5.0, 40.0):
        x = torch.randn(3, 200, 16, generator=draw) * scale
        error = (quick(x) - exact(x)).abs().amax((1, 2))
        assert (error <= 2e-6 * exact(x).abs().amax((1, 2))).all(), scale


def test_tiny_numbers_of_one_member_are_exact_to_their_own_size():
    x = torch.randn(2, 50, 4, generator=torch.Generator().manual_seed(1))
    x[1] *= 1e-6
    torch.testing.assert_close(quick(x), torch.tanh(x), rtol=0, atol=0)
    assert x[0].amax() > LARGE


def test_large_numbers_may_come_late():
    x = torch.full((2, 50, 4), 1e-6)
    x[:, -1] = 1.0
    torch.testing.assert_close(quick(x).double(), exact(x), rtol=0, atol=2e-7)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("examples", [5, 0])
@pytest.mark.parametrize("bias", [True, False])
def test_behind_products_it_has_the_gradients_of_tanh(examples, bias, dtype):
    draw = torch.Generator().manual_seed(2)
    x, a, b = (
        torch.randn(shape, generator=draw, dtype=dtype, requires_grad=True)
        for shape in ((2, examples, 3), (2, 3, 4), (2, 4))
    )
    ours = StackedAffine.apply(x, a, b if bias else None, True)
    theirs = torch.tanh(x @ a + b.unsqueeze(1) if bias else x @ a)
    torch.testing.assert_close(ours, theirs, rtol=1e-5, atol=1e-6)
    weights = [x, a, b][: 2 + bias]
    grads = [torch.autograd.grad(y.square().sum(), weights) for y in (ours, theirs)]
    for mine, its in zip(*grads, strict=True):
        torch.testing.assert_close(mine, its, rtol=1e-5, atol=1e-5)


def test_what_is_no_number_stays_none():
    x = torch.ones(2, 3, 2)
    x[0, 1, 1] = torch.nan
    assert quick(x)[0, 1, 1].isnan()
    assert quick(x).isnan().sum() == 1
