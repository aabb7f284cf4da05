"""Parts one after another: when they are built, and how they change."""

import copy
from typing import Any

import numpy as np
import pytest
import torch

from axb import InputError, layers
from axb.graph import Input, ShapeError, from_json, graph_hash, to_json
from axb.training import Model, Sequential
from graph.makers import several_ends

X = np.random.default_rng(0).random((5, 4)).astype("float32")


def shapes(model: Any) -> list[tuple[int, ...]]:
    return [tuple(weight.shape) for weight in model.weights]


def test_it_is_built_by_data() -> None:
    model = Sequential([layers.Dense(3), layers.Dense(2)])
    assert not model.built
    assert shapes(model) == []
    assert model(X).shape == (5, 2)
    assert shapes(model) == [(4, 3), (3,), (3, 2), (2,)]
    assert model.input_shape == (None, 4)


def test_it_is_built_by_fit() -> None:
    model = Sequential([layers.Dense(3, activation="relu"), layers.Dense(1)])
    model.compile("adam", "mse")
    model.fit(X, X[:, :1], epochs=1, verbose=0)
    assert shapes(model) == [(4, 3), (3,), (3, 1), (1,)]


@pytest.mark.parametrize(
    "first",
    [
        lambda: [Input((4,)), layers.Dense(3)],
        lambda: [layers.InputLayer((4,)), layers.Dense(3)],
        lambda: [layers.Dense(3, input_shape=(4,))],
        lambda: [Model(i := Input((4,)), layers.Dense(3)(i))],
    ],
)
def test_it_is_built_at_once_where_the_first_part_says_its_input(first: Any) -> None:
    model = Sequential(first())
    assert model.built
    assert model.output_shape == (None, 3)
    assert len(model.layers) == 1
    assert model(X).shape == (5, 3)


def test_parts_are_added_and_taken_off() -> None:
    model = Sequential([Input((4,))])
    model.add(layers.Dense(3))
    model.add(layers.Dense(2))
    assert model.output_shape == (None, 2)
    kernel = model.layers[0].kernel
    last = model.pop()
    assert last.name == "dense_1"
    assert model.output_shape == (None, 3)
    model.add(layers.Dense(6))
    assert shapes(model) == [(4, 3), (3,), (3, 6), (6,)]
    assert model.layers[0].kernel is kernel
    assert [name for name, _ in model.named_children()] == ["input_layer", "dense", "dense_1"]
    assert torch.equal(model(X), model.layers[1](model.layers[0](X)))


def test_parts_are_added_and_taken_off_before_it_is_built() -> None:
    model = Sequential([layers.Dense(3), layers.Dense(2)])
    model.pop()
    model.add(layers.Dense(7))
    assert model(X).shape == (5, 7)
    assert [part.name for part in model.layers] == ["dense", "dense_1"]
    while model.layers:
        model.pop()
    assert torch.equal(model(X), torch.from_numpy(X))
    with pytest.raises(InputError, match='Sequential "sequential" has no parts yet'):
        model.pop()
    with pytest.raises(InputError, match="has no parts yet; add at least one"):
        Sequential()(X)


def test_it_goes_on_growing_after_data_has_come() -> None:
    model = Sequential([layers.Dense(3)])
    model(X)
    model.add(layers.Dense(2))
    assert model(X).shape == (5, 2)


def test_a_part_that_does_not_fit_is_named_and_not_added() -> None:
    model = Sequential([Input((4,)), layers.Dense(3)])
    with pytest.raises(ShapeError, match='Conv2D "conv2d" needs an input with 4 axes'):
        model.add(layers.Conv2D(2, 3))
    assert len(model.layers) == 1
    model.add(layers.Dense(2))
    assert model(X).shape == (5, 2)


def test_data_that_does_not_fit_leaves_it_unbuilt() -> None:
    model = Sequential([layers.Conv2D(2, 3), layers.Flatten()])
    with pytest.raises(ShapeError, match='Conv2D "conv2d" needs an input with 4 axes'):
        model(X)
    assert not model.built
    assert model(np.zeros((1, 5, 5, 1), "float32")).shape == (1, 18)


def test_the_same_part_twice_shares_its_weights() -> None:
    part = layers.Dense(4)
    model = Sequential([part, layers.ReLU(), part])
    assert torch.equal(model(X), part(torch.relu(part(X))))
    assert len(model.weights) == 2
    assert [part.name for part in model.layers] == ["dense", "re_lu", "dense"]
    again = from_json(to_json(model))
    assert again.layers[0] is again.layers[2]
    assert len(copy.deepcopy(model).weights) == 2


def test_one_chain_in_another() -> None:
    model = Sequential([Sequential([layers.Dense(3)]), Sequential([layers.Dense(2)])])
    assert model(X).shape == (5, 2)
    assert [part.name for part in model.layers] == ["sequential", "sequential_1"]
    assert list(model.state_dict()) == [
        "sequential.dense.kernel",
        "sequential.dense.bias",
        "sequential_1.dense.kernel",
        "sequential_1.dense.bias",
    ]


def test_models_of_its_parts() -> None:
    model = Sequential([Input((4,)), layers.Dense(3), layers.Dense(2)])
    features = Model(model.input, model.layers[0].output)
    assert torch.equal(features(X), model.layers[0](X))


def test_it_travels_as_json_built_or_not() -> None:
    for model in (
        Sequential([layers.Dense(3), layers.Dropout(0.1)]),
        Sequential([Input((4,), dtype="uint8"), layers.Rescaling(0.1), layers.Dense(3)]),
        Sequential([layers.Dense(3, input_shape=(4,))]),
        Sequential(),
    ):
        again = from_json(to_json(model))
        assert graph_hash(again) == graph_hash(model)
        assert again.built == model.built
        assert shapes(again) == shapes(model)


def test_a_frozen_chain_stays_frozen_when_it_is_built() -> None:
    model = Sequential([layers.Dense(3)], trainable=False)
    model(X)
    assert model.weights
    assert not model.trainable_weights


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Sequential([layers.Dense(2), Input((3,))]), "an Input can only come first"),
        (lambda: Sequential([Input((3,)), Input((3,))]), "an Input can only come first"),
        (lambda: Sequential([layers.Dense]), "must be an axb Layer or a torch.nn.Module; got a type"),
        (lambda: Sequential(["relu"]), "got a str"),
        (lambda: Sequential([Input((4,)), layers.Dense(2), several_ends()]), "has 2 inputs, but got 1"),
        (lambda: Sequential([layers.Dense(2)])([X, X]), "has 1 inputs, but got 2"),
        (lambda: Sequential([layers.Dense(2)]).inputs, "has no graph yet"),
    ],
)
def test_what_is_no_chain_is_refused(make: Any, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        make()


class Two(layers.Layer):
    """Two outputs."""

    def call(self, inputs: Any) -> Any:
        return [inputs, inputs]


def test_a_part_with_several_outputs_is_refused() -> None:
    with pytest.raises(InputError, match=r'is a chain, and Two "two" in it has several outputs. Use Model'):
        Sequential([Input((3,)), Two()])
