"""The same codes decoded all through a training, which learns the same bits with it and without it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb import layers as L
from axb.callbacks import Callback, Samples
from axb.data import Dataset, load
from axb.insight import samples
from axb.insight.samples import MOST_BYTES, grid_for, look_after, small
from axb.models import Autoencoder, Model
from axb.runs import Store
from axb.training import recording, set_random_seed
from axb.words import set_language
from forger import Forger, build_model, told_classes


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    set_language("en")
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(samples, "FREE", 1e9)  # however slow the machine is
    monkeypatch.setattr(recording, "SAVE_EVERY", 0.0)  # a checkpoint at each step
    monkeypatch.setattr(recording, "SAVE_SHARE", 1e9)
    yield
    set_language(None)


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return load("digits")


def made(data: Dataset, make: Any = build_model) -> Forger:
    set_random_seed(1)
    model: Forger = make(data)
    model.compile("adam", precision="float32")
    return model


def learn(model: Model, data: Dataset, run: str | None, *callbacks: Callback, **options: Any) -> list[Any]:
    """Three epochs of 13 steps; the weights that come of it."""
    x, y = data.x_train[:400], data.y_train[:400]
    model.fit(x, y, batch_size=32, epochs=3, verbose=0, seed=2, callbacks=list(callbacks), run=run, **options)
    return model.get_weights()


def looks(run: str) -> dict[int, np.ndarray]:
    with Store() as store:
        one = store.open(run)
        steps = [info.step for info in one.artifacts() if info.name == "samples"]
        return {step: found for step in steps if (found := one.array("samples", step)) is not None}


def test_what_is_learned_is_the_same_to_the_bit(digits: Dataset) -> None:
    alone = learn(made(digits), digits, "alone", validation_split=0.1)
    seen = learn(made(digits), digits, "seen", Samples(digits.x_train), validation_split=0.1)
    for one, other in zip(alone, seen, strict=True):
        np.testing.assert_array_equal(one, other)
    assert not looks("alone")
    assert len(looks("seen")) > 30


def test_each_look_is_what_the_model_makes_of_the_same_codes(digits: Dataset) -> None:
    model = made(digits)
    before = model.sample(60, 0)
    learn(model, digits, "r", Samples())
    found = looks("r")
    assert list(found)[:5] == [0, 1, 2, 3, 4]
    assert max(found) == 39
    assert all(one.shape == (60, 8, 8, 1) and one.dtype == np.uint8 for one in found.values())
    np.testing.assert_array_equal(found[0], before.round().clip(0, 255))
    np.testing.assert_array_equal(found[39], model.sample(60, 0).round().clip(0, 255))
    assert np.abs(found[39].astype(int) - found[0]).mean() > 1


class Interrupt(Callback):
    """As Ctrl-C after so many steps."""

    bystander = True

    def __init__(self, after: int) -> None:
        self.after = after

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if self.trainer is not None and self.trainer.step == self.after:
            raise KeyboardInterrupt


@pytest.mark.parametrize("after", [1, 18, 30])
def test_an_interrupted_run_ends_with_the_same_looks(digits: Dataset, after: int) -> None:
    learn(made(digits), digits, "whole", Samples(digits.x_train))
    with pytest.raises(KeyboardInterrupt):
        learn(made(digits), digits, "cut", Samples(digits.x_train), Interrupt(after))
    learn(made(digits), digits, "cut", Samples(digits.x_train))
    whole, cut = looks("whole"), looks("cut")
    assert list(whole) == list(cut)
    for step, one in whole.items():
        np.testing.assert_array_equal(one, cut[step])


def test_a_run_goes_on_with_it_or_without_it(digits: Dataset) -> None:
    with pytest.raises(KeyboardInterrupt):
        learn(made(digits), digits, "cut", Interrupt(10))
    learn(made(digits), digits, "cut", Samples())
    found = looks("cut")
    assert 0 not in found
    assert max(found) == 39
    with Store() as store:
        assert store.open("cut").json("samples/about")["columns"] == 10


def test_classes_are_told_in_turn_and_keep_to_their_columns(digits: Dataset) -> None:
    model = made(digits, told_classes)
    learn(model, digits, "r", Samples())
    labels = np.arange(60) % 10
    expected = model.sample(60, 0, labels=labels).round().clip(0, 255)
    np.testing.assert_array_equal(looks("r")[39], expected)
    with Store() as store:
        about = store.open("r").json("samples/about")
    assert about == {"columns": 10, "classes": 10, "restored": False, "seed": 0, "names": []}


def test_points_are_kept_as_they_are() -> None:
    moons = load("moons:n=500")
    model = made(moons)
    learn(model, moons, "r", Samples(moons.x_train))
    last = max(looks("r"))
    np.testing.assert_array_equal(looks("r")[last], model.sample(500, 0))
    with Store() as store:
        real = store.open("r").array("samples/examples")
    assert real is not None
    assert {tuple(row) for row in real} <= {tuple(row) for row in moons.x_train}


def test_without_a_prior_the_same_examples_are_restored(digits: Dataset) -> None:
    set_random_seed(0)
    x, codes = L.Input((8, 8, 1), dtype="uint8"), L.Input((3,))
    encoder = Model(x, L.Dense(3)(L.Flatten()(L.Rescaling(1 / 255)(x))))
    decoder = Model(codes, L.Rescaling(255.0)(L.Reshape((8, 8, 1))(L.Dense(64)(codes))))
    model = Autoencoder(encoder, decoder, 255.0)
    model.compile("adam", "mean_squared_error")
    learn(model, digits, "r", Samples(digits.x_test))
    with Store() as store:
        kept = store.open("r").array("samples/examples")
    assert kept is not None
    restored = model.predict(kept, verbose=0).round().clip(0, 255)
    np.testing.assert_array_equal(looks("r")[39], restored)
    learn(model, digits, "nothing", Samples())
    assert not looks("nothing")


@pytest.mark.parametrize(
    ("steps", "most"), [(100, 60), (1000, 100), (10_000, 140), (100_000, 180), (1_000_000, 220)]
)
def test_a_film_has_enough_pictures_and_not_too_many(steps: int, most: int) -> None:
    found, step = [0], 0
    while (step := look_after(step)) <= steps:
        found.append(step)
    assert 50 <= len(found) <= most
    gaps = np.diff(found)
    assert (gaps <= np.maximum(0.061 * np.array(found[:-1]), 1)).all()


def test_where_looking_takes_too_long_looks_are_left_out(
    digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "FREE", 0.0)
    monkeypatch.setattr(samples, "SHARE", 0.0)
    learn(made(digits), digits, "r", Samples())
    assert list(looks("r")) == [0, 39]


@pytest.mark.parametrize(
    ("shape", "classes", "expected"),
    [((28, 28, 1), 0, (10, 60)), ((28, 28, 3), 0, (8, 40)), ((64, 64, 3), 0, (5, 15)), ((28, 28, 1), 3, (9, 54)),
     ((64, 40, 1), 0, (10, 60)), ((28, 28, 1), 40, (10, 60)), ((2,), 0, (0, 500)), ((1000,), 0, (0, 32))],
)  # fmt: skip
def test_storage_is_bounded(shape: tuple[int, ...], classes: int, expected: tuple[int, int]) -> None:
    assert grid_for(shape, classes) == expected
    kept = small(np.zeros((expected[1], *shape), np.float32))
    assert kept.nbytes <= MOST_BYTES
    assert kept.dtype == (np.uint8 if len(shape) == 3 else np.float32)


def test_large_pictures_are_made_smaller_as_a_mean_of_their_pixels() -> None:
    picture = np.arange(96 * 96, dtype=np.float32).reshape(1, 96, 96, 1) % 250
    expected = picture.reshape(1, 48, 2, 48, 2, 1).mean((2, 4)).round()
    np.testing.assert_array_equal(small(picture), expected)
    assert small(np.full((1, 4, 4, 1), np.nan)).tolist() == np.zeros((1, 4, 4, 1)).tolist()
