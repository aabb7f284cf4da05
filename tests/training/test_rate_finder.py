"""The range test: what theory says of a quadratic, what stays untouched, and how far it says to trust it."""

from typing import Any

import numpy as np
import pytest
import torch

import axb
from axb import layers as L
from axb.optimizers import SGD, Adam, schedules
from axb.training import RateFinding, find_learning_rate, set_random_seed
from axb.training.rate_finder import rates_between, sweep
from axb.training.rate_finding import SAFETY, Sweep, smoothed
from axb.words import InputError, set_language

RNG = np.random.default_rng(0)
X = RNG.normal(size=(96, 6)).astype("float32")
LABELS = (X[:, 0] * X[:, 1] > 0).astype("int64")


def classifier(optimizer: Any = "adam", dropout: float = 0.2) -> Any:
    set_random_seed(1)
    model = axb.Sequential(
        [L.Input((6,)), L.Dense(16, activation="relu"), L.BatchNormalization(), L.Dropout(dropout),
         L.Dense(2, activation="softmax")]
    )  # fmt: skip
    model.compile(optimizer, "sparse_categorical_crossentropy")
    return model


def walk(losses: Any, burst: bool = False) -> Sweep:
    return Sweep.of(rates_between(1e-6, 10, len(losses)), list(losses), burst)


def valley(least: float, burst: bool = True) -> Sweep:
    """A loss that falls to its least at a rate, and rises after it."""
    away = np.log10(rates_between(1e-6, 10, 150) / least)
    return walk(2 - np.exp(-(away**2)), burst)


class TestAQuadratic:
    """Linear regression on whole batches: a step of rate α multiplies the error along an eigenvector of the Hessian by
    1 - α λ, so its loss falls while α < 2 / λ, and rises beyond."""

    STEPS = 36

    @pytest.mark.parametrize("scale", [0.3, 1.0, 4.0])
    def test_the_loss_rises_from_two_over_lambda_on(self, scale: float) -> None:
        orthogonal = np.linalg.qr(RNG.normal(size=(64, 5)))[0].astype("float32") * scale * np.float32(8)
        hessian = 2 * orthogonal.T @ orthogonal / 64
        steepest = float(np.linalg.eigvalsh(hessian).max())
        model = axb.Sequential([L.Input((5,)), L.Dense(1, use_bias=False)])
        model.compile(SGD(), "mse")
        answers = orthogonal @ np.arange(1, 6, dtype="float32")
        found = find_learning_rate(
            model, orthogonal, answers, batch_size=64, low=1.3e-4 / scale**2, high=10 / scale**2, steps=self.STEPS,
            seeds=1,
        )  # fmt: skip
        (walked,) = found.sweeps
        between = walked.rates[1] / walked.rates[0]
        turned = walked.rates[walked.losses.argmin()]
        # one part in a million for a float32 eigenvalue: at scale 1 the limit, 1, is itself one of the rates
        assert 2 / steepest / between <= turned <= 2 / steepest * (1 + 1e-6)
        assert (np.diff(walked.losses)[walked.rates[1:] < 0.9 / steepest] < 0).all()
        assert found.rate is not None
        assert found.rate < 2 / steepest

    def test_it_says_the_same_of_a_rule_that_does_not_mind_the_scale(self) -> None:
        """Adam divides by the gradient's size: data 100 times as large ask for no other rate, SGD's for another."""
        rates = {}
        for kind in (Adam, SGD):
            for scale in (1.0, 10.0):
                model = axb.Sequential([L.Input((6,)), L.Dense(1, use_bias=False)])
                set_random_seed(0)
                model.compile(kind(), "mse")
                y = (scale * X @ np.ones(6)).astype("float32")
                rates[kind, scale] = find_learning_rate(model, scale * X, y, seeds=1).rate
        assert rates[SGD, 1.0] > 10 * rates[SGD, 10.0]


class TestTheModel:
    @pytest.mark.parametrize("optimizer", [Adam(schedules.CosineDecay(0.01, 50)), SGD(0.1, momentum=0.9)])
    def test_nothing_of_it_changes(self, optimizer: Any) -> None:
        """Weights, BatchNorm's statistics, the optimizer and its memory, modes, the random state: to the last bit."""
        model = classifier(optimizer)
        model.fit(X, LABELS, verbose=0, seed=0)
        before = [tensor.clone() for tensor in model.state_dict().values()]
        state, memory = torch.get_rng_state(), dict(model.optimizer.memory.vectors)
        copies = {name: vector.clone() for name, vector in memory.items()}
        one, steps, rate = model.optimizer, model.optimizer.iterations, model.optimizer.rate
        history, weights = model.history, list(model.parameters())
        find_learning_rate(model, X, LABELS, seeds=2, steps=40)
        after = list(model.state_dict().values())
        assert all(torch.equal(mine, other) for mine, other in zip(before, after, strict=True))
        assert all(mine is other for mine, other in zip(weights, model.parameters(), strict=True))
        assert torch.equal(state, torch.get_rng_state())
        assert (model.optimizer, one.iterations, one.rate) == (one, steps, rate)
        assert all(torch.equal(copies[name], vector) for name, vector in one.memory.vectors.items())
        assert all(one.memory.vectors[name] is vector for name, vector in memory.items())
        assert (model.history, model.training, model.stop_training) == (history, False, False)

    def test_it_trains_on_as_if_nothing_had_been(self) -> None:
        models = [classifier(), classifier()]
        for number, model in enumerate(models):
            model.fit(X, LABELS, verbose=0, seed=0)
            if number:
                find_learning_rate(model, X, LABELS, steps=30)
            model.fit(X, LABELS, verbose=0, seed=1)
        for mine, other in zip(*(model.get_weights() for model in models), strict=True):
            np.testing.assert_array_equal(mine, other)

    def test_also_after_an_interruption(self) -> None:
        model, rates = classifier(), rates_between(1e-6, 10, 50)
        before = model.get_weights()

        def interrupted() -> None:
            interrupted.calls += 1  # type: ignore[attr-defined]
            if interrupted.calls == 20:  # type: ignore[attr-defined]
                raise KeyboardInterrupt

        interrupted.calls = 0  # type: ignore[attr-defined]
        with pytest.raises(KeyboardInterrupt):
            sweep(model, axb.data.batches.Batches(X, LABELS), rates, 0, interrupted)
        for mine, other in zip(before, model.get_weights(), strict=True):
            np.testing.assert_array_equal(mine, other)
        assert not model.training

    def test_the_same_seeds_find_the_same(self) -> None:
        found = [find_learning_rate(classifier(), X, LABELS, steps=40, seed=seed) for seed in (3, 3, 7)]
        losses = [[sweep.losses.tolist() for sweep in one.sweeps] for one in found]
        assert losses[0] == losses[1] != losses[2]
        assert len({tuple(one) for one in losses[0]}) == 3, "each seed has its own order"

    def test_it_ends_soon_after_the_loss_has_burst(self) -> None:
        found = find_learning_rate(classifier("sgd"), X, LABELS, high=1e6, steps=200, seeds=1)
        assert found.sweeps[0].burst
        assert found.sweeps[0].rates[-1] < 1e5

    def test_a_network_that_is_not_built_yet_is_built(self) -> None:
        model = axb.Sequential([L.Dense(2, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy")
        assert find_learning_rate(model, X, LABELS, steps=30).optimizer == "Adam"
        assert model.built


class TestTheRule:
    @pytest.mark.parametrize("least", [1e-4, 0.01, 1.0])
    def test_a_fifth_of_the_least_loss_s_rate(self, least: float) -> None:
        assert valley(least).suggestion == pytest.approx(least / SAFETY, rel=0.15)

    def test_noise_moves_it_little(self) -> None:
        away = np.log10(rates_between(1e-6, 10, 150) / 0.01)
        noise = np.random.default_rng(0).normal(0, 0.05, (50, 150))
        found = np.array([walk(2 - np.exp(-(away**2)) + one).suggestion for one in noise])
        assert found.max() / found.min() < 2.5
        assert np.exp(np.log(found).mean()) == pytest.approx(0.01 / SAFETY, rel=0.2)

    def test_a_loss_that_is_no_number_at_the_end_counts_as_burst(self) -> None:
        losses = [*np.linspace(2, 1, 100), float("nan")]
        one = Sweep.of(rates_between(1e-6, 10, 150), losses, burst=True)
        assert len(one.losses) == len(one.rates) == 100
        assert one.rose
        assert np.isfinite(one.smooth).all()

    def test_smoothing_keeps_a_constant_and_does_not_let_a_burst_reach_back(self) -> None:
        np.testing.assert_allclose(smoothed(np.full(30, 1.7), 3), 1.7)
        burst = np.append(np.full(30, 1.0), 1e30)
        assert smoothed(burst, 3).max() < 2


class TestTrust:
    def test_seeds_that_agree(self) -> None:
        found = RateFinding("Adam", (valley(0.01), valley(0.012), valley(0.009)))
        assert found.doubts == []
        assert found.rate == pytest.approx(0.002, rel=0.15)
        assert found.verdict.startswith(
            "A learning rate of 0.002 is a good start for Adam: 3 seeds suggest 0.0"
        )

    def test_seeds_that_do_not(self) -> None:
        found = RateFinding("SGD", (valley(0.01), valley(0.1)))
        assert found.factor == pytest.approx(10, rel=0.2)
        assert "Take it as a rough hint, for the seeds do not agree" in found.verdict
        set_language("ja")
        assert "目安にとどめて" in found.verdict

    def test_a_loss_that_never_fell(self) -> None:
        flat = walk(np.full(150, 0.7), burst=True)
        assert flat.suggestion is None
        assert RateFinding("SGD", (flat, flat)).rate is None
        assert RateFinding("SGD", (flat, flat)).verdict == (
            "No learning rate can be suggested for SGD: with none of 2 seeds did the loss fall at any rate. Look at "
            "the data and the network first, or take more steps."
        )
        assert "with some seeds the loss never fell" in RateFinding("SGD", (flat, valley(0.1))).verdict

    @pytest.mark.parametrize("noise", [0.001, 0.3])
    def test_noise_alone_is_no_fall(self, noise: float) -> None:
        losses = 1 + np.random.default_rng(0).normal(0, noise, (200, 150))
        assert sum(walk(one).suggestion is not None for one in losses) <= 4

    def test_a_small_fall_is_one_where_there_is_little_noise(self) -> None:
        """Plain gradient descent on two spirals: the loss falls by two percent only, but clearly."""
        away = np.log10(rates_between(1e-6, 10, 150) / 0.1)
        losses = 0.69 - 0.012 * np.exp(-(away**2)) + np.random.default_rng(0).normal(0, 0.003, 150)
        assert walk(losses).suggestion == pytest.approx(0.1 / SAFETY, rel=1)

    def test_a_loss_that_never_rose(self) -> None:
        falling = walk(np.linspace(2, 1, 150))
        assert not falling.rose
        found = RateFinding("SGD", (falling,))
        assert found.doubts == ["rate_finder.never_rose"]
        assert "had not risen again" in found.verdict
        assert "one seed alone" in found.verdict

    def test_of_answers_that_cannot_be_learned_it_says_so(self) -> None:
        set_random_seed(0)
        model = axb.Sequential([L.Input((6,)), L.Dense(1)])
        model.compile(SGD(), "mse")
        found = find_learning_rate(model, np.zeros_like(X), RNG.normal(size=96).astype("float32"), high=1e-3)
        assert found.rate is None or found.doubts


class TestSentences:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [({"seeds": 0}, "find_learning_rate: seeds must be ≥ 1; got 0"),
         ({"steps": 3}, "find_learning_rate: steps must be ≥ 10; got 3"),
         ({"low": 0.0}, "(low, high) must be 0 < low < high; got (0.0, 10.0)"),
         ({"low": 1.0, "high": 0.1}, "0 < low < high"), ({"batch_size": 0}, "batch_size must be ≥ 1")],
    )  # fmt: skip
    def test_numbers_that_cannot_be(self, options: dict[str, Any], sentence: str) -> None:
        with pytest.raises(InputError) as told:
            find_learning_rate(classifier(), X, LABELS, **options)
        assert sentence in str(told.value)

    def test_it_must_be_compiled(self) -> None:
        with pytest.raises(InputError, match="must be compiled before find_learning_rate"):
            find_learning_rate(axb.Sequential([L.Input((6,)), L.Dense(1)]), X, X)

    @pytest.mark.parametrize(
        ("language", "sentence"), [("en", "several players learn: a, b"), ("ja", "複数のプレイヤー(a, b)")]
    )
    def test_several_players(self, language: str, sentence: str) -> None:
        class Two(axb.Model):
            def __init__(self) -> None:
                super().__init__()
                self.one, self.two = L.Dense(1), L.Dense(1)

            def players(self) -> Any:
                return {"a": [self.one], "b": [self.two]}

        set_language(language)
        model = Two()
        model.compile("sgd", "mse")
        with pytest.raises(InputError) as told:
            find_learning_rate(model, X, X)
        assert sentence in str(told.value)

    def test_a_train_step_without_a_loss(self) -> None:
        class Own(axb.Sequential):
            def train_step(self, data: Any) -> Any:
                return {"something": 1.0}

        model = Own([L.Input((6,)), L.Dense(1)])
        model.compile("sgd", "mse")
        with pytest.raises(InputError, match='reports no "loss"'):
            find_learning_rate(model, X, X[:, 0])
