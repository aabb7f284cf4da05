"""Precision and recall on clouds where the answer is known, and against the definition written out."""

import numpy as np
import pytest

from axb.insight.measures import precision_recall
from axb.insight.measures.nearest import nearest, squared_distances
from axb.insight.measures.precision_recall import radii
from axb.words import InputError


def cloud(count: int, center: float, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(center, 1, (count, 3))


def test_the_same_cloud_is_all_of_it() -> None:
    found = precision_recall(cloud(200, 0), cloud(200, 0))
    assert (found.precision, found.recall) == (1.0, 1.0)


def test_far_apart_is_none_of_it() -> None:
    found = precision_recall(cloud(200, 0), cloud(200, 100))
    assert (found.precision, found.recall) == (0.0, 0.0)


def test_a_dropped_half_shows_in_recall_alone() -> None:
    real = np.concatenate([cloud(200, 0), cloud(200, 100)])
    made = real[:200]
    found = precision_recall(real, made)
    assert found.precision == 1.0
    assert found.recall == 0.5


def test_rubbish_beside_shows_in_precision_alone() -> None:
    real = cloud(200, 0)
    made = np.concatenate([real, cloud(200, 100), cloud(400, -100)])
    found = precision_recall(real, made)
    assert found.precision == 0.25
    assert found.recall == 1.0


def test_a_line_of_points_has_radii_that_can_be_counted() -> None:
    """On 0, 1, 2, ..., the third nearest is 2 away, at the ends 3, next to them 2."""
    line = np.arange(10.0)[:, None]
    assert radii(line, 3).tolist() == [3, 2, 2, 2, 2, 2, 2, 2, 2, 3]
    between = np.array([[4.5], [13.0], [13.1]])
    found = precision_recall(np.concatenate([line, [[10.0]]]), np.repeat(between, 2, 0), 3)
    assert found.precision == pytest.approx(4 / 6)  # the ball around 10 has radius 3, as far as 13


@pytest.mark.parametrize("block", [1, 64, 2**23])
def test_it_is_the_definition_whatever_fits_into_memory(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("axb.insight.measures.nearest.BLOCK", block)
    rng = np.random.default_rng(1)
    real, made = rng.normal(size=(60, 4)), rng.normal(0.7, 1.2, size=(50, 4))

    def share(points: np.ndarray, centres: np.ndarray) -> float:
        own = np.sort(np.linalg.norm(centres[:, None] - centres, axis=2), axis=1)[:, 3]
        return float((np.linalg.norm(points[:, None] - centres, axis=2) <= own).any(1).mean())

    found = precision_recall(real, made)
    assert (found.precision, found.recall) == (share(made, real), share(real, made))


def test_distances_between_pixels_are_exact() -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (5, 28, 28, 1), np.uint8)
    (block,) = (one for _, one in squared_distances(pictures, pictures[::-1]))
    wide = pictures.reshape(5, -1).astype(np.int64)
    assert block.tolist() == np.square(wide[:, None] - wide[::-1]).sum(2).tolist()
    distances, indices = nearest(pictures, pictures, 2)
    assert distances[:, 0].tolist() == [0.0] * 5
    assert indices[:, 0].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("held", [1, 70, 2**25])
def test_the_nearest_are_found_whatever_fits_into_memory(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("axb.insight.measures.nearest.HELD", held)
    rng = np.random.default_rng(2)
    points, others = rng.normal(size=(20, 3)), rng.normal(size=(50, 3))
    apart = np.linalg.norm(points[:, None] - others, axis=2)
    distances, indices = nearest(points, others, 4)
    np.testing.assert_array_equal(indices, np.argsort(apart, 1)[:, :4])
    np.testing.assert_allclose(distances, np.sort(apart, 1)[:, :4])


@pytest.mark.parametrize(("first", "second"), [((3, 2), (9, 2)), ((9, 2), (9, 3)), ((9, 2), (3, 2))])
def test_what_cannot_be_compared_is_said(first: tuple[int, int], second: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="enough of them for the measure"):
        precision_recall(np.zeros(first), np.zeros(second))
