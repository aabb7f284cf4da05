"""Dropout: how often, how much, and only while training."""

import math

import pytest
import torch
from keras import layers as keras_layers

from axb.layers import Dropout
from axb.words import InputError
from layers.twins import agree, close, noise


def test_nothing_happens_at_inference():
    agree(Dropout(0.5), keras_layers.Dropout(0.5), noise(4, 5))
    x = noise(4, 5)
    assert Dropout(0.5)(x) is x


def test_rate_zero_changes_nothing():
    x = noise(4, 5)
    assert Dropout(0)(x, training=True) is x


@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5, 0.9, 0.999])
def test_it_drops_the_share_it_says_and_keeps_the_mean(rate):
    torch.manual_seed(1)
    n = 400_000
    y = Dropout(rate)(torch.ones(n // 8, 8), training=True)
    dropped = (y == 0).double().mean().item()
    assert abs(dropped - rate) < 5 * math.sqrt(rate * (1 - rate) / n)
    assert y.max().item() == pytest.approx(1 / (1 - rate), rel=0.01)
    assert y[y > 0].unique().numel() == 1
    assert y.mean().item() == pytest.approx(1, abs=5 * math.sqrt(rate / (1 - rate) / n))


def test_neighbours_are_dropped_independently():
    torch.manual_seed(2)
    dropped = (Dropout(0.5)(torch.ones(100_000), training=True) == 0).double()
    for apart in (1, 2, 3, 4):
        both = (dropped[:-apart] * dropped[apart:]).mean().item()
        assert both == pytest.approx(0.25, abs=0.01)


def test_the_gradient_passes_where_the_number_did():
    x = torch.ones(100).requires_grad_()
    y = Dropout(0.4)(x, training=True)
    close(torch.autograd.grad(y.sum(), x)[0], y)


def test_torchs_seed_decides():
    masks = []
    for seed in (3, 3, 4):
        torch.manual_seed(seed)
        masks.append(Dropout(0.5)(torch.ones(64), training=True))
    assert torch.equal(masks[0], masks[1])
    assert not torch.equal(masks[0], masks[2])


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
def test_it_keeps_the_dtype_and_shape(dtype):
    y = Dropout(0.5)(torch.ones(3, 5, 7, dtype=dtype), training=True)
    assert y.dtype == dtype
    assert y.shape == (3, 5, 7)


def test_almost_all_can_be_dropped():
    assert Dropout(1 - 1e-9)(torch.ones(1000), training=True).isfinite().all()


@pytest.mark.parametrize("rate", [1, -0.1, 1.5, float("nan")])
def test_rates_it_refuses(rate):
    with pytest.raises(InputError, match="0 <= rate < 1"):
        Dropout(rate)
