"""Bad input gets one sentence: the rule, the culprit, what was received, what to do. And before anything is trained."""

import math
from typing import Any

import numpy as np
import pytest
import torch

import axb
from axb import layers as L
from axb.runs import Store
from axb.training.fitting import count
from axb.words import InputError, set_language

X, Y = np.zeros((8, 4), "float32"), np.arange(8) % 3


def model(**compiled: Any) -> Any:
    made = axb.Sequential([L.Input((4,)), L.Dense(3, activation="softmax", name="out")])
    made.compile(**{"optimizer": "sgd", "loss": "sparse_categorical_crossentropy", **compiled})
    return made


def refused(sentence: str, *data: Any, **options: Any) -> None:
    """fit says the sentence, and no run was begun."""
    with pytest.raises(InputError) as told:
        model().fit(*data, verbose=0, run="r", **options)
    assert sentence in str(told.value)
    with Store() as store:
        assert store.runs() == []


class TestCompile:
    def test_fit_and_evaluate_need_it(self) -> None:
        bare = axb.Sequential([L.Input((4,)), L.Dense(3)], name="bare")
        for call in (bare.fit, bare.evaluate):
            with pytest.raises(
                InputError, match=r'Sequential "bare" must be compiled before (fit|evaluate): call compile'
            ):
                call(X, Y)
        assert bare.predict(X).shape == (8, 3)

    @pytest.mark.parametrize(
        ("compiled", "sentence"),
        [({"optimizer": "adams"}, "optimizer must be one of sgd, momentum, nesterov, adagrad"),
         ({"loss": "crossentropy"}, "loss must be one of mean_squared_error, mse"),
         ({"loss": ["mse", "crossentropy"]}, "got 'crossentropy'"),
         ({"metrics": ["accurracy"]}, "metric must be one of accuracy, acc"),
         ({"metrics": {"out": ["mae", "foo"]}}, "got 'foo'"),
         ({"precision": "float16"}, "precision must be one of auto, float32, bfloat16; got 'float16'"),
         ({"device": "gpu9"}, "There is no device 'gpu9' here"),
         ({"device": "cuda:99"}, "There is no device 'cuda:99' here")],
    )  # fmt: skip
    def test_unknown_words(self, compiled: dict[str, Any], sentence: str) -> None:
        with pytest.raises(InputError) as told:
            model(**compiled)
        assert sentence in str(told.value)

    def test_outputs_that_are_not_there(self) -> None:
        made = model(loss={"other": "mse"})
        with pytest.raises(
            InputError, match=r"loss names outputs other that the model does not have. Outputs: out"
        ):
            made.fit(X, Y, verbose=0)
        made = model(loss=["mse", "mae"])
        with pytest.raises(InputError, match="loss must be one of"):
            made.fit(X, Y, verbose=0)

    def test_no_loss(self) -> None:
        made = model(loss=None)
        with pytest.raises(InputError, match="There is no loss to make small"):
            made.fit(X, Y, verbose=0)


class TestData:
    def test_unequal_lengths(self) -> None:
        sentence = "the first has 8, another has shape (7,)"
        refused(sentence, X, Y[:7])
        refused(sentence, X, Y, sample_weight=np.ones(7))
        refused(sentence, X, Y[:7], validation_split=0.25)
        refused("the first has 2, another has shape (3,)", X, Y, validation_data=(X[:2], Y[:3]))

    def test_nothing_to_learn_from(self) -> None:
        refused("There are no examples to learn from", X[:0], Y[:0])
        refused("There are no examples to learn from", [], [])
        refused("There are no examples to learn from", None)

    @pytest.mark.parametrize("y", [["a"] * 8, np.array(["a"] * 8), np.array([None] * 8), np.array([1j] * 8)])
    def test_words_are_not_numbers(self, y: Any) -> None:
        refused("Data must be numbers; got an array of", X, y)

    def test_rows_of_unequal_length(self) -> None:
        refused("rows must be equally long", [[1.0, 2.0], [3.0]], Y[:2])

    def test_a_single_number(self) -> None:
        refused(
            "All arrays must hold the same number of examples: the first has ?, another has shape ()", 3.0
        )

    @pytest.mark.parametrize("x", [np.zeros((8, 5)), np.zeros((8, 2, 2)), np.zeros(8)])
    def test_the_wrong_shape_is_found_before_training(self, x: Any) -> None:
        refused('takes data of shape (None, 4) at its input "', x, Y)

    def test_several_arrays_for_one_input(self) -> None:
        refused("has 1 inputs, but got 2", [X, X], Y)

    def test_no_answers(self) -> None:
        refused('Output "out" has a loss or a metric, which needs answers, but there is no y for it', X)
        refused('Output "out" has a loss', X, Y, validation_data=X)
        refused("y names outputs size that the model does not have", X, {"size": Y})
        refused("The model has 1 outputs, but y has 2", X, [Y, Y])

    @pytest.mark.parametrize("bad", [math.nan, math.inf])
    def test_what_is_not_finite(self, bad: float) -> None:
        x = X.copy()
        x[3, 1] = x[3, 2] = x[5, 0] = bad
        refused("x must hold finite numbers, but 2 of 8 examples hold NaN or infinity", x, Y)

    def test_weights_of_classes(self) -> None:
        for wrong in ([1, 2, 3], "balanced"):
            refused("class_weight is a dictionary {class: weight}", X, Y, class_weight=wrong)
        refused("class_weight is a dictionary", X, {"out": Y}, class_weight={0: 1.0})

    def test_answers_for_an_evaluation(self) -> None:
        with pytest.raises(InputError, match='Output "out" has a loss or a metric'):
            model().evaluate(X, verbose=0)
        with pytest.raises(InputError, match=r"takes data of shape \(None, 4\)"):
            model().predict(X[:, :2])


class TestCounts:
    @pytest.mark.parametrize(
        "name", ["epochs", "batch_size", "steps_per_epoch", "accumulate", "validation_freq"]
    )
    @pytest.mark.parametrize("value", [0, -1, 1.5, "3", True])
    def test_at_least_one(self, name: str, value: Any) -> None:
        refused(f"fit: {name} must be ≥ 1; got {value!r}", X, Y, **{name: value})

    def test_others(self) -> None:
        refused("fit: initial_epoch must be ≥ 0; got -1", X, Y, initial_epoch=-1)
        refused("fit: validation_split must be ∈ [0, 1); got 1.0", X, Y, validation_split=1.0)
        refused("batch_size must be a whole number", X, Y, validation_data=(X, Y), validation_batch_size=0)
        refused("fit: seed must be 0..", X, Y, seed=-1)
        with pytest.raises(InputError, match=r"fit: verbose must be 0\.\.2; got 'loud'"):
            model().fit(X, Y, verbose="loud")

    def test_numbers_of_numpy_are_numbers(self) -> None:
        assert count("epochs", np.int64(3)) == 3
        assert len(model().fit(X, Y, epochs=np.int64(2), batch_size=np.int32(4), verbose=0).epoch) == 2


def test_in_japanese() -> None:
    set_language("ja")
    refused("すべての配列の例の数は同じでなければなりません", X, Y[:7])
    refused(
        "x は有限の数でなければなりませんが、8 例のうち 1 例に NaN か無限大があります",
        X + np.array([[math.nan]] + [[0]] * 7),
        Y,
    )
    refused("fit: epochs は ≥ 1 を満たす必要があります", X, Y, epochs=0)
    refused("に 1 つのクラス番号が必要ですが、y の形は (8, 3) です", X, np.eye(3)[Y])
    with pytest.raises(InputError, match=r"compile\(optimizer=..., loss=...\) を呼ぶ必要があります"):
        axb.Sequential([L.Input((4,)), L.Dense(3)]).fit(X, Y)


class TestWhatIsTaken:
    """Forms of data that need no sentence."""

    def test_lists_of_numbers(self) -> None:
        line = axb.Sequential([L.Input((1,)), L.Dense(1)])
        line.compile("sgd", "mse")
        assert line.fit([[0.0], [1.0], [2.0]], [1, 3, 5], verbose=0).history["loss"][0] > 0
        assert line.predict([[0.0], [1.0]]).shape == (2, 1)
        assert line.evaluate([[0.0], [1.0]], [0, 1], verbose=0) >= 0

    @pytest.mark.parametrize("kind", ["uint8", "int32", "float64", "float16", "bool", ">f4", "uint16"])
    def test_every_kind_of_number(self, kind: str) -> None:
        made = model()
        made.fit(X.astype(kind), Y.astype("int8"), verbose=0)
        assert made.predict(X.astype(kind)).dtype == np.float32

    def test_tensors_and_views(self) -> None:
        made = model()
        made.fit(torch.tensor(X), torch.tensor(Y), verbose=0, validation_split=0.5)
        made.fit(X[::-1], Y[::2].repeat(2), verbose=0)
        frozen = X.copy()
        frozen.flags.writeable = False
        made.fit(frozen, Y, verbose=0)

    def test_a_model_without_an_input_takes_its_shape_from_the_data(self) -> None:
        made = axb.Sequential([L.Dense(5, activation="relu"), L.Dense(3, activation="softmax")])
        made.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        for x in (X, [X]):
            made.fit(x, Y, verbose=0)
        assert made.predict(X).shape == (8, 3)
        fresh = axb.Sequential([L.Dense(2)])
        assert fresh.predict(X).shape == (8, 2)

    def test_verbose_evaluation(self, capsys: pytest.CaptureFixture[str]) -> None:
        made = model(metrics=["accuracy"])
        loss, accuracy = made.evaluate(X, Y)
        assert capsys.readouterr().out == f"loss {loss:.4f}  accuracy {accuracy:.4f}\n"
        assert made.evaluate(X, Y, verbose=0, return_dict=True) == {"loss": loss, "accuracy": accuracy}

    def test_predictions_by_name(self) -> None:
        class Named(axb.Model):
            def __init__(self) -> None:
                super().__init__()
                self.part = L.Dense(2)

            def call(self, inputs: Any) -> Any:
                return {"once": self.part(inputs), "twice": [2 * self.part(inputs)]}

        named = Named().predict(X, batch_size=3)
        assert named["once"].shape == (8, 2)
        np.testing.assert_allclose(named["twice"][0], 2 * named["once"])
