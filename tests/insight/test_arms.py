"""Branches by name, and a network without one of them."""

import numpy as np
import pytest
import torch

from axb.graph.shapes import ShapeError
from axb.insight import accuracy_without, arms, without
from axb.layers import (
    Activation,
    Add,
    BatchNormalization,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    Inception,
    Input,
    Parallel,
    ReLU,
    Residual,
)
from axb.models import Model, Sequential
from axb.words import InputError

PICTURES = np.random.default_rng(0).random((5, 6, 6, 2), np.float32)
FILTERS = ("filters_1x1", "filters_3x3", "filters_5x5", "filters_pool")


@pytest.fixture
def inception() -> Sequential:
    torch.manual_seed(0)
    module = Inception(1, 2, 3, 1, 2, 4, batch_norm=True, name="several")
    return Sequential([Input((6, 6, 2)), module, Flatten(), Dense(3, activation="softmax")])


def test_the_branches_of_inception_are_called_as_their_last_convolutions(inception: Sequential) -> None:
    found = arms(inception)
    assert [one.name for one in found] == [f"several.{name}" for name in FILTERS]
    assert [one.argument for one in found] == [0, 1, 2, 3]
    assert found[1].parts[0] == "several.reduce_3x3"
    assert found[3].parts[:2] == ("several.pool_3x3", "several.filters_pool")


def test_a_skip_has_a_name_too_and_so_have_branches_within_branches() -> None:
    torch.manual_seed(0)
    inner = Parallel([Conv2D(2, 1, name="left")], [Conv2D(2, 1, name="right")], name="inner")
    model = Sequential([Input((4, 4, 2)), Residual(inner, Conv2D(2, 1, name="last"), name="outer")])
    names = [one.name for one in arms(model)]
    assert names == ["outer.inner.left", "outer.inner.right", "outer.last", "outer.add[1]"]
    skip = next(one for one in arms(model) if one.name == "outer.add[1]")
    assert skip.parts == ()


@pytest.mark.parametrize(
    ("name", "channels"), [*zip(FILTERS, ((0, 1), (1, 4), (4, 6), (6, 10)), strict=True)]
)
def test_without_a_branch_its_channels_are_zero_and_the_others_as_before(
    inception: Sequential, name: str, channels: tuple[int, int]
) -> None:
    inner = Sequential([Input((6, 6, 2)), inception.get_layer("several")])
    whole = inner.predict(PICTURES, verbose=0)
    with without(inner, f"several.{name}"):
        left = inner.predict(PICTURES, verbose=0)
    kept = np.ones(10, bool)
    kept[slice(*channels)] = False
    assert not left[..., ~kept].any()
    np.testing.assert_array_equal(left[..., kept], whole[..., kept])
    assert whole[..., ~kept].any()


def test_afterwards_all_is_as_it_was_even_after_an_error(inception: Sequential) -> None:
    whole = inception.predict(PICTURES, verbose=0)
    with without(inception, "several.filters_1x1", "several.filters_pool"):
        assert not np.array_equal(inception.predict(PICTURES, verbose=0), whole)
        with pytest.raises(ShapeError):
            inception.predict(PICTURES[:, :3], verbose=0)
    np.testing.assert_array_equal(inception.predict(PICTURES, verbose=0), whole)
    assert not any(part._forward_pre_hooks for part in inception.modules())


def test_a_residual_block_without_its_way_lets_the_input_through() -> None:
    torch.manual_seed(0)
    model = Sequential([Input((6, 6, 2)), Residual(Conv2D(2, 3, padding="same", name="f"), name="block")])
    with without(model, "block.f"):
        np.testing.assert_array_equal(model.predict(PICTURES, verbose=0), PICTURES)


def test_a_sum_that_is_fused_with_what_follows_is_switched_off_too() -> None:
    torch.manual_seed(0)
    x = Input((6, 6, 2))
    y = ReLU()(Add()([Conv2D(2, 1, name="f")(x), BatchNormalization(name="g")(x)]))
    model = Model(x, y)
    with without(model, "f"):
        left = model.predict(PICTURES, verbose=0)
    np.testing.assert_allclose(left, PICTURES / np.sqrt(1.001), rtol=1e-5)


def test_a_functional_model_joined_by_hand(inception: Sequential) -> None:
    x = Input((6, 6, 2))
    y = Concatenate()([Conv2D(1, 1, name="a")(x), Activation("tanh")(Conv2D(1, 1, name="b")(x)), x])
    assert [one.name for one in arms(Model(x, y))] == ["a", "b", "concatenate[2]"]


def test_accuracy_without_each_branch_is_that_of_evaluate(inception: Sequential) -> None:
    inception.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    y = np.array([0, 1, 2, 0, 1])
    found = accuracy_without(inception, PICTURES, y)
    assert list(found) == ["", *(f"several.{name}" for name in FILTERS)]
    assert found[""] == inception.evaluate(PICTURES, y, verbose=0)[1]
    for name in FILTERS:
        with without(inception, f"several.{name}"):
            expected = inception.evaluate(PICTURES, y, verbose=0)[1]
        assert found[f"several.{name}"] == expected


def test_without_the_metric_there_is_nothing_to_compare(inception: Sequential) -> None:
    inception.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(InputError, match=r'metrics=\["accuracy"\]'):
        accuracy_without(inception, PICTURES, np.array([0, 1, 2, 0, 1]))


def test_a_branch_that_is_none_is_told_with_those_that_are(inception: Sequential) -> None:
    with (
        pytest.raises(InputError, match=r"several\.filters_1x1, several\.filters_3x3"),
        without(inception, "left"),
    ):
        pass
    plain = Sequential([Input((2,)), Dense(2)])
    with pytest.raises(InputError, match="known are: -"), without(plain, "left"):
        pass
