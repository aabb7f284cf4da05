"""What a person writes in Keras's words, layers, losses, metrics and steps of their own: with axb and with Keras."""

from typing import Any

import keras
import numpy as np
import pytest
import torch

import axb
from training.keras_twin import assert_same_history, assert_same_weights

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation")  # in Keras's torch backend

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 5)).astype("float32")
Y = (X[:, :1] * 2 - X[:, 1:2]).astype("float32")
OPTIONS = {"batch_size": 8, "epochs": 3, "shuffle": False, "verbose": 0}


def own_layer(k: Any) -> Any:
    """Keras's guide: a layer with weights, options, a loss that it adds, and inner state."""

    class Linear(k.layers.Layer):
        def __init__(self, units: int = 4, rate: float = 0.01, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units
            self.rate = rate

        def build(self, input_shape: Any) -> None:
            self.w = self.add_weight(
                shape=(input_shape[-1], self.units), initializer="glorot_uniform", trainable=True, name="w"
            )
            self.b = self.add_weight(shape=(self.units,), initializer="zeros", regularizer="l2")
            self.calls = self.add_weight(shape=(), initializer="zeros", trainable=False, name="calls")

        def call(self, inputs: Any) -> Any:
            y = inputs @ self.w + self.b
            self.add_loss(self.rate * (y**2).mean())
            return y

    return Linear


def own_loss(k: Any) -> Any:
    class Quartic(k.losses.Loss):
        def __init__(self, scale: float = 1.0, name: str = "quartic", **kwargs: Any) -> None:
            super().__init__(name=name, **kwargs)
            self.scale = scale

        def call(self, y_true: Any, y_pred: Any) -> Any:
            return self.scale * ((y_true - y_pred) ** 4).mean(-1)

    return Quartic


def own_metric(k: Any) -> Any:
    class Worst(k.metrics.Metric):
        def __init__(self, name: str = "worst", **kwargs: Any) -> None:
            super().__init__(name=name, **kwargs)
            self.largest = self.add_weight(name="largest", initializer="zeros")

        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
            error = abs(y_true - y_pred).max()
            self.largest.assign(torch.maximum(self.largest.value, error))

        def result(self) -> Any:
            return self.largest * 1.0  # a copy: Keras would show the validation's else

        def reset_state(self) -> None:
            self.largest.assign(0.0)

    return Worst


def same_from_here(build: Any, **compiled: Any) -> tuple[Any, Any]:
    """Both packages' models with the same weights, compiled and fitted alike; their Histories agree."""
    models = [build(axb), build(keras)]
    for model in models:
        model(X[:2])
    models[0].set_weights(models[1].get_weights())
    for k, model in zip((axb, keras), models, strict=True):
        made = {key: value(k) if callable(value) else value for key, value in compiled.items()}
        model.compile(optimizer=k.optimizers.Adam(0.02), **made)
    histories = [model.fit(X, Y, validation_data=(X[:16], Y[:16]), validation_batch_size=8, **OPTIONS)
                 for model in models]  # fmt: skip
    assert_same_history(*histories)
    assert_same_weights(*models)
    mine, yours = (model.evaluate(X, Y, verbose=0, batch_size=8, return_dict=True) for model in models)
    assert mine == pytest.approx(yours, rel=1e-4)
    return models[0], histories[0]


def test_a_layer_a_loss_and_a_metric_of_ones_own() -> None:
    def build(k: Any) -> Any:
        return k.Sequential([k.layers.Input((5,)), own_layer(k)(6, name="own"), k.layers.Dense(1)])

    model, history = same_from_here(
        build, loss=lambda k: own_loss(k)(scale=0.5), metrics=lambda k: [own_metric(k)(), "mae"]
    )
    assert {"loss", "worst", "mae"} < history.history.keys()
    assert [tuple(w.shape) for w in model.layers[0].weights] == [(5, 6), (6,), ()]


def test_an_added_loss_counts_once_a_call_and_never_of_another() -> None:
    model = axb.Sequential([axb.layers.Input((5,)), own_layer(axb)(3, rate=1.0)])
    assert [float(cost.detach()) for cost in model.losses] == [0.0], (
        "only the regularizer's: shapes were found on zeros"
    )
    model(X)
    model(X)
    y = model(X).detach()
    assert float(model.losses[1].detach()) == pytest.approx(float((y**2).mean()), rel=1e-5)


@pytest.mark.parametrize("tracker", [False, True])
def test_a_train_step_as_keras_writes_it_for_torch(tracker: bool) -> None:
    """https://keras.io/guides/custom_train_step_in_torch: with the compiled loss, and with all of one's own."""

    def build(k: Any) -> Any:
        class Own(k.Model):
            def train_step(self, data: Any) -> Any:
                x, y = data
                self.zero_grad()
                y_pred = self(x, training=True)
                loss = self.compute_loss(y=y, y_pred=y_pred)
                loss.backward()
                weights = list(self.trainable_weights)
                gradients = [v.value.grad for v in weights]
                with torch.no_grad():
                    self.optimizer.apply(gradients, weights)
                for metric in self.metrics:
                    if metric.name == "loss":
                        metric.update_state(loss)
                    else:
                        metric.update_state(y, y_pred)
                return {m.name: m.result() for m in self.metrics}

        class Tracked(k.Model):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self.loss_tracker = k.metrics.Mean(name="loss")
                self.mae_metric = k.metrics.MeanAbsoluteError(name="mae")
                self.loss_fn = k.losses.MeanSquaredError()

            def train_step(self, data: Any) -> Any:
                x, y = data
                self.zero_grad()
                y_pred = self(x, training=True)
                loss = self.loss_fn(y, y_pred)
                loss.backward()
                weights = self.trainable_weights
                with torch.no_grad():
                    self.optimizer.apply([v.value.grad for v in weights], weights)
                self.loss_tracker.update_state(loss)
                self.mae_metric.update_state(y, y_pred)
                return {"loss": self.loss_tracker.result(), "mae": self.mae_metric.result()}

            def test_step(self, data: Any) -> Any:
                x, y = data
                y_pred = self(x, training=False)
                self.loss_tracker.update_state(self.loss_fn(y, y_pred))
                self.mae_metric.update_state(y, y_pred)
                return {m.name: m.result() for m in self.metrics}

            @property
            def metrics(self) -> Any:
                return [self.loss_tracker, self.mae_metric]

        inputs = k.layers.Input((5,))
        x = k.layers.Dense(6, activation="tanh")(inputs)
        return (Tracked if tracker else Own)(inputs, k.layers.Dense(1)(x))

    _, history = same_from_here(build, **({} if tracker else {"loss": "mse"}))
    assert set(history.history) == (
        {"loss", "mae", "val_loss", "val_mae"} if tracker else {"loss", "val_loss"}
    )


def test_a_compute_loss_of_ones_own() -> None:
    def build(k: Any) -> Any:
        class Own(k.Model):
            def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None,
                             training: bool = True) -> Any:  # fmt: skip
                return ((y - y_pred) ** 2).mean() + 0.01 * (y_pred**2).mean()

        inputs = k.layers.Input((5,))
        return Own(inputs, k.layers.Dense(1)(inputs))

    same_from_here(build)


def test_metrics_by_name_are_there_for_a_step_of_ones_own() -> None:
    inputs = axb.Input((5,))
    model = axb.Model(inputs, axb.layers.Dense(1)(inputs))
    model.compile("sgd", "mse", metrics=["mae", axb.metrics.MeanSquaredError()])
    told = model.compute_metrics(X, torch.from_numpy(Y), model(X))
    assert list(told) == ["loss", "mean_absolute_error", "mean_squared_error"] or list(told) == [
        "loss", "mae", "mean_squared_error",
    ]  # fmt: skip
    assert told["mean_squared_error"] == pytest.approx(model.evaluate(X, Y, verbose=0)[0], rel=1e-5)


def test_weights_answer_as_keras_variables_do() -> None:
    part = axb.layers.Dense(2)
    part(X)
    weight = part.kernel
    assert weight.value is weight
    weight.assign(np.ones((5, 2)))
    assert weight.numpy().sum() == 10
    weight.assign_add(weight)
    weight.assign_sub(0.5)
    assert float(weight[0, 0].detach()) == 1.5
    assert weight.requires_grad


def test_a_run_of_own_steps_that_was_interrupted_within_an_epoch_goes_on_with_its_metrics(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))

    class Own(axb.Model):
        def train_step(self, data: Any) -> Any:
            x, y = data
            self.zero_grad()
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred)
            loss.backward()
            self.optimizer.apply([w.grad for w in self.trainable_weights], self.trainable_weights)
            self.metrics[0].update_state(loss)
            return self.compute_metrics(x, y, y_pred)

    class Stop(axb.callbacks.Callback):
        bystander = True

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            if batch == 2 and self.trainer is not None and self.trainer.epoch == 1:
                raise KeyboardInterrupt

    def model() -> Any:
        axb.utils.set_random_seed(0)
        inputs = axb.Input((5,))
        made = Own(inputs, axb.layers.Dense(1)(inputs))
        made.compile("sgd", "mse", metrics=["mae"])
        return made

    whole = model().fit(X, Y, batch_size=8, epochs=3, verbose=0, seed=1)
    first = model()
    with pytest.raises((KeyboardInterrupt, SystemExit)):
        first.fit(X, Y, batch_size=8, epochs=3, verbose=0, seed=1, run="own", callbacks=[Stop()])
    resumed = model().fit(X, Y, batch_size=8, epochs=3, verbose=0, seed=1, run="own")
    for name in ("loss", "mae"):
        assert resumed.history[name][-2:] == pytest.approx(whole.history[name][-2:])
        assert len(resumed.history[name]) >= 2, "the interrupted epoch is told by the run that ended it"
