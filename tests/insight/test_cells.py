"""The way of one example in few cells."""

import numpy as np
import pytest
import torch

from axb.insight import Cell, cells, feature_maps
from axb.insight.cells import COLUMNS, ROWS, lanes, rows
from axb.layers import (
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    Inception,
    Input,
    MaxPooling2D,
    ReLU,
    Rescaling,
    Residual,
)
from axb.models import Sequential
from axb.words import InputError

PICTURE = np.random.default_rng(0).random((8, 8, 1), np.float32)


def way(*parts: object, part: str = "") -> list[Cell]:
    torch.manual_seed(0)
    model = Sequential([Input((8, 8, 1)), *parts])
    return cells(feature_maps(model, PICTURE), PICTURE, part)


def test_what_belongs_together_is_one_cell() -> None:
    found = way(
        Rescaling(2.0), Conv2D(3, 3, name="look"), BatchNormalization(), ReLU(), MaxPooling2D(2, name="pool"),
        Flatten(), Dense(4, name="say"),
    )  # fmt: skip
    assert [one.name for one in found] == ["input", "look", "pool", "say"]
    np.testing.assert_allclose(found[0].values, 2 * PICTURE)
    assert found[1].values.min() == 0  # behind the ReLU
    assert found[2].values.shape == found[2].shape == (3, 3, 3)
    assert [one.column for one in found] == [0, 1, 2, 3]
    assert [one.sources for one in found] == [(), (0,), (1,), (2,)]
    assert {one.lane for one in found} == {0}


def test_branches_stand_side_by_side_and_meet_in_the_middle() -> None:
    found = {
        one.name: one
        for one in way(Inception(1, 2, 3, 1, 2, 2, batch_norm=True, name="i"), GlobalAveragePooling2D())
    }
    lane = {name.removeprefix("i."): one.lane for name, one in found.items()}
    assert (lane["filters_1x1"], lane["reduce_3x3"], lane["reduce_5x5"], lane["pool_3x3"]) == (
        1.5,
        0.5,
        -0.5,
        -1.5,
    )
    assert (lane["filters_3x3"], lane["filters_5x5"], lane["filters_pool"]) == (0.5, -0.5, -1.5)
    assert lane["concatenate"] == 0
    assert found["i.concatenate"].column == 3
    assert lanes([*found.values()]) == 4


def test_a_skip_goes_around_and_needs_no_lane() -> None:
    found = way(Residual(Conv2D(1, 3, padding="same", name="f"), ReLU(), name="r"))
    assert [one.name for one in found] == ["input", "r.f", "r.add"]
    assert found[2].sources == (1, 0)
    assert {one.lane for one in found} == {0}


def test_a_part_that_makes_nothing_of_nothing_is_a_cell_of_its_own() -> None:
    dead = Conv2D(2, 1, kernel_initializer="zeros", name="dead")
    assert [one.name for one in way(dead, Conv2D(2, 1, name="after"))] == ["input", "dead", "after"]


def test_a_part_is_looked_into_with_what_it_reads() -> None:
    modules = [Inception(1, 1, 1, 1, 1, 1, name=f"i{number}") for number in range(3)]
    found = way(Conv2D(2, 3, name="first"), *modules, part="i1")
    assert [one.name for one in found][:2] == ["input", "i0.concatenate"]
    assert all(one.name.startswith("i1.") for one in found[2:])
    assert found[1].sources == (0,)
    with pytest.raises(InputError, match="first, i0, i1, i2"):
        way(Conv2D(2, 3, name="first"), *modules, part="i7")


def test_many_modules_are_seen_from_outside() -> None:
    found = way(*(Inception(1, 1, 1, 1, 1, 1, name=f"i{number}") for number in range(6)))
    assert [one.name for one in found] == ["input", *(f"i{number}" for number in range(6))]
    assert [one.sources for one in found[1:]] == [(number,) for number in range(6)]
    assert all(one.values.shape == (8, 8, 4) for one in found[1:])


def test_a_very_long_chain_is_thinned_and_keeps_its_ends() -> None:
    found = way(*(Conv2D(1, 1, name=f"c{number}") for number in range(100)))
    assert rows(found) <= ROWS
    assert found[0].name == "input"
    assert found[-1].name == "c99"
    assert [one.column for one in found] == list(range(COLUMNS * ROWS // 2))
