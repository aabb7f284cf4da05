"""A VAE whose critic is a discriminator, beside the same step written out in PyTorch."""

from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from axb import layers
from axb.models import VAEGAN, Model, load_model
from axb.optimizers import SGD
from axb.training import set_random_seed
from axb.training.seeds import seed_turn
from axb.words import InputError
from axb.zoo import find
from zoo.makers import build, images

X = np.random.default_rng(0).integers(0, 256, (24, 5), np.uint8)


def judge(outputs: int = 1) -> Model:
    inputs = layers.Input((5,), dtype="uint8")
    seen = layers.Dense(3, "tanh")(layers.Rescaling(1 / 255)(inputs))
    return Model(inputs, [seen, layers.Dense(outputs)(seen)], name="discriminator")


def made(**options: float) -> VAEGAN:
    set_random_seed(0)
    inputs, codes = layers.Input((5,), dtype="uint8"), layers.Input((2,))
    x = layers.Rescaling(1 / 255)(inputs)
    encoder = Model(inputs, [layers.Dense(2)(x), layers.Dense(2)(x)], name="encoder")
    decoder = Model(codes, layers.Rescaling(255.0)(layers.Dense(5, "sigmoid")(codes)), name="decoder")
    return VAEGAN(encoder, decoder, judge(), unit=255.0, **options)


def test_a_step_is_algorithm_1() -> None:
    """Larsen et al. 2016: one forward pass, three losses, all gradients before anyone moves."""
    model, twin = made(gamma=0.3, beta=0.5), made(gamma=0.3, beta=0.5)
    model.compile(SGD(0.1))
    history = model.fit(X, batch_size=24, verbose=0, shuffle=False, seed=7).history
    seed_turn(7, 0, 0)
    twin.train()
    x = torch.from_numpy(X)
    mean, log_variance = twin.encoder(x)
    z = mean + torch.exp(log_variance / 2) * torch.randn(24, 2)
    restored, invented = twin.decoder(z), twin.decoder(torch.randn(24, 2))
    (seen, real), (again, fake), (_, new) = (twin.discriminator(one) for one in (x, restored, invented))
    kl = 0.5 * (mean**2 + log_variance.exp() - log_variance - 1).sum(1).mean()
    unlike = 0.5 * ((seen.detach() - again) ** 2).sum(1).mean()
    caught = -(F.logsigmoid(real) + F.logsigmoid(-fake) + F.logsigmoid(-new)).mean()
    deceive = -(F.logsigmoid(fake) + F.logsigmoid(new)).mean()
    losses = (0.5 * kl + unlike, 0.3 * unlike + deceive, caught)
    players = ("encoder", "decoder", "discriminator")
    for name, loss in zip(players, losses, strict=True):
        assert history[f"{name}_loss"][0] == pytest.approx(loss.item(), rel=1e-5)
    gradients = [
        torch.autograd.grad(loss, list(getattr(twin, name).parameters()), retain_graph=True)
        for name, loss in zip(players, losses, strict=True)
    ]
    for name, steps in zip(players, gradients, strict=True):
        parts = getattr(twin, name).parameters(), getattr(model, name).parameters()
        for before, after, g in zip(*parts, steps, strict=True):
            torch.testing.assert_close(before - 0.1 * g, after)


def test_it_travels_and_draws(tmp_path: Path) -> None:
    model = made()
    model.compile("adam")
    model.fit(X, epochs=2, verbose=0, seed=0)
    model.save(tmp_path / "whole.axb")
    again = load_model(tmp_path / "whole.axb")
    assert isinstance(again, VAEGAN)
    np.testing.assert_array_equal(again.sample(4), model.sample(4))
    np.testing.assert_array_equal(again.encode(X), model.encode(X))
    assert set(again.evaluate(X, verbose=0, return_dict=True)) >= {"encoder_loss", "kl", "unlike"}


@pytest.mark.parametrize("side", [8, 28])
def test_the_family_takes_small_pictures_and_larger_ones(side: int) -> None:
    data = images(side, 1, 3)
    model = build("vae_gan", data, filters="4,8", latent="3")
    model.compile(find("vae_gan").recipe.optimizer(None, 2, None))  # type: ignore[arg-type]
    model.fit(data.x_train, verbose=0, seed=0)
    assert model.sample(2).shape == (2, *data.input_shape)  # type: ignore[attr-defined]


def test_what_cannot_be_used_gets_a_sentence() -> None:
    model = made()
    with pytest.raises(InputError, match="discriminator must answer two things"):
        VAEGAN(model.encoder, model.decoder, judge(2))
    with pytest.raises(InputError, match="VAEGAN: gamma must be ≥ 0; got -1"):
        VAEGAN(model.encoder, model.decoder, judge(), gamma=-1)
