"""Noise while training; nothing of it afterwards."""

import pytest
import torch
from keras import layers as keras_layers

from axb.layers import GaussianDropout, GaussianNoise, SpatialDropout2D
from axb.words import InputError
from layers.twins import agree, close, noise

PARTS = [(GaussianNoise, 0.3), (GaussianDropout, 0.3), (SpatialDropout2D, 0.3)]


@pytest.mark.parametrize(("part", "amount"), PARTS)
def test_in_inference_they_do_nothing_as_in_keras(part, amount):
    agree(part(amount), getattr(keras_layers, part.__name__)(amount), noise(2, 4, 5, 6))


def test_gaussian_noise_has_the_standard_deviation_it_is_told():
    torch.manual_seed(0)
    added = GaussianNoise(0.3)(torch.full((200, 200), 5.0), training=True) - 5
    assert added.std() == pytest.approx(0.3, rel=0.02)
    assert added.mean() == pytest.approx(0, abs=0.01)


def test_gaussian_dropout_keeps_the_mean_with_the_variance_of_dropout():
    torch.manual_seed(0)
    factor = GaussianDropout(0.2)(torch.ones(200, 200), training=True)
    assert factor.mean() == pytest.approx(1, abs=0.01)
    assert factor.var() == pytest.approx(0.2 / 0.8, rel=0.05)


def test_spatial_dropout_drops_whole_channels():
    torch.manual_seed(0)
    y = SpatialDropout2D(0.25)(torch.ones(40, 4, 5, 50), training=True)
    close(y, y[:, :1, :1].expand_as(y))
    assert (y[:, 0, 0] == 0).float().mean() == pytest.approx(0.25, abs=0.03)
    close(y[y > 0], torch.full_like(y[y > 0], 4 / 3), 1e-4)


@pytest.mark.parametrize(
    "make", [lambda: GaussianNoise(-1), lambda: GaussianDropout(1), lambda: SpatialDropout2D(1.5)]
)
def test_what_they_refuse(make):
    with pytest.raises(InputError, match="must be"):
        make()
