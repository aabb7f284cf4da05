"""The same numbers as Keras after the same steps from the same weights."""

from typing import Any

import numpy as np
import pytest

from axb.optimizers import Adam
from training.keras_twin import (
    assert_same_history,
    assert_same_weights,
    compile_both,
    fit_both,
    small_cnn,
    small_net,
    twins,
)

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation")  # in Keras's torch backend

RNG = np.random.default_rng(0)
N = 40  # ten steps of 4
X = RNG.normal(size=(N, 5)).astype("float32")
LABELS = RNG.integers(0, 3, N)
ONE_HOT = np.eye(3, dtype="float32")[LABELS]
BITS = (LABELS > 0).astype("float32")
NUMBERS = X[:, :2] * 2 + 1
PICTURES = RNG.normal(size=(N, 8, 8, 1)).astype("float32")
WEIGHTS = RNG.uniform(0.1, 2, N).astype("float32")


def adam(o: Any) -> Any:
    return o.Adam(learning_rate=0.01)


SMALL = {"batch_size": 4, "validation_batch_size": 4}
LOSSES: dict[str, tuple[Any, int, str | None, np.ndarray]] = {
    "mse": ("mse", 2, None, NUMBERS),
    "mae": ("mean_absolute_error", 2, None, NUMBERS),
    "huber": (lambda k: k.Huber(0.5), 2, None, NUMBERS),
    "kl": ("kl_divergence", 3, "softmax", ONE_HOT),
    "log cosh": (lambda k: k.LogCosh(), 2, None, NUMBERS),
    "one number": ("mse", 1, None, NUMBERS[:, 0]),
    "binary": ("binary_crossentropy", 1, "sigmoid", BITS),
    "binary column": ("binary_crossentropy", 1, "sigmoid", BITS[:, None]),
    "binary logits": (lambda k: k.BinaryCrossentropy(from_logits=True), 1, None, BITS),
    "categorical": ("categorical_crossentropy", 3, "softmax", ONE_HOT),
    "categorical logits": (lambda k: k.CategoricalCrossentropy(from_logits=True), 3, None, ONE_HOT),
    "smoothed": (lambda k: k.CategoricalCrossentropy(label_smoothing=0.1), 3, "softmax", ONE_HOT),
    "sparse": ("sparse_categorical_crossentropy", 3, "softmax", LABELS),
    "sparse column": ("sparse_categorical_crossentropy", 3, "softmax", LABELS[:, None]),
    "sparse logits": (lambda k: k.SparseCategoricalCrossentropy(from_logits=True), 3, None, LABELS),
}


@pytest.mark.parametrize("case", list(LOSSES))
def test_ten_steps_with_every_loss(case: str) -> None:
    loss, units, activation, y = LOSSES[case]
    ours, theirs = twins(small_net(units, activation))
    compile_both(ours, theirs, lambda o: o.SGD(0.05, momentum=0.9), loss, metrics=["accuracy"])
    assert_same_history(*fit_both(ours, theirs, X, y, **SMALL, validation_data=(X[:9], y[:9])))
    assert_same_weights(ours, theirs)


OPTIMIZERS: dict[str, Any] = {
    "sgd": lambda o: "sgd",
    "adam": lambda o: "adam",
    "rmsprop": lambda o: "rmsprop",
    "adagrad": lambda o: "adagrad",
    "adamw": lambda o: "adamw",
    "adadelta": lambda o: o.Adadelta(1.0),
    "nadam": lambda o: "nadam",
    "momentum": lambda o: o.SGD(0.02, momentum=0.9),
    "nesterov": lambda o: o.SGD(0.02, momentum=0.9, nesterov=True),
    "centered": lambda o: o.RMSprop(0.01, momentum=0.5, centered=True),
    "decayed": lambda o: o.Adam(0.01, weight_decay=0.1),
    "clipnorm": lambda o: o.Adam(0.01, clipnorm=0.1),
    "global_clipnorm": lambda o: o.SGD(0.1, global_clipnorm=0.1),
    "clipvalue": lambda o: o.SGD(0.1, clipvalue=0.01),
    "averaged": lambda o: o.SGD(0.1, use_ema=True, ema_momentum=0.8),
    "exponential": lambda o: o.SGD(o.schedules.ExponentialDecay(0.1, 3, 0.5)),
    "staircase": lambda o: o.SGD(o.schedules.ExponentialDecay(0.1, 3, 0.5, staircase=True)),
    "cosine": lambda o: o.Adam(o.schedules.CosineDecay(0.1, 8, alpha=0.1)),
    "warmup": lambda o: o.Adam(o.schedules.CosineDecay(0.0, 6, warmup_target=0.05, warmup_steps=3)),
    "stairs": lambda o: o.SGD(o.schedules.PiecewiseConstantDecay([2, 5], [0.1, 0.05, 0.01])),
}


@pytest.mark.parametrize("case", list(OPTIMIZERS))
def test_ten_steps_with_every_optimizer_and_schedule(case: str) -> None:
    ours, theirs = twins(small_net(3, "softmax"))
    compile_both(ours, theirs, OPTIMIZERS[case], "categorical_crossentropy")
    fit_both(ours, theirs, X, ONE_HOT, batch_size=4)
    assert_same_weights(ours, theirs)


def test_a_convnet_with_batch_normalisation_over_epochs() -> None:
    ours, theirs = twins(small_cnn)
    compile_both(ours, theirs, adam, "categorical_crossentropy", metrics=["accuracy"])
    both = fit_both(ours, theirs, PICTURES, ONE_HOT, batch_size=16, epochs=3, validation_split=0.25)
    assert_same_history(*both)
    assert_same_weights(ours, theirs)
    np.testing.assert_allclose(
        ours.predict(PICTURES), theirs.predict(PICTURES, verbose=0), rtol=1e-3, atol=1e-5
    )
    mine, yours = ours.evaluate(PICTURES, ONE_HOT, verbose=0), theirs.evaluate(PICTURES, ONE_HOT, verbose=0)
    np.testing.assert_allclose(mine, yours, rtol=1e-4)


@pytest.mark.parametrize(
    "options",
    [
        {"class_weight": {0: 3.0, 1: 0.5, 2: 1.0}},
        {"sample_weight": WEIGHTS},
        {"validation_split": 0.3, "validation_freq": 2, "epochs": 4},
        {"validation_data": (X[:7], LABELS[:7], WEIGHTS[:7])},
        {"sample_weight": WEIGHTS, "validation_split": 0.2, "validation_batch_size": 3},
        {"epochs": 5, "initial_epoch": 3},
        {"batch_size": 64},
        {"steps_per_epoch": 3, "epochs": 1},
    ],
    ids=lambda options: "-".join(options),
)
def test_what_fit_can_be_told(options: dict[str, Any]) -> None:
    ours, theirs = twins(small_net(3, "softmax"))
    compile_both(ours, theirs, adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    assert_same_history(*fit_both(ours, theirs, X, LABELS, **{"batch_size": 12, **options}))
    assert_same_weights(ours, theirs)


def test_one_hot_classes_can_be_weighted() -> None:
    ours, theirs = twins(small_net(3, "softmax"))
    compile_both(ours, theirs, adam, "categorical_crossentropy")
    fit_both(ours, theirs, X, ONE_HOT, batch_size=8, class_weight={0: 2.0, 2: 0.1})
    assert_same_weights(ours, theirs)


@pytest.mark.parametrize("metrics", [["mae"], ["mse", "mae"], ["mean_squared_error"]])
def test_metrics_have_keras_names(metrics: Any) -> None:
    ours, theirs = twins(small_net(2, None))
    compile_both(ours, theirs, adam, "mse", metrics=metrics)
    assert_same_history(*fit_both(ours, theirs, X, NUMBERS, batch_size=8))


def two_headed(k: Any) -> Any:
    """Two inputs, two outputs: a class and a number."""
    left, right = k.layers.Input((5,), name="left"), k.layers.Input((2,), name="right")
    both = k.layers.Concatenate()([k.layers.Dense(6, activation="relu")(left), right])
    kind = k.layers.Dense(3, activation="softmax", name="kind")(both)
    size = k.layers.Dense(1, name="size")(both)
    return k.Model([left, right], [kind, size])


TWO_LOSSES = ["sparse_categorical_crossentropy", "mse"]
BOTH = {"kind": LABELS, "size": NUMBERS[:, 0]}


class TestSeveralOutputs:
    @pytest.mark.parametrize(
        "compiled",
        [
            {"loss": TWO_LOSSES, "loss_weights": [1.0, 0.2], "metrics": [["accuracy"], ["mae"]]},
            {"loss": dict(zip(BOTH, TWO_LOSSES, strict=True)), "loss_weights": {"kind": 0.5, "size": 2.0},
             "metrics": {"kind": "accuracy", "size": ["mae", "mse"]}},
            {"loss": TWO_LOSSES, "metrics": ["accuracy", "mae"]},
            {"loss": TWO_LOSSES},
        ],
    )  # fmt: skip
    def test_lists_and_dictionaries(self, compiled: dict[str, Any]) -> None:
        ours, theirs = twins(two_headed)
        compile_both(ours, theirs, adam, **compiled)
        x, y = [X, NUMBERS], [LABELS, NUMBERS[:, 0]]
        assert_same_history(*fit_both(ours, theirs, x, y, batch_size=8, validation_split=0.2))
        assert_same_weights(ours, theirs)
        mine, yours = ours.evaluate(x, y, verbose=0), theirs.evaluate(x, y, verbose=0)
        np.testing.assert_allclose(mine, yours, rtol=1e-4)

    def test_data_by_name(self) -> None:
        ours, theirs = twins(two_headed)
        compile_both(ours, theirs, adam, dict(zip(BOTH, TWO_LOSSES, strict=True)))
        x = {"right": NUMBERS, "left": X}
        assert_same_history(*fit_both(ours, theirs, x, BOTH, batch_size=8))
        assert_same_weights(ours, theirs)
        by_name, listed = ours.predict(x), ours.predict([X, NUMBERS])
        assert [one.shape for one in by_name] == [(N, 3), (N, 1)]
        for mine, again, yours in zip(by_name, listed, theirs.predict(x, verbose=0), strict=True):
            np.testing.assert_array_equal(mine, again)
            np.testing.assert_allclose(mine, yours, rtol=1e-4, atol=1e-5)

    def test_an_output_without_a_loss(self) -> None:
        ours, _ = twins(two_headed)
        ours.compile("adam", {"kind": "sparse_categorical_crossentropy"})
        before = ours.get_layer("size").get_weights()
        history = ours.fit({"left": X, "right": NUMBERS}, {"kind": LABELS}, verbose=0).history
        assert list(history) == ["loss", "kind_loss"]
        for was, now in zip(before, ours.get_layer("size").get_weights(), strict=True):
            np.testing.assert_array_equal(was, now)

    def test_weights_of_examples_for_each_output(self) -> None:
        ours, theirs = twins(two_headed)
        compile_both(ours, theirs, adam, TWO_LOSSES)
        x, y = [X, NUMBERS], [LABELS, NUMBERS[:, 0]]
        fit_both(ours, theirs, x, y, batch_size=8, sample_weight=[WEIGHTS, WEIGHTS[::-1].copy()])
        assert_same_weights(ours, theirs)


def test_the_line_of_the_lecture_works() -> None:
    model, _ = twins(small_cnn)
    model.compile(loss="categorical_crossentropy", optimizer=Adam(learning_rate=0.001), metrics=["accuracy"])
    history = model.fit(PICTURES, ONE_HOT, epochs=2, verbose=0)
    assert list(history.history) == ["loss", "accuracy"]
    assert model.history is history


def regularized(k: Any) -> Any:
    """A convolution, its transpose and two dense layers that cost something; one of them is frozen."""
    l2, r = k.regularizers.L2(0.02), k.regularizers
    return k.Sequential([
        k.layers.Input((8, 8, 1)),
        k.layers.Conv2D(4, 3, strides=2, kernel_regularizer="l2", bias_regularizer=r.L1(0.1)),
        k.layers.Conv2DTranspose(2, 2, kernel_regularizer=r.L1L2(0.01, 0.02), bias_regularizer=l2),
        k.layers.Flatten(),
        k.layers.Dense(5, activation="tanh", kernel_regularizer="l1", trainable=False),
        k.layers.Dense(3, activation="softmax", kernel_regularizer=l2, bias_regularizer="l1l2"),
    ])  # fmt: skip


def test_regularizers_cost_the_same_while_training_and_evaluating() -> None:
    ours, theirs = twins(regularized)
    compile_both(ours, theirs, adam, "categorical_crossentropy", metrics=["accuracy"])
    options = {"batch_size": 4, "epochs": 2, "validation_data": (PICTURES[:9], ONE_HOT[:9])}
    assert_same_history(*fit_both(ours, theirs, PICTURES, ONE_HOT, **options))
    assert_same_weights(ours, theirs)
    mine, yours = ours.evaluate(PICTURES, ONE_HOT, verbose=0), theirs.evaluate(PICTURES, ONE_HOT, verbose=0)
    np.testing.assert_allclose(mine, yours, rtol=1e-4)


def test_with_several_outputs_only_the_whole_loss_holds_the_penalties() -> None:
    def build(k: Any) -> Any:
        x = k.layers.Input((5,))
        kind = k.layers.Dense(3, activation="softmax", name="kind", kernel_regularizer="l2")(x)
        return k.Model(x, [kind, k.layers.Dense(1, name="size")(x)])

    ours, theirs = twins(build)
    compile_both(ours, theirs, adam, TWO_LOSSES)
    assert_same_history(*fit_both(ours, theirs, X, [LABELS, NUMBERS[:, 0]], batch_size=8))
    assert_same_weights(ours, theirs)
