"""What stands in the samples' place is measured as what it is: real, copied, damaged, one-sided."""

from dataclasses import replace

import numpy as np
import pytest

from axb.data import Dataset, load
from axb.insight.measures import Real
from axb.words import InputError

COUNT = 400


@pytest.fixture(scope="module")
def clothes() -> Dataset:
    """A fifth of them, which is quicker."""
    data = load("fashion-mini")
    train, test = slice(2000), slice(800)
    return replace(
        data,
        x_train=data.x_train[train],
        y_train=data.y_train[train],
        x_test=data.x_test[test],
        y_test=data.y_test[test],
    )


@pytest.fixture(scope="module")
def real(clothes: Dataset) -> Real:
    return Real(clothes, COUNT)


def fresh(data: Dataset, count: int = COUNT) -> np.ndarray:
    """Training examples that the floor does not use."""
    order = np.random.default_rng(0)
    order.permutation(len(data.x_test))
    return data.x_train[order.permutation(len(data.x_train))[count : 2 * count]]


def test_real_pictures_get_what_the_floor_says(clothes: Dataset, real: Real) -> None:
    found = real.measure(fresh(clothes))
    floor, manifold = real.floor
    assert real.space.kind == "clothes"
    assert found.count == 400
    assert found.distance == pytest.approx(floor, rel=0.3)
    assert found.manifold.precision == pytest.approx(manifold.precision, abs=0.08)
    assert found.manifold.recall == pytest.approx(manifold.recall, abs=0.08)
    assert real.right is not None
    assert real.right.value > 0.9


def test_training_examples_are_copies_and_held_out_ones_are_not(clothes: Dataset, real: Real) -> None:
    copied = real.measure(fresh(clothes))
    assert (copied.copies.nearer, copied.copies.close) == (1.0, 1.0)
    assert copied.copied is not None
    assert copied.copied.close == 1.0
    np.testing.assert_array_equal(clothes.x_train[copied.copied.index], fresh(clothes))
    held = np.setdiff1d(np.arange(800), real.held)[:400]
    honest = real.measure(clothes.x_test[held])
    assert honest.copied is not None
    assert abs(honest.copied.nearer - 0.5) < 2 * honest.copied.chance
    assert abs(honest.copies.nearer - 0.5) < 2 * honest.copies.chance


def test_what_is_left_out_and_what_is_damaged_shows(clothes: Dataset, real: Real) -> None:
    floor, manifold = real.floor
    shoes = clothes.x_train[clothes.y_train >= 7][:400]
    one_sided = real.measure(shoes)
    assert one_sided.distance > 10 * floor
    assert one_sided.manifold.recall < manifold.recall - 0.3
    assert one_sided.manifold.precision > manifold.precision - 0.1
    assert one_sided.balance is not None
    assert one_sided.balance.effective < 4
    rng = np.random.default_rng(0)
    noisy = real.measure(fresh(clothes) + rng.normal(0, 60, (400, 28, 28, 1)))
    assert noisy.distance > 10 * floor
    assert noisy.manifold.recall < manifold.recall - 0.5


def test_classes_that_were_asked_for_are_looked_for(clothes: Dataset, real: Real) -> None:
    asked = clothes.y_test[:400]
    found = real.measure(clothes.x_test[:400], asked)
    assert found.balance is not None
    assert found.balance.obeyed is not None
    assert found.balance.obeyed.value > 0.88
    wrong = real.measure(clothes.x_test[:400], (asked + 1) % 10)
    assert wrong.balance is not None
    assert wrong.balance.obeyed is not None
    assert wrong.balance.obeyed.value < 0.1


def test_other_pictures_are_seen_by_their_nearest_training_examples() -> None:
    data = load("digits")
    one = Real(data)
    assert one.space.kind == "pictures"
    assert one.count == 300  # as many as the test part has
    assert one.right is not None
    assert one.right.value > 0.85
    found = one.measure(fresh(data, 300))
    assert found.distance < 3 * one.floor[0]
    assert found.balance is not None
    assert found.balance.effective > 9


@pytest.mark.parametrize("name", ["spiral:classes=3,n=900", "moons:n=600"])
def test_points_lie_where_they_lie(name: str) -> None:
    data = load(name)
    one = Real(data, COUNT)
    assert one.space.kind == "numbers"
    count = one.count
    again = one.measure(data.x_train[:count])
    assert again.copied is None
    assert again.distance < 3 * one.floor[0] + 0.05
    blob = np.random.default_rng(0).normal(data.x_train.mean(0), data.x_train.std(0), (count, 2))
    worse = one.measure(blob.astype(np.float32))
    assert worse.distance > 1.2 * one.floor[0]
    assert worse.manifold.precision < one.floor[1].precision - 0.1
    assert again.balance is not None
    assert len(again.balance.shares) == data.classes


def test_columns_weigh_alike_whatever_their_unit() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(300, 2)).astype(np.float32)
    answers = rng.normal(size=300).astype(np.float32)
    constant = np.full((300, 1), 7, np.float32)

    def distance(unit: list[float]) -> float:
        rows = np.concatenate([x * np.array(unit, np.float32), constant], 1)
        data = Dataset("table", "table", rows[:200], answers[:200], rows[200:], answers[200:])
        found = Real(data).measure(rows[50:150] * np.float32(1.1))
        assert found.balance is None
        return found.distance

    assert distance([1, 1]) == pytest.approx(distance([1000, 0.01]), rel=1e-3)


def test_the_seed_chooses_and_the_same_seed_chooses_the_same(clothes: Dataset, real: Real) -> None:
    samples, small = fresh(clothes), load("moons:n=60")
    same, again, other = (Real(small, 20, seed) for seed in (3, 3, 4))
    assert same.held.tolist() == again.held.tolist() != other.held.tolist()
    assert same.known.tolist() == again.known.tolist() != other.known.tolist()
    assert real.measure(samples).distance == real.measure(samples).distance


def test_what_cannot_be_measured_is_said(clothes: Dataset, real: Real) -> None:
    with pytest.raises(InputError, match="at least 5 examples"):
        Real(clothes, 3)
    with pytest.raises(InputError, match=r"\(400, 28, 28, 1\).*got \(10, 28, 28, 1\)"):
        real.measure(clothes.x_test[:10])
    broken = np.full((400, 28, 28, 1), np.nan)
    with pytest.raises(InputError, match="no finite numbers"):
        real.measure(broken)


def test_pictures_of_one_kind_in_colour_have_no_classes_to_count() -> None:
    rng = np.random.default_rng(0)
    x = rng.integers(0, 256, (120, 12, 10, 3), np.uint8)
    none = np.zeros(120, np.int64)
    data = Dataset("own", "images", x[:80], none[:80], x[80:], none[80:], class_names=("all",))
    one = Real(data)
    found = one.measure(x[40:80])
    assert (one.space.kind, one.count, one.right) == ("pictures", 40, None)
    assert found.balance is None
    assert found.copied is not None
    assert (found.copied.distance == 0).all()
    assert found.copied.index.tolist() == list(range(40, 80))
