"""The quick tanh of a population: as near to tanh as it says, and torch's own where that is not near enough."""

import pytest
import torch

from axb.races.tanh import LARGE, stacked_tanh


def exact(x):
    return torch.tanh(x.double())


def test_error_is_below_two_millionths_of_a_members_largest():
    draw = torch.Generator().manual_seed(0)
    for scale in (0.05, 0.3, 1.0, 5.0, 40.0):
        x = torch.randn(3, 200, 16, generator=draw) * scale
        error = (stacked_tanh(x) - exact(x)).abs().amax((1, 2))
        assert (error <= 2e-6 * exact(x).abs().amax((1, 2))).all(), scale


def test_tiny_numbers_of_one_member_are_exact_to_their_own_size():
    x = torch.randn(2, 50, 4, generator=torch.Generator().manual_seed(1))
    x[1] *= 1e-6
    torch.testing.assert_close(stacked_tanh(x), torch.tanh(x), rtol=0, atol=0)
    assert x[0].amax() > LARGE


@pytest.mark.parametrize("shape", [(2, 5, 3), (2, 5, 4, 3), (2, 0, 3)])
def test_gradient_is_that_of_tanh(shape):
    x = torch.linspace(-2, 2, max(torch.Size(shape).numel(), 1))[: torch.Size(shape).numel()].reshape(shape)
    quick, own = x.clone().requires_grad_(), x.clone().requires_grad_()
    stacked_tanh(quick).square().sum().backward()
    torch.tanh(own).square().sum().backward()
    torch.testing.assert_close(quick.grad, own.grad, rtol=1e-5, atol=1e-6)


def test_what_is_no_number_stays_none():
    x = torch.ones(2, 3, 2)
    x[0, 1, 1] = torch.nan
    assert stacked_tanh(x)[0, 1, 1].isnan()
    assert stacked_tanh(x).isnan().sum() == 1
