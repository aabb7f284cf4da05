from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.data import Dataset, circles, line, moons, ring, spiral, xor
from axb.words import InputError

PLANES: list[Callable[..., Dataset]] = [spiral, moons, circles, xor]  # of two classes
TOYS = [line, *PLANES, ring]


@pytest.mark.parametrize("toy", TOYS)
@settings(max_examples=20, deadline=None)
@given(n=st.integers(8, 200), seed=st.integers(0, 2**32), noise=st.floats(0, 1))
def test_shapes_types_and_determinism(toy: Callable[..., Dataset], n: int, seed: int, noise: float) -> None:
    data = toy(n=n, seed=seed, noise=noise)
    assert (data.name, data.kind) == (toy.__name__, "points")
    assert len(data.x_train) == len(data.x_test) == n
    assert data.input_shape == (len(data.feature_names),)
    assert np.isfinite(data.x_train).all()
    assert toy(n=n, seed=seed, noise=noise).content_hash() == data.content_hash()


@pytest.mark.parametrize("toy", TOYS)
def test_parts_are_independent_draws_and_seeds_differ(toy: Callable[..., Dataset]) -> None:
    data = toy(seed=3)
    assert not np.isin(data.x_train, data.x_test).any()
    assert toy(seed=4).content_hash() != data.content_hash()


@pytest.mark.parametrize("toy", PLANES)
def test_classes_are_balanced_and_named(toy: Callable[..., Dataset]) -> None:
    data = toy(n=101)
    assert data.task == "binary"
    assert np.array_equal(np.bincount(data.y_train), [51, 50])
    assert len(data.labels("en")) == len(data.labels("ja")) == 2
    assert data.labels("en") != data.labels("ja")


@pytest.mark.parametrize("classes", [2, 5, 8])
def test_a_ring_has_its_places_on_the_circle_and_its_deviation_around_them(classes: int) -> None:
    still, data = ring(n=classes, classes=classes, noise=0), ring(n=8000, classes=classes)
    assert np.linalg.norm(still.x_train, axis=1) == pytest.approx(1)
    assert np.angle(still.x_train @ [1, 1j]) % (2 * np.pi) == pytest.approx(
        2 * np.pi * np.arange(classes) / classes
    )
    assert (data.x_train - still.x_train[data.y_train]).std() == pytest.approx(0.05, rel=0.03)
    assert len(set(data.labels("en"))) == len(set(data.labels("ja"))) == classes


@given(a=st.floats(-1000, 1000), b=st.floats(-1000, 1000))
@settings(deadline=None)
def test_a_line_without_noise_is_exactly_a_line(a: float, b: float) -> None:
    data = line(a=a, b=b, noise=0)
    assert data.task == "regression"
    for x, y in ((data.x_train, data.y_train), (data.x_test, data.y_test)):
        assert np.array_equal(y, np.float32(a) * x[:, 0] + np.float32(b))
        assert np.all(np.abs(x) <= 1)


def test_the_lines_noise_has_the_deviation_asked_for() -> None:
    data = line(n=20000, a=3, b=1, noise=0.5)
    rest = data.y_train - (3 * data.x_train[:, 0] + 1)
    assert abs(rest.std() - 0.5) < 0.02
    assert abs(rest.mean()) < 0.02


@pytest.mark.parametrize("classes", [2, 3, 8])
def test_a_spiral_without_noise_lies_on_its_arms(classes: int) -> None:
    data = spiral(n=240, classes=classes, turns=2, noise=0)
    assert data.classes == classes
    assert np.array_equal(np.bincount(data.y_train), [240 // classes] * classes)
    radius = np.linalg.norm(data.x_train, axis=1)
    assert radius.min() >= 1 / 13 - 1e-6
    assert radius.max() <= 1 + 1e-6
    angle = 2 * np.pi * (2 * radius + data.y_train / classes)
    expected = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    assert np.allclose(data.x_train, expected, atol=1e-5)


def test_moons_without_noise_are_half_circles() -> None:
    data = moons(noise=0)
    upper, lower = (data.x_train[data.y_train == label] for label in (0, 1))
    assert np.allclose(np.linalg.norm(upper, axis=1), 1, atol=1e-6)
    assert np.all(upper[:, 1] >= -1e-6)
    assert np.allclose(np.linalg.norm(lower - [1, 0.5], axis=1), 1, atol=1e-6)
    assert np.all(lower[:, 1] <= 0.5 + 1e-6)


def test_circles_without_noise_have_their_radii() -> None:
    data = circles(noise=0, factor=0.3)
    radius = np.linalg.norm(data.x_train, axis=1)
    assert np.allclose(radius, np.where(data.y_train == 0, 1, 0.3), atol=1e-6)


def test_xor_without_noise_is_told_by_the_signs() -> None:
    data = xor(n=1000, noise=0)
    for x, y in ((data.x_train, data.y_train), (data.x_test, data.y_test)):
        assert np.array_equal(y, (x[:, 0] > 0) ^ (x[:, 1] > 0))
        assert np.all((np.abs(x) <= 1) & (x != 0))
    quadrants = np.bincount(2 * (data.x_train[:, 0] > 0) + (data.x_train[:, 1] > 0))
    assert quadrants.min() > 200


@pytest.mark.parametrize(
    ("toy", "options", "words"),
    [
        (line, {"n": 1}, ["n must be a whole number from 2 to 1000000; got 1"]),
        (line, {"n": 2.5}, ["n must be", "got 2.5"]),
        (line, {"n": True}, ["n must be", "got True"]),
        (line, {"a": float("nan")}, ["a must be a number", "got nan"]),
        (line, {"b": "steep"}, ["b must be a number", "'steep'"]),
        (line, {"noise": -1}, ["noise must be a number from 0 to 100; got -1"]),
        (line, {"seed": -1}, ["seed must be a whole number from 0"]),
        (spiral, {"classes": 1}, ["classes must be a whole number from 2 to 8; got 1"]),
        (spiral, {"classes": 5, "n": 4}, ["n must be a whole number from 5"]),
        (spiral, {"turns": float("inf")}, ["turns must be a number from 0 to 10; got inf"]),
        (circles, {"factor": 2}, ["factor must be a number from 0 to 1; got 2"]),
        (moons, {"n": 10**9}, ["n must be", "1000000000"]),
        (xor, {"noise": None}, ["noise must be a number", "None"]),
    ],
)
def test_bad_arguments_get_a_sentence(
    toy: Callable[..., Dataset], options: dict[str, Any], words: list[str]
) -> None:
    with pytest.raises(InputError) as error:
        toy(**options)
    for word in words:
        assert word in str(error.value)
