"""The task decides: the head that follows from the answers, and the sentences where head, loss and answers differ."""

import re
import warnings
from typing import Any

import numpy as np
import pytest
import torch

import axb
from axb import layers as L
from axb import losses
from axb.training import Head, head, head_for
from axb.words import InputError, set_language

X = np.zeros((6, 4), "float32")
LABELS = np.array([0, 1, 2, 0, 1, 2])
ONE_HOT = np.eye(3, dtype="float32")[LABELS]
BITS = LABELS % 2


def model(units: int, activation: Any, loss: Any, last: Any = None) -> Any:
    parts = [L.Input((4,)), L.Dense(units, activation=activation, name="out"), *([last] if last else [])]
    made = axb.Sequential(parts)
    made.compile("sgd", loss)
    return made


class TestHead:
    def test_each_task_has_its_ending(self) -> None:
        assert head("regression") == Head("regression", 1, "linear", "mean_squared_error", ("mae",))
        assert head("binary") == Head("binary", 1, "sigmoid", "binary_crossentropy", ("accuracy",))
        many = head("multiclass", 7)
        assert many == Head("multiclass", 7, "softmax", "sparse_categorical_crossentropy", ("accuracy",))

    @pytest.mark.parametrize(
        ("y", "task", "units"),
        [([0.5, 1.0], "regression", 1), (np.array([[1.0], [2.0]]), "regression", 1), ([0, 1, 1], "binary", 1),
         ([True, False], "binary", 1), (np.array([[0], [1]]), "binary", 1), ([0, 1, 2], "multiclass", 3),
         (torch.tensor([0, 9]), "multiclass", 10), (np.array([0, 4], "uint8"), "multiclass", 5)],
    )  # fmt: skip
    def test_answers_choose_it(self, y: Any, task: str, units: int) -> None:
        found = head_for(y)
        assert (found.task, found.units) == (task, units)

    @pytest.mark.parametrize("y", [np.zeros((4, 3)), np.zeros((4, 3), int), np.zeros(0, int)])
    def test_one_answer_for_each_example(self, y: Any) -> None:
        with pytest.raises(InputError, match=r"one answer for each example, \(N,\) or \(N, 1\); got shape"):
            head_for(y)

    def test_words_are_not_answers(self) -> None:
        with pytest.raises(InputError, match="Data must be numbers"):
            head_for(["cat", "dog"])

    def test_why(self) -> None:
        assert head("binary").why.startswith("Two classes: 1 sigmoid output")
        assert head("multiclass", 4).why.startswith("4 classes: 4 softmax outputs")
        set_language("ja")
        assert head("regression").why == "数を予測するので、出力は線形で 1 個、損失は平均二乗誤差です。"

    @pytest.mark.parametrize(("task", "classes"), [("multiclass", None), ("multiclass", 1), ("cluster", 3)])
    def test_no_such_task(self, task: Any, classes: Any) -> None:
        with pytest.raises(
            InputError, match=r"regression, binary, or multiclass with at least 2 classes; got"
        ):
            head(task, classes)

    @pytest.mark.parametrize("y", [LABELS, BITS, LABELS.astype("float32")])
    def test_a_model_with_that_ending_raises_no_doubt(self, y: Any) -> None:
        chosen = head_for(y)
        made = model(chosen.units, chosen.activation, chosen.loss)
        assert np.isfinite(made.fit(X, y, verbose=0).history["loss"][0])


REFUSED: dict[str, tuple[int, Any, Any, Any, str]] = {
    "labels for a one-hot loss": (3, "softmax", "categorical_crossentropy", LABELS,
        r'Output "out": categorical_crossentropy needs one-hot answers with 3 columns, but y has shape \(6,\).'),
    "too few columns": (4, "softmax", "categorical_crossentropy", ONE_HOT,
        r"one-hot answers with 4 columns, but y has shape \(6, 3\)."),
    "one-hot for a sparse loss": (3, "softmax", "sparse_categorical_crossentropy", ONE_HOT,
        r"one class number for each example, but y has shape \(6, 3\)."),
    "two labels an example": (3, "softmax", "sparse_categorical_crossentropy", np.zeros((6, 2), int),
        r"one class number for each example, but y has shape \(6, 2\)."),
    "fractions as classes": (3, "softmax", "sparse_categorical_crossentropy", LABELS + 0.5,
        "needs whole class numbers, but y holds fractions"),
    "one unit for several classes": (1, "softmax", "sparse_categorical_crossentropy", LABELS,
        r'needs one unit for each class, but the output has 1. Use Dense\(classes, "softmax"\)'),
    "one unit for one-hot": (1, "sigmoid", "categorical_crossentropy", BITS[:, None],
        "needs one unit for each class, but the output has 1"),
    "a class too many": (2, "softmax", "sparse_categorical_crossentropy", LABELS,
        "with 2 units the classes are 0 to 1, but y goes from 0 to 2"),
    "a negative class": (3, "softmax", "sparse_categorical_crossentropy", LABELS - 1,
        "with 3 units the classes are 0 to 2, but y goes from -1 to 1"),
    "classes for a binary loss": (1, "sigmoid", "binary_crossentropy", LABELS,
        "needs answers between 0 and 1, but y goes from 0 to 2"),
    "columns for a binary loss": (1, "sigmoid", "binary_crossentropy", ONE_HOT,
        r'Output "out" gives 1 numbers for each example, but y has shape \(6, 3\).'),
    "several units for one number": (3, None, "mse", BITS * 1.0,
        r"gives 3 numbers for each example, but y has shape \(6,\). For mean_squared_error both must agree"),
    "several numbers for one unit": (1, None, "mae", ONE_HOT,
        r"gives 1 numbers for each example, but y has shape \(6, 3\). For mean_absolute_error both must agree"),
}  # fmt: skip


@pytest.mark.parametrize("case", list(REFUSED))
def test_what_cannot_work_is_refused_before_training(case: str) -> None:
    units, activation, loss, y, sentence = REFUSED[case]
    made = model(units, activation, loss)
    before = made.get_weights()
    with pytest.raises(InputError, match=sentence):
        made.fit(X, y, verbose=0)
    with pytest.raises(InputError, match=sentence):
        made.evaluate(X, y, verbose=0)
    assert all(np.array_equal(a, b) for a, b in zip(before, made.get_weights(), strict=True))


def test_validation_data_is_looked_at_too() -> None:
    made = model(3, "softmax", "sparse_categorical_crossentropy")
    with pytest.raises(InputError, match="but y goes from 1 to 3"):
        made.fit(X, LABELS, verbose=0, validation_data=(X, LABELS + 1))


DOUBTED: dict[str, tuple[int, Any, Any, Any, str]] = {
    "no softmax": (3, None, "sparse_categorical_crossentropy", LABELS,
        'takes probabilities, but the last activation is linear. Use activation="softmax"'),
    "relu": (3, "relu", "categorical_crossentropy", ONE_HOT, "the last activation is relu"),
    "softmax for two": (1, "softmax", "binary_crossentropy", BITS, 'activation is softmax. Use activation="sigmoid"'),
    "softmax twice": (3, "softmax", losses.CategoricalCrossentropy(from_logits=True), ONE_HOT,
        "with from_logits=True takes raw numbers, but the last activation is softmax"),
    "sigmoid twice": (1, "sigmoid", losses.BinaryCrossentropy(from_logits=True), BITS,
        "takes raw numbers, but the last activation is sigmoid"),
}  # fmt: skip


@pytest.mark.parametrize("case", list(DOUBTED))
def test_what_is_hardly_meant_is_doubted_at_the_line_that_calls_fit(case: str) -> None:
    units, activation, loss, y, sentence = DOUBTED[case]
    with pytest.warns(UserWarning, match=re.escape(sentence)) as told:
        model(units, activation, loss).fit(X, y, verbose=0)
    assert told[0].filename == __file__
    assert len(told) == 1


def test_what_fits_raises_nothing() -> None:
    pixels = np.zeros((2, 5, 5, 1), "float32")
    painter = axb.Sequential([L.Input((5, 5, 1)), L.Conv2D(3, 1, activation="softmax")])
    painter.compile("sgd", "sparse_categorical_crossentropy")
    shades = axb.Sequential([L.Input((5, 5, 1)), L.Conv2D(1, 1, activation="sigmoid")])
    shades.compile("sgd", "binary_crossentropy")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model(3, None, losses.CategoricalCrossentropy(from_logits=True)).fit(X, ONE_HOT, verbose=0)
        model(3, None, "categorical_crossentropy", L.Activation("softmax")).fit(X, ONE_HOT, verbose=0)
        model(3, "softmax", "categorical_crossentropy", L.Reshape((3,))).fit(X, ONE_HOT, verbose=0)
        model(2, "sigmoid", "binary_crossentropy").fit(X, ONE_HOT[:, :2], verbose=0)
        model(3, None, lambda y_true, y_pred: (y_pred - 1) ** 2).fit(X, LABELS, verbose=0)
        for labels in (np.zeros((2, 5, 5), int), np.zeros((2, 5, 5, 1), int)):
            painter.fit(pixels, labels, verbose=0)
        for marks in (pixels, pixels[..., 0]):
            shades.fit(pixels, marks, verbose=0)


def test_making_new_ones_has_no_answer() -> None:
    ending = head("generate")
    assert (ending.loss, ending.metrics, ending.units) == (None, (), 0)
    assert ending.why.startswith("More examples like these")
