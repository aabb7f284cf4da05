"""The doctor beside real trainings: small ones that are ill, and their healthy twins."""

import json
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import axb
from axb import layers as L
from axb.insight import Doctor
from axb.insight.doctor import evidence_of, examine
from axb.runs import Store
from axb.training import set_random_seed
from axb.training.divergence import Divergence

RNG = np.random.default_rng(0)
X = RNG.normal(size=(256, 6)).astype("float32")
Y = (X @ RNG.normal(size=(6, 3))).argmax(1)


def fitted(parts: list[Any], optimizer: Any = "adam", x: Any = X, loss: Any = None, **options: Any) -> Doctor:
    set_random_seed(1)
    model = axb.Sequential([L.Input(x.shape[1:]), *parts])
    model.compile(optimizer, loss or "sparse_categorical_crossentropy", precision="float32", device="cpu")
    doctor = Doctor(options.pop("every", 8), verbose=options.pop("talk", 0))
    callbacks = [doctor, Divergence()]
    model.fit(x, Y, batch_size=32, epochs=12, verbose=0, seed=0, callbacks=callbacks, **options)
    return doctor


def names(doctor: Doctor) -> list[str]:
    return [one.rule for one in doctor.findings]


def mlp(activation: str = "relu", depth: int = 2, **more: Any) -> list[Any]:
    hidden = [L.Dense(16, activation=activation, name=f"hidden{n}", **more) for n in range(depth)]
    return [*hidden, L.Dense(3, activation="softmax", name="last")]


@pytest.mark.parametrize("parts", [mlp(), mlp("tanh")], ids=["relu", "tanh"])
def test_healthy_trainings_raise_no_alarm(parts: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert names(fitted(parts, talk=1)) == []
    assert capsys.readouterr().out == ""


def test_a_vanishing_gradient_is_said_once_while_it_trains(capsys: pytest.CaptureFixture[str]) -> None:
    doctor = fitted(mlp("sigmoid", 10), talk=1)
    assert names(doctor) == ["vanishing"]
    said = capsys.readouterr().out
    assert said.count("the gradient vanishes") == 1
    assert "back to hidden0" in said


def test_an_exploding_gradient() -> None:
    large = axb.initializers.RandomNormal(stddev=1.5)
    assert "exploding" in names(fitted(mlp("relu", 10, kernel_initializer=large), axb.optimizers.SGD(1e-6)))


def test_dead_units_and_their_layer() -> None:
    parts = mlp("relu", 1, bias_initializer=axb.initializers.Constant(-20.0))
    doctor = fitted(parts, axb.optimizers.SGD(0.01))
    assert ("dead", "hidden0") in [(one.rule, one.where) for one in doctor.findings]


def test_saturated_units_and_their_layer() -> None:
    parts = mlp("tanh", 1, kernel_initializer=axb.initializers.RandomNormal(stddev=8.0))
    assert ("saturated", "hidden0") in [(one.rule, one.where) for one in fitted(parts).findings]


def test_rates() -> None:
    assert "rate_too_high" in names(fitted(mlp(), axb.optimizers.Adam(5.0)))
    assert names(fitted(mlp(), axb.optimizers.Adam(1e-7))) == ["rate_too_low"]


def test_inputs_of_a_wrong_scale() -> None:
    (found,) = [one for one in fitted(mlp(), x=200 * X).findings if one.rule == "scale"]
    assert found.where == "hidden0"
    assert found.numbers["scale"] == pytest.approx(200, rel=0.1)
    assert names(fitted([L.Rescaling(1 / 200), *mlp()], x=200 * X)) == []


def test_an_ending_that_does_not_fit() -> None:
    with pytest.warns(UserWarning, match="linear"):
        doctor = fitted([L.Dense(8, activation="relu"), L.Dense(3, name="last")])
    assert ("ending_probabilities", "last") in [(one.rule, one.where) for one in doctor.findings]
    from_logits = axb.losses.SparseCategoricalCrossentropy(from_logits=True)
    assert names(fitted([L.Dense(8, activation="relu"), L.Dense(3)], loss=from_logits)) == []


class Breaks(L.Layer):
    """Gives numbers until it has been called `after` times in training."""

    def __init__(self, after: int, name: str) -> None:
        super().__init__(name=name)
        self.after, self.calls = after, 0

    def call(self, inputs: torch.Tensor) -> torch.Tensor:
        """x, or 0 / 0"""
        self.calls += self.training
        return inputs if self.calls <= self.after else inputs / 0 * 0


def test_of_nan_the_layer_the_step_and_the_batch_are_named() -> None:
    doctor = fitted([L.Dense(8, activation="relu"), Breaks(10, "culprit"), L.Dense(3, activation="softmax")])
    (found,) = doctor.findings
    assert (found.rule, found.where) == ("nan_output", "culprit")
    assert (found.numbers["step"], found.numbers["batch"]) == (11, 2)  # eight batches an epoch


def test_weights_that_an_update_broke_are_named() -> None:
    class Bomb(axb.callbacks.Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            if self.trainer and self.trainer.step == 5:
                with torch.no_grad():
                    self.model.get_layer("hidden1").kernel[0, 0] = float("inf")

    set_random_seed(1)
    model = axb.Sequential([L.Input((6,)), *mlp()])
    model.compile("adam", "sparse_categorical_crossentropy", precision="float32", device="cpu")
    doctor = Doctor(verbose=0)
    model.fit(X, Y, batch_size=32, epochs=2, verbose=0, seed=0, callbacks=[doctor, Bomb(), Divergence()])
    (found,) = [one for one in doctor.findings if one.rule.startswith("nan")]
    assert (found.rule, found.where, found.numbers["step"]) == ("nan_weights", "hidden1", 6)


def test_a_run_remembers_what_the_doctor_knew() -> None:
    doctor = fitted(mlp("sigmoid", 10), run="ill")
    with Store() as store:
        run = store.open("ill")
        known = evidence_of(run)
        kept = run.json("doctor/findings")
    assert examine(known) == examine(doctor.evidence)
    assert [one["rule"] for one in kept] == ["vanishing"]
    assert json.dumps(kept)
    assert (known.entering, known.ending) == (doctor.evidence.entering, doctor.evidence.ending)


def test_it_changes_nothing_that_is_learned() -> None:
    weights = []
    for callbacks in ([], [Doctor(every=4, verbose=0)]):
        set_random_seed(1)
        model = axb.Sequential([L.Input((6,)), L.BatchNormalization(), L.Dropout(0.2), *mlp()])
        model.compile("adam", "sparse_categorical_crossentropy", precision="float32", device="cpu")
        model.fit(
            X, Y, batch_size=32, epochs=2, verbose=0, seed=0, callbacks=callbacks, validation_data=(X, Y)
        )
        weights.append([w.detach().clone() for w in model.parameters()])
    assert all(torch.equal(a, b) for a, b in zip(*weights, strict=True))


def test_what_is_found_only_at_the_end_is_kept_too() -> None:
    doctor = fitted(
        mlp(), axb.optimizers.Adam(1e-7), every=32, run="late"
    )  # examined after 88 steps, then after 96
    assert [(one.rule, one.step) for one in doctor.findings] == [("rate_too_low", 96)]
    with Store() as store:
        assert [one["rule"] for one in store.open("late").json("doctor/findings")] == ["rate_too_low"]


def test_its_own_examples_are_measured_as_held_out_ones_are() -> None:
    parts = [L.Dense(16), L.BatchNormalization(), L.Activation("relu"), L.Dropout(0.5), *mlp(depth=0)]
    doctor = fitted(parts, validation_data=(X, Y), run="alike")
    held = doctor.evidence.epochs["val_loss"]
    assert doctor.evidence.alike == pytest.approx(held[-3:].mean(), rel=1e-5)
    with Store() as store:
        assert evidence_of(store.open("alike")).alike == doctor.evidence.alike
    assert fitted(mlp()).evidence.alike is None


def test_a_network_with_batch_normalization_that_learns_by_heart_still_overfits() -> None:
    set_random_seed(1)
    parts = [part for _ in range(2) for part in (L.Dense(64), L.BatchNormalization(), L.Activation("relu"))]
    model = axb.Sequential([L.Input((6,)), *parts, L.Dense(3, activation="softmax")])
    model.compile(
        axb.optimizers.Adam(0.01), "sparse_categorical_crossentropy", precision="float32", device="cpu"
    )
    doctor, noise = Doctor(verbose=0), np.random.default_rng(1).integers(3, size=256)
    held = (X[48:], noise[48:])
    model.fit(
        X[:48],
        noise[:48],
        batch_size=16,
        epochs=120,
        verbose=0,
        seed=0,
        validation_data=held,
        callbacks=[doctor],
    )
    assert names(doctor) == ["overfitting"]


def own_loop(module: nn.Module, rate: float, scale: float = 1.0) -> list[str]:
    optimizer = torch.optim.SGD(module.parameters(), rate)
    with axb.doctor(module, every=8, verbose=0) as d:
        for start in list(range(0, 256, 32)) * 8:
            x, y = torch.tensor(X[start : start + 32]) * scale, torch.tensor(Y[start : start + 32])
            optimizer.zero_grad()
            error = nn.functional.cross_entropy(module(x), y)
            error.backward()
            optimizer.step()
            d.step(error)
    return [one.rule for one in d.findings]


def test_in_a_loop_of_one_s_own() -> None:
    def make(depth: int, bend: Any) -> nn.Module:
        torch.manual_seed(0)
        inner = [part for _ in range(depth) for part in (nn.Linear(16, 16), bend())]
        return nn.Sequential(nn.Linear(6, 16), bend(), *inner, nn.Linear(16, 3))

    assert own_loop(make(1, nn.ReLU), 0.1) == []
    assert own_loop(make(8, nn.Sigmoid), 0.1) == ["vanishing"]
    assert "scale" in own_loop(make(1, nn.ReLU), 1e-3, 100)
    module = make(1, nn.ReLU)
    own_loop(module, 0.1)
    assert not any(part._forward_hooks or part._forward_pre_hooks for part in module.modules())
