"""Who learns what, and when: players and their turns, beside the same written by hand in PyTorch."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import axb
from axb import layers as L
from axb.callbacks import Callback
from axb.optimizers import SGD, Adam
from axb.training import set_random_seed
from axb.words import InputError

POINTS = np.random.default_rng(0).normal(size=(64, 2)).astype("float32") * 0.3 + 1
X = POINTS


def net(units: int, name: str | None = None, inputs: int = 2) -> Any:
    entry = L.Input((inputs,))
    hidden = L.Dense(8, activation="tanh")(entry)
    return axb.Model(entry, L.Dense(units)(hidden), name=name)


def flat(module: nn.Module) -> Tensor:
    return torch.cat([p.detach().reshape(-1) for p in module.parameters()])


class Gan(axb.Model):
    """A forger and a detective on 2-D points."""

    def __init__(self) -> None:
        super().__init__()
        self.generator, self.discriminator = net(2, "generator"), net(1, "discriminator")

    def players(self) -> Any:
        return {"generator": [self.generator], "discriminator": [self.discriminator]}

    def turns(self, step: int) -> Any:
        return [("discriminator", self.tell_apart), ("generator", self.deceive)]

    def fake(self, batch: Any) -> Tensor:
        made: Tensor = self.generator(torch.randn(len(batch), 2))
        return made

    def tell_apart(self, batch: Any) -> Any:
        real, fake = self.discriminator(batch.x), self.discriminator(self.fake(batch).detach())
        loss = nn.functional.softplus(-real).mean() + nn.functional.softplus(fake).mean()
        return loss, {"right": (real > 0).float().mean()}

    def deceive(self, batch: Any) -> Any:
        return nn.functional.softplus(-self.discriminator(self.fake(batch))).mean()


def gan(**optimizers: Any) -> Gan:
    set_random_seed(0)
    model = Gan()
    model.compile(optimizers or {"generator": SGD(0.1), "discriminator": SGD(0.2)})
    return model


class Watch(Callback):
    """The weights of both parts, and the numbers of each step."""

    def __init__(self) -> None:
        self.numbers: list[set[str]] = []

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        assert self.trainer is not None
        self.numbers.append(set(self.trainer.losses))


class TestTwoPlayers:
    def test_fit_without_answers_moves_both(self) -> None:
        model = gan()
        before = flat(model.generator), flat(model.discriminator)
        history = model.fit(POINTS, epochs=3, batch_size=16, verbose=0, seed=0).history
        assert list(history) == ["discriminator_loss", "right", "generator_loss"]
        assert not torch.equal(before[0], flat(model.generator))
        assert not torch.equal(before[1], flat(model.discriminator))
        assert {name: one.iterations for name, one in model.optimizers.items()} == {
            "generator": 12, "discriminator": 12,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("still", "moving"), [("generator", "discriminator"), ("discriminator", "generator")]
    )
    def test_only_the_player_s_own_weights_move_in_its_turn(self, still: str, moving: str) -> None:
        model = gan(**{still: SGD(0.0), moving: SGD(0.1)})
        before = {name: flat(getattr(model, name)) for name in (still, moving)}
        model.fit(POINTS, verbose=0)
        assert torch.equal(before[still], flat(getattr(model, still)))
        assert not torch.equal(before[moving], flat(getattr(model, moving)))

    def test_learning_to_forge(self) -> None:
        """The points lie around (1, 1), the untrained forgeries around (0, 0)."""
        model = gan(generator=Adam(0.003, beta_1=0.5), discriminator=Adam(0.003, beta_1=0.5))
        noise = np.random.default_rng(1).normal(size=(500, 2)).astype("float32")
        assert np.abs(model.generator.predict(noise).mean(0) - 1).max() > 0.7
        model.fit(POINTS, epochs=600, batch_size=64, verbose=0, seed=0)
        assert np.abs(model.generator.predict(noise).mean(0) - 1).max() < 0.3

    def test_an_evaluation_tells_every_player_s_loss(self) -> None:
        model = gan()
        torch.manual_seed(0)
        results = model.evaluate(POINTS, verbose=0, return_dict=True)
        assert list(results) == ["discriminator_loss", "right", "generator_loss"]
        history = model.fit(POINTS, verbose=0, validation_data=POINTS, seed=0).history
        assert {"val_discriminator_loss", "val_generator_loss", "val_right"} < set(history)

    def test_each_player_needs_its_optimizer(self) -> None:
        with pytest.raises(
            InputError,
            match=r"one optimizer for each player \(generator, discriminator\); got them for critic",
        ):
            Gan().compile({"critic": "sgd"})
        model = Gan()
        model.compile("adam")
        assert model.optimizers["generator"] is not model.optimizers["discriminator"]

    def test_a_player_without_weights(self) -> None:
        model = gan()
        model.generator.trainable = False
        with pytest.raises(InputError, match='the player "generator" has no trainable weights'):
            model.fit(POINTS, verbose=0)

    def test_a_turn_of_nobody(self) -> None:
        class Wrong(Gan):
            def turns(self, step: int) -> Any:
                return [("critic", self.deceive)]

        model = Wrong()
        model.compile("sgd")
        with pytest.raises(
            InputError, match=r"There is no player named 'critic'. Players: generator, discriminator"
        ):
            model.fit(POINTS, verbose=0)

    def test_parts_that_the_model_does_not_hold(self) -> None:
        class Loose(Gan):
            def players(self) -> Any:
                return {"generator": [self.generator], "discriminator": [nn.Linear(2, 1)]}

        model = Loose()
        model.compile("sgd")
        with pytest.raises(
            InputError, match='"discriminator" learns weights that Loose "loose" does not hold'
        ):
            model.fit(POINTS, verbose=0)

    def test_accumulating(self) -> None:
        """Without randomness in the losses, parts of a batch give the whole batch's gradient to each player."""

        class Calm(Gan):
            def fake(self, batch: Any) -> Tensor:
                made: Tensor = self.generator(batch.x)
                return made

        ends = []
        for parts in (1, 4):
            set_random_seed(0)
            model = Calm()
            model.compile(SGD(0.1))
            model.fit(POINTS, epochs=2, batch_size=16, verbose=0, seed=0, accumulate=parts)
            ends.append(flat(model))
        torch.testing.assert_close(ends[0], ends[1])


class Duel(axb.Model):
    """p and q are moved by two losses that need both, taken before anyone steps."""

    def __init__(self) -> None:
        super().__init__()
        self.p, self.q = net(1, "p"), net(1, "q")

    def players(self) -> Any:
        return {"p": [self.p], "q": [self.q]}

    def turns(self, step: int) -> Any:
        return [(("p", "q"), self.both)]

    def both(self, batch: Any) -> Any:
        product = self.p(batch.x) * self.q(batch.x)
        return [product.mean(), (product**2).mean() - self.q(batch.x).mean()]


def test_two_losses_at_once_take_all_gradients_before_anyone_steps() -> None:
    set_random_seed(0)
    model = Duel()
    p, q = net(1), net(1)
    p.set_weights(model.p.get_weights())
    q.set_weights(model.q.get_weights())
    model.compile({"p": SGD(0.1), "q": SGD(0.3)})
    history = model.fit(X, batch_size=32, epochs=2, verbose=0, shuffle=False).history
    assert list(history) == ["p_loss", "q_loss"]
    for start in (0, 32, 0, 32):
        x = torch.tensor(X[start : start + 32])
        product = p(x) * q(x)
        losses = product.mean(), (product**2).mean() - q(x).mean()
        ps, qs = list(p.parameters()), list(q.parameters())
        p_grads = torch.autograd.grad(losses[0], ps, retain_graph=True)
        q_grads = torch.autograd.grad(losses[1], qs)
        with torch.no_grad():
            for weight, gradient in zip(ps, p_grads, strict=True):
                weight -= 0.1 * gradient
            for weight, gradient in zip(qs, q_grads, strict=True):
                weight -= 0.3 * gradient
    torch.testing.assert_close(flat(model), torch.cat([flat(p), flat(q)]))


def test_each_player_of_a_turn_needs_a_loss() -> None:
    class Short(Duel):
        def both(self, batch: Any) -> Any:
            return self.p(batch.x).mean()

    model = Short()
    model.compile("sgd")
    with pytest.raises(InputError, match=r"must return one loss for each \(p, q\); got 1"):
        model.fit(X, verbose=0)


class Critic(axb.Model):
    """Five turns of a critic with a gradient penalty (Gulrajani et al. 2017), then one of a generator."""

    def __init__(self) -> None:
        super().__init__()
        self.generator, self.critic = net(2, "generator"), net(1, "critic")
        self.norms: list[float] = []

    def players(self) -> Any:
        return {"generator": [self.generator], "critic": [self.critic]}

    def turns(self, step: int) -> Any:
        critic = ("critic", self.score)
        return [critic, ("generator", self.please)] if step % 5 == 4 else [critic]

    def score(self, batch: Any) -> Any:
        fake = self.generator(torch.randn(len(batch), 2)).detach()
        between = torch.lerp(batch.x, fake, torch.rand(len(batch), 1)).requires_grad_()
        (slope,) = torch.autograd.grad(self.critic(between).sum(), between, create_graph=True)
        norm = slope.norm(dim=-1)
        self.norms.append(norm.mean().item())
        loss = self.critic(fake).mean() - self.critic(batch.x).mean() + 10 * ((norm - 1) ** 2).mean()
        return loss, {"slope": norm.mean()}

    def please(self, batch: Any) -> Any:
        return -self.critic(self.generator(torch.randn(len(batch), 2))).mean()


class TestCriticWithPenalty:
    def model(self) -> Critic:
        set_random_seed(0)
        model = Critic()
        model.compile({"generator": "adam", "critic": Adam(0.01)})
        return model

    def test_the_penalty_holds_the_slope_at_one(self) -> None:
        model = self.model()
        model.fit(POINTS, epochs=60, batch_size=16, verbose=0, seed=0)
        assert abs(np.mean(model.norms[-20:]) - 1) < 0.25
        assert abs(np.mean(model.norms[:5]) - 1) > 0.25
        assert model.optimizers["critic"].iterations == 240
        assert model.optimizers["generator"].iterations == 48

    def test_numbers_belong_to_the_step_whose_turns_told_them(self) -> None:
        watch = Watch()
        self.model().fit(POINTS, epochs=3, batch_size=16, verbose=0, callbacks=[watch])
        critic_only = {"critic_loss", "slope"}
        both = {"critic_loss", "generator_loss", "slope"}
        assert watch.numbers == [both if step % 5 == 4 else critic_only for step in range(12)]

    def test_an_evaluation_finds_a_turn_of_each(self) -> None:
        results = self.model().evaluate(POINTS, verbose=0, return_dict=True)
        assert set(results) == {"critic_loss", "generator_loss", "slope"}


class TestFrozenAndShared:
    def test_frozen_parts_stay_and_learn_again_when_freed(self) -> None:
        model = axb.Sequential([L.Input((2,)), L.Dense(4, name="first"), L.Dense(1, name="last")])
        model.compile("adam", "mse")
        first, last = model.get_layer("first"), model.get_layer("last")
        y = X.sum(-1)
        first.trainable = False
        before = first.get_weights()[0], last.get_weights()[0]
        model.fit(X, y, verbose=0)
        assert np.array_equal(before[0], first.get_weights()[0])
        assert not np.array_equal(before[1], last.get_weights()[0])
        first.trainable = True
        model.fit(X, y, verbose=0)
        assert not np.array_equal(before[0], first.get_weights()[0])

    def test_two_models_share_an_encoder_and_train_in_turn(self) -> None:
        entry = L.Input((2,))
        encoder = axb.Model(entry, L.Dense(4, activation="relu")(entry), name="encoder")
        one = axb.Model(entry, L.Dense(1)(encoder(entry)))
        other = axb.Model(entry, L.Dense(3, activation="softmax")(encoder(entry)))
        one.compile("adam", "mse")
        other.compile("adam", "sparse_categorical_crossentropy")
        labels = np.arange(len(X)) % 3
        for _ in range(2):
            for model, y in ((one, X[:, 0]), (other, labels)):
                before, head = (
                    encoder.get_weights()[0],
                    (other if model is one else one).layers[-1].get_weights()[0],
                )
                model.fit(X, y, verbose=0)
                assert not np.array_equal(before, encoder.get_weights()[0])
                still = (other if model is one else one).layers[-1]
                assert np.array_equal(head, still.get_weights()[0])


class Own(axb.Model):
    """Does its whole step itself, with the optimizer it was compiled with."""

    def train_step(self, data: Any) -> Any:
        x, y = data
        loss = ((self(x)[:, 0] - y) ** 2).mean()
        player = self.player("model")
        weights = player.parameters()
        player.optimizer.apply(player.gradient(loss, weights), weights)
        return {"loss": loss, "largest": self(x).abs().max().item()}


class TestOwnTrainStep:
    def model(self, kind: Any) -> Any:
        set_random_seed(0)
        entry = L.Input((2,))
        return kind(entry, L.Dense(1)(entry))

    def test_its_logs_are_the_history_and_its_steps_the_same(self) -> None:
        own, plain = self.model(Own), self.model(axb.Model)
        for model in (own, plain):
            model.compile(SGD(0.1), "mse")
        watch = Watch()
        mine = own.fit(X, X.sum(-1), verbose=0, seed=0, callbacks=[watch])
        yours = plain.fit(X, X.sum(-1), verbose=0, seed=0)
        torch.testing.assert_close(flat(own), flat(plain))
        assert list(mine.history) == ["loss", "largest"]
        assert mine.history["loss"] == pytest.approx(yours.history["loss"])
        assert watch.numbers[0] == {"loss", "largest"}

    def test_weights_of_examples_come_along(self) -> None:
        seen: list[int] = []

        class Counts(Own):
            def train_step(self, data: Any) -> Any:
                seen.append(len(data))
                return {"loss": 0.0}

        model = self.model(Counts)
        model.compile("sgd")
        model.fit(X, X.sum(-1), verbose=0, batch_size=64, sample_weight=np.ones(64))
        model.fit(X, X.sum(-1), verbose=0, batch_size=64)
        assert seen == [3, 2]

    def test_an_evaluation_without_a_loss_says_so(self) -> None:
        model = self.model(Own)
        model.compile("sgd")
        with pytest.raises(InputError, match="There is no loss to make small"):
            model.evaluate(X, X.sum(-1), verbose=0)
        model.compile("sgd", "mse")
        assert model.evaluate(X, X.sum(-1), verbose=0) > 0


@pytest.mark.parametrize(
    ("result", "told"),
    [(lambda loss: loss.detach(), r"got shape \(\), depends on weights: False"),
     (lambda loss: loss.expand(3), r"got shape \(3,\), depends on weights: True"),
     (lambda loss: 0.5, r"got shape \(\), depends on weights: False")],
)  # fmt: skip
def test_a_loss_is_one_number_that_depends_on_the_weights(result: Any, told: str) -> None:
    class Odd(axb.Model):
        def loss_function(self, batch: Any) -> Any:
            return result(self(batch.x).mean())

    entry = L.Input((2,))
    model = Odd(entry, L.Dense(1)(entry))
    model.compile("sgd")
    with pytest.raises(InputError, match=told):
        model.fit(X, verbose=0)


def test_a_loss_function_of_ones_own_is_what_an_evaluation_measures() -> None:
    class Squeezed(axb.Model):
        """An autoencoder that says its loss itself, and hands its predictions to the metrics."""

        def loss_function(self, batch: Any) -> Any:
            prediction = self(batch.x)
            return (prediction - batch.x).square().mean(), {
                "y_pred": prediction,
                "size": prediction.abs().mean(),
            }

    entry = L.Input((2,))
    model = Squeezed(entry, L.Dense(2)(L.Dense(1)(entry)))
    model.compile("adam", metrics=["mse"])
    history = model.fit(X, X, verbose=0, validation_data=(X, X)).history
    assert list(history) == ["loss", "size", "mse", "val_loss", "val_size", "val_mse"]
    results = model.evaluate(X, X, verbose=0, return_dict=True)
    assert results["loss"] == pytest.approx(results["mse"])
    with pytest.raises(InputError, match='Output "dense_1" has a loss or a metric, which needs answers'):
        model.fit(X, verbose=0)
