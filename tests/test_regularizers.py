"""What weights cost: the same penalties, losses and weights as Keras."""

import copy
from typing import Any

import keras
import numpy as np
import pytest
import torch

from axb import Model, Sequential, layers, regularizers
from axb.graph import from_json, to_json
from axb.races.population import shape_of
from axb.registry import describe, rebuild
from axb.words import InputError

MADE = {
    "l1": lambda r: r.L1(0.02),
    "l2": lambda r: r.L2(0.3),
    "both": lambda r: r.L1L2(l1=0.1, l2=0.2),
    "neither": lambda r: r.L1L2(),
    "short name": lambda r: r.l1_l2(0.1),
    "by name": lambda r: r.get("l2"),
    "by class": lambda r: r.get(r.L1),
    "both by name": lambda r: r.get("l1l2"),
}


@pytest.mark.parametrize("case", list(MADE))
def test_the_penalty_is_that_of_keras(case: str) -> None:
    x = np.random.default_rng(0).normal(size=(4, 5)).astype("float32")
    ours, theirs = MADE[case](regularizers), MADE[case](keras.regularizers)
    assert float(ours(torch.from_numpy(x))) == pytest.approx(float(theirs(x)), rel=1e-6)
    assert ours.get_config() == pytest.approx(theirs.get_config())


def test_json_tells_a_regularizer() -> None:
    again = rebuild(describe(regularizers.L1L2(0.1, 0.2)))
    assert again.get_config() == {"l1": 0.1, "l2": 0.2}


def test_a_function_will_do_and_none_is_none() -> None:
    assert regularizers.get(torch.sum) is torch.sum
    assert regularizers.get(None) is None


@pytest.mark.parametrize("factor", [-0.1, float("nan"), float("inf"), "0.1", True, None])
def test_a_factor_below_zero_or_no_number_is_refused(factor: object) -> None:
    for make in (regularizers.L1, regularizers.L2, regularizers.L1L2):
        with pytest.raises(InputError, match="≥ 0"):
            make(factor)  # type: ignore[arg-type]


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="l1, l2, l1l2; got 'l3'"):
        layers.Dense(2, kernel_regularizer="l3")


def small(trainable: bool = True) -> Sequential:
    return Sequential([
        layers.Input((3,)),
        layers.Dense(2, kernel_regularizer="l2", bias_regularizer=regularizers.L1(1.0), trainable=trainable),
        layers.Dense(1),
    ])  # fmt: skip


class TestLosses:
    def test_a_model_lists_the_penalties_of_its_parts(self) -> None:
        model = small()
        kernel, bias = model.layers[0].get_weights()
        model.layers[0].set_weights([kernel, bias + 2])
        kernel_cost, bias_cost = model.losses
        assert kernel_cost.item() == pytest.approx(0.01 * float((kernel**2).sum()))
        assert bias_cost.item() == pytest.approx(4)

    def test_a_frozen_part_costs_nothing(self) -> None:
        model = small(trainable=False)
        assert model.losses == []
        model.trainable = True
        assert len(model.losses) == 2

    def test_a_part_inside_a_model_inside_counts(self) -> None:
        inputs = layers.Input((3,))
        assert len(Model(inputs, small()(inputs)).losses) == 2

    def test_a_part_in_several_places_counts_once(self) -> None:
        inputs, twice = layers.Input((3,)), layers.Dense(3, kernel_regularizer="l1")
        assert len(Model(inputs, twice(twice(inputs))).losses) == 1

    def test_a_weight_of_your_own_can_have_one(self) -> None:
        class Scale(layers.Layer):
            def build(self, input_shape: tuple[int, ...]) -> None:
                self.factor = self.add_weight((1,), "ones", regularizer="l2")

            def call(self, inputs: torch.Tensor) -> torch.Tensor:
                return inputs * self.factor

        inputs = layers.Input((3,))
        model = Model(inputs, Scale()(inputs))
        assert model.losses[0].item() == pytest.approx(0.01)

    def test_json_and_copies_keep_them(self) -> None:
        again = from_json(to_json(small()))
        assert len(again.losses) == 2
        assert again.layers[0].bias_regularizer.l1 == 1.0


def test_code_tells_them_and_torch_says_that_they_are_for_training() -> None:
    model = small()
    for style in ("axb", "keras"):
        source = model.to_code(style)  # type: ignore[arg-type]
        assert f"from {style} import layers, models, regularizers" in source
        assert 'kernel_regularizer="l2", bias_regularizer=regularizers.L1(l1=1.0)' in source
    sentence = "Its regularizers belong to training"
    assert sentence in model.to_code("torch")
    assert sentence not in Sequential([layers.Input((3,)), layers.Dense(1)]).to_code("torch")


def priced(room: Any, rule: Any, kind: Any) -> Any:
    """A code whose numbers cost something, in a library's words."""
    inputs = room.Input((3,))
    code = room.Dense(2, "relu", activity_regularizer=rule, name="code")(inputs)
    return kind(inputs, room.Dense(3)(code))


class TestActivity:
    X = np.random.default_rng(1).normal(size=(8, 3)).astype("float32")

    def test_loss_and_gradient_are_those_of_keras(self) -> None:
        ours = priced(layers, regularizers.L1(0.5), Model)
        theirs = priced(keras.layers, keras.regularizers.L1(0.5), keras.Model)
        theirs.set_weights(ours.get_weights())
        for model in (ours, theirs):
            model.compile("sgd", "mse")
        assert ours.evaluate(self.X, self.X, verbose=0) == pytest.approx(
            float(theirs.evaluate(self.X, self.X, verbose=0)), rel=1e-5
        )
        for model in (ours, theirs):
            model.fit(self.X, self.X, epochs=3, batch_size=4, shuffle=False, verbose=0)
        for one, other in zip(ours.get_weights(), theirs.weights, strict=True):
            np.testing.assert_allclose(one, other.value.detach().numpy(), rtol=1e-4, atol=1e-6)

    def test_it_costs_what_its_last_output_was_worth(self) -> None:
        model = priced(layers, regularizers.L1(0.5), Model)
        assert model.losses == []
        model(self.X)
        code = Model(model.inputs, model.get_layer("code").output).predict(self.X, verbose=0)
        assert model.losses[0].item() == pytest.approx(0.5 * code.sum() / 8, rel=1e-5)

    def test_json_source_and_copies_tell_it(self) -> None:
        model = priced(layers, regularizers.L1(0.5), Model)
        model(self.X)
        for again in (from_json(to_json(model)), copy.deepcopy(model)):
            assert again.get_layer("code").activity_regularizer.l1 == 0.5
        for style in ("axb", "keras"):
            assert "activity_regularizer=regularizers.L1(l1=0.5)" in model.to_code(style)  # type: ignore[arg-type]
        assert "Its regularizers belong to training" in model.to_code("torch")

    def test_what_is_joined_or_left_out_to_be_faster_costs_all_the_same(self) -> None:
        picture = np.random.default_rng(0).normal(size=(2, 6, 6, 1)).astype("float32")
        conv = layers.Conv2D(2, 3, activation="relu", activity_regularizer="l1")
        model = Sequential([layers.Input((6, 6, 1)), conv, layers.MaxPooling2D(3), layers.Flatten()])
        model(picture)
        cost = 0.01 * conv(picture).abs().sum().item() / 2
        assert model.losses[0].item() == pytest.approx(cost, rel=1e-5)

    def test_such_a_model_learns_alone(self) -> None:
        model = priced(layers, "l1", Model)
        model.compile("sgd", "mse")
        assert shape_of(model) is None
