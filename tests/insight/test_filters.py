"""The weights in the shape of what they look at, and what every part makes of one picture."""

import numpy as np
import pytest
import torch

from axb.insight import feature_maps, filters
from axb.layers import (
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Inception,
    Input,
    Layer,
    MaxPooling2D,
    Rescaling,
    Residual,
)
from axb.models import Model, Sequential
from axb.words import InputError


@pytest.fixture
def convolutional() -> Sequential:
    torch.manual_seed(0)
    return Sequential([
        Input((8, 6, 1)), Conv2D(4, (3, 2), activation="relu", name="look"), MaxPooling2D(2),
        Conv2D(5, 2, name="again"), Flatten(), Dense(3, name="say"),
    ])  # fmt: skip


def test_the_first_convolution_s_filters_are_its_kernel_one_by_one(convolutional: Sequential) -> None:
    name, weights = filters(convolutional)
    assert name == "look"
    assert weights.shape == (4, 3, 2, 1)
    kernel = convolutional.get_layer("look").get_weights()[0]
    for number in range(4):
        np.testing.assert_array_equal(weights[number], kernel[..., number])


def test_another_part_is_named(convolutional: Sequential) -> None:
    assert filters(convolutional, "again").weights.shape == (5, 2, 2, 4)
    assert filters(convolutional, convolutional.get_layer("again")).name == "again"


def test_a_dense_that_sees_the_whole_picture_has_filters_as_large_as_it() -> None:
    model = Sequential([Input((5, 4, 3)), Flatten(), Dense(7)])
    found = filters(model).weights
    assert found.shape == (7, 5, 4, 3)
    picture = np.random.default_rng(0).random((5, 4, 3), np.float32)
    bias = model.layers[-1].get_weights()[1]
    sums = (found * picture).sum((1, 2, 3)) + bias
    np.testing.assert_allclose(sums, model.predict(picture[None], verbose=0)[0], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("wanted", ["say", "flatten"])
def test_a_part_that_sees_no_picture_is_refused(wanted: str, convolutional: Sequential) -> None:
    with pytest.raises(InputError, match="Filters are the weights of a Conv2D"):
        filters(convolutional, wanted)


def test_a_model_without_such_parts_or_without_weights_is_refused() -> None:
    for model in (Sequential([Input((2,)), Rescaling(2.0)]), Sequential([Conv2D(2, 3)])):
        with pytest.raises(InputError, match="Choose another part"):
            filters(model)


def test_feature_maps_are_what_each_part_gives(convolutional: Sequential) -> None:
    picture = np.random.default_rng(1).random((8, 6, 1), np.float32)
    found = feature_maps(convolutional, picture)
    assert [one.name for one in found] == ["look", "max_pooling2d", "again", "flatten", "say"]
    assert [one.kind for one in found[:2]] == ["Conv2D", "MaxPooling2D"]
    assert found[0].values.shape == (6, 5, 4)
    for one in found:
        inner = Model(convolutional.inputs[0], convolutional.get_layer(one.name).output)
        np.testing.assert_allclose(one.values, inner.predict(picture[None], verbose=0)[0], atol=1e-6)


def test_parts_inside_composite_ones_are_listed_with_what_they_read() -> None:
    torch.manual_seed(0)
    model = Sequential([
        Input((6, 6, 3)), Inception(1, 2, 3, 1, 2, 2, name="several"),
        Residual(Conv2D(8, 3, padding="same", name="f"), name="around"),
    ])  # fmt: skip
    picture = np.random.default_rng(1).random((6, 6, 3), np.float32)
    found = {one.name: one for one in feature_maps(model, picture)}
    names = [one.name for one in feature_maps(model, picture)]
    assert set(names) == {
        "several.filters_1x1", "several.reduce_3x3", "several.filters_3x3", "several.reduce_5x5", "several.filters_5x5",
        "several.pool_3x3", "several.filters_pool", "several.concatenate", "around.f", "around.add",
    }  # fmt: skip
    joined = found["several.concatenate"]
    branches = [names[source] for source in joined.sources]
    assert branches == [
        "several.filters_1x1",
        "several.filters_3x3",
        "several.filters_5x5",
        "several.filters_pool",
    ]
    np.testing.assert_array_equal(joined.values, np.concatenate([found[name].values for name in branches], 2))
    assert found["several.pool_3x3"].sources == (-1,)
    added = found["around.add"]
    assert {names[source] for source in added.sources} == {"around.f", "several.concatenate"}
    np.testing.assert_allclose(added.values, found["around.f"].values + joined.values, rtol=1e-6)
    np.testing.assert_allclose(added.values, model.predict(picture[None], verbose=0)[0], atol=1e-6)


def test_who_reads_a_part_with_several_outputs_reads_what_that_had_read() -> None:
    class Halves(Layer):
        def call(self, x: torch.Tensor) -> list[torch.Tensor]:
            return [x[:, :1], x[:, 1:]]

    x = Input((2,))
    model = Model(x, Concatenate()(Halves()(Dense(2, name="before")(x))))
    found = feature_maps(model, np.ones(2, np.float32))
    assert [one.name for one in found] == ["before", "concatenate"]
    assert found[1].sources == (0, 0)


def test_looking_changes_nothing(convolutional: Sequential) -> None:
    convolutional.train()
    state = torch.get_rng_state()
    feature_maps(convolutional, np.zeros((8, 6, 1), np.float32))
    assert torch.equal(torch.get_rng_state(), state)
    assert convolutional.training
    assert not any(part._forward_hooks for part in convolutional.modules())


def test_dropout_lets_everything_through_while_looked_at() -> None:
    model = Sequential([Input((3,)), Dropout(0.9)])
    assert feature_maps(model, np.ones(3, np.float32))[0].values.tolist() == [1, 1, 1]


def test_a_part_used_twice_is_listed_twice() -> None:
    x, part = Input((2,)), Dense(2)
    assert [one.name for one in feature_maps(Model(x, part(part(x))), np.ones(2, np.float32))] == [
        "dense"
    ] * 2


def test_an_example_that_does_not_fit_is_refused(convolutional: Sequential) -> None:
    with pytest.raises(InputError, match=r"8, 6, 1"):
        feature_maps(convolutional, np.zeros((6, 8, 1), np.float32))


def test_a_model_that_is_no_graph_or_has_two_inputs_is_refused() -> None:
    one, two = Input((2,)), Input((2,))
    from axb.layers import Add

    for model in (Sequential([Dense(2)]), Model([one, two], Add()([one, two]))):
        with pytest.raises(InputError, match="a graph with one input"):
            feature_maps(model, np.ones(2, np.float32))
