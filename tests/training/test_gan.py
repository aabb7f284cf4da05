"""A forger and a detective as one model that makes more like what it has seen."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from axb import graph
from axb import layers as L
from axb.callbacks import Callback, EarlyStopping
from axb.data.batches import Batch
from axb.models import GAN, Model, load_model
from axb.optimizers import SGD, Adam
from axb.training import head, set_random_seed
from axb.words import InputError

RNG = np.random.default_rng(0)
Y = np.arange(64) % 3
X = (RNG.normal(size=(64, 2)) * 0.3 + Y[:, None]).astype("float32")


def net(inputs: int, outputs: int, classes: int, name: str) -> Model:
    entry = L.Input((inputs,))
    told = [L.Input((classes,))] if classes else []
    x = L.Concatenate()([entry, *told]) if told else entry
    x = L.Dense(outputs)(L.Dense(8, "tanh")(x))
    return Model([entry, *told] if told else entry, x, name=name)


def made(classes: int = 0, **options: Any) -> GAN:
    set_random_seed(0)
    return GAN(net(3, 2, classes, "generator"), net(2, 1, classes, "discriminator"), **options)


def trained(model: GAN, y: Any = None, **options: Any) -> dict[str, list[float]]:
    model.compile({"generator": Adam(0.003, beta_1=0.5), "discriminator": SGD(0.05)})
    return model.fit(X, y, batch_size=16, epochs=2, verbose=0, seed=0, **options).history


def test_it_makes_of_codes_what_its_generator_makes() -> None:
    model = made()
    codes = model.draw(5, seed=1)
    assert (model.latent, model.classes, model.decoder) == (3, 0, model.generator)
    np.testing.assert_array_equal(model.decode(codes), model.predict(codes, verbose=0))
    np.testing.assert_array_equal(model.sample(5, seed=1), model.decode(codes))
    with pytest.raises(InputError, match="has no encoder"):
        model.encode(X)


def test_both_losses_and_how_many_are_judged_right() -> None:
    model = made()
    assert list(trained(model)) == ["discriminator_loss", "real_accuracy", "fake_accuracy", "generator_loss"]
    results = model.evaluate(X, verbose=0, return_dict=True)
    assert list(results) == ["discriminator_loss", "real_accuracy", "fake_accuracy", "generator_loss"]


def test_the_losses_are_the_paper_s() -> None:
    """With D(x) = sigmoid(what the discriminator answers): binary cross-entropy of each player's wish."""
    model, batch = made(), Batch(torch.from_numpy(X))
    torch.manual_seed(5)
    told, right = model.tell_apart(batch)
    wanted = model.deceive(batch)
    torch.manual_seed(5)
    forged, again = (model.generator(torch.randn(64, 3)) for _ in range(2))
    real, fake = (model.discriminator(x) for x in (batch.x, forged))
    bce = nn.functional.binary_cross_entropy_with_logits
    expected = bce(real, torch.ones_like(real)) + bce(fake, torch.zeros_like(fake))
    torch.testing.assert_close(told, expected)
    torch.testing.assert_close(wanted, bce(model.discriminator(again), torch.ones_like(real)))
    assert right["real_accuracy"] == (real.sigmoid() > 0.5).float().mean()
    assert right["fake_accuracy"] == (fake.sigmoid() <= 0.5).float().mean()


def test_the_discriminator_may_take_several_turns() -> None:
    model = made(critic_turns=3)
    history = trained(model)
    assert model.optimizers["discriminator"].iterations == 8
    assert model.optimizers["generator"].iterations == 2
    assert "loss" not in history
    with pytest.raises(InputError, match="critic_turns must be ≥ 1; got 0"):
        made(critic_turns=0)


def test_no_loss_of_a_player_says_when_to_stop() -> None:
    with pytest.warns(
        UserWarning, match="EarlyStopping watches val_generator_loss, but generator, discrim"
    ) as said:
        trained(made(), validation_data=X, callbacks=[EarlyStopping("val_generator_loss")])
    assert said[0].filename == __file__


def test_a_class_is_asked_for() -> None:
    model = made(classes=3)
    trained(model, Y)
    assert model.classes == 3
    assert model.sample(7, labels=2).shape == (7, 2)
    with pytest.raises(InputError, match=r"wants the class \(0 to 2\)"):
        trained(made(classes=3))


def test_what_it_costs_to_be_large_is_paid_by_its_owner() -> None:
    set_random_seed(0)
    heavy = L.Dense(1, kernel_regularizer="l2")
    entry = L.Input((2,))
    model = GAN(net(3, 2, 0, "generator"), Model(entry, heavy(entry)))
    batch = Batch(torch.from_numpy(X))
    torch.manual_seed(1)
    with_it = model.tell_apart(batch)[0], model.deceive(batch)
    (cost,) = model.discriminator.losses
    heavy._regularizers.clear()
    torch.manual_seed(1)
    without = model.tell_apart(batch)[0], model.deceive(batch)
    torch.testing.assert_close(with_it[0] - without[0], cost)
    torch.testing.assert_close(with_it[1], without[1])


def test_all_of_it_is_there_when_it_is_loaded(tmp_path: Path) -> None:
    model = made(critic_turns=2)
    trained(model)
    model.save(tmp_path / "whole.axb")
    again = load_model(tmp_path / "whole.axb")
    assert isinstance(again, GAN)
    assert again.critic_turns == 2
    np.testing.assert_array_equal(again.sample(4), model.sample(4))
    judged = [one.discriminator.predict(X, verbose=0) for one in (model, again)]
    np.testing.assert_array_equal(*judged)
    assert type(again.optimizers["discriminator"]) is SGD


def test_the_task_says_why() -> None:
    assert head("generate").loss is None
    assert made().task == "generate"


def test_the_penalty_is_r1() -> None:
    """gamma / 2 |dD/dx|² of a D(x) = w x is known: gamma / 2 |w|², x counted in units."""
    entry = L.Input((2,))
    judge = Model(entry, L.Dense(1)(entry))
    batch = Batch(torch.from_numpy(X))
    for unit, weights in ((1.0, [1.0, 1.0]), (255.0, [255.0, 255.0]), ([2.0, 3.0], [2.0, 3.0])):
        set_random_seed(0)
        model = GAN(net(3, 2, 0, "generator"), judge, penalty=4.0, unit=unit)
        (w,) = (one.detach() for one in judge.parameters() if one.ndim == 2)
        steep = (w[:, 0] * torch.tensor(weights)).square().sum()
        torch.testing.assert_close(model.steepness(batch).detach(), steep)
        torch.manual_seed(1)
        plain = model.tell_apart(batch)[0]
        torch.manual_seed(1)
        torch.testing.assert_close(model.tell_apart_gently(batch)[0], plain + 16 * 2 * steep)


def test_the_penalty_comes_every_sixteenth_turn() -> None:
    model = made(penalty=1.0)
    heavy = [step for step in range(40) if model.turns(step)[0][1] == model.tell_apart_gently]
    assert heavy == [0, 16, 32]
    free = made()
    assert free.turns(0)[0][1] == free.tell_apart


def test_the_average_follows_and_makes_the_samples() -> None:
    model = made(average=0.9)
    start = [one.copy() for one in model.generator.get_weights()]
    seen = [start]

    class Look(Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            seen.append(model.generator.get_weights())

    trained(model, callbacks=[Look()])
    kept = start
    for step, now in enumerate(seen[1:]):
        keep = min(0.9, (1 + step) / (10 + step))
        kept = [keep * one + (1 - keep) * other for one, other in zip(kept, now, strict=True)]
    for one, other in zip(model.decoder.get_weights(), kept, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-6)
    codes = model.draw(4)
    assert not np.allclose(model.decode(codes), model.generator.predict(codes, verbose=0), atol=1e-6)
    assert model.decoder.trainable_weights == []
    again = graph.from_json(graph.to_json(model))
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(again.decode(codes), model.decode(codes))


def test_its_statistics_follow_too() -> None:
    set_random_seed(0)
    codes = L.Input((3,))
    forger = Model(codes, L.Dense(2)(L.BatchNormalization()(L.Dense(4)(codes))))
    model = GAN(forger, net(2, 1, 0, "discriminator"), average=0.5)
    trained(model)
    for one, other in zip(model.decoder.buffers(), forger.buffers(), strict=True):
        assert not torch.equal(one, torch.zeros_like(one))
        torch.testing.assert_close(one, other, rtol=0.2, atol=0.02)


@pytest.mark.parametrize(("options", "says"), [
    ({"penalty": -1.0}, "GAN: penalty must be ≥ 0; got -1"),
    ({"average": 1.0}, r"GAN: average must be ∈ \[0, 1\); got 1"),
])  # fmt: skip
def test_what_it_cannot_be(options: dict[str, float], says: str) -> None:
    with pytest.raises(InputError, match=says):
        made(**options)
