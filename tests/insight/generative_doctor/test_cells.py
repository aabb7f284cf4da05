"""Cells of the real examples."""

import numpy as np

from axb.insight.generative_doctor.cells import as_rows, centres_of, shares


def test_clouds_that_lie_apart_are_found_and_counted() -> None:
    rng = np.random.default_rng(0)
    places = np.array([[0, 0], [10, 0], [0, 10], [10, 10]], np.float32)
    which = rng.choice(4, 400, p=[0.1, 0.2, 0.3, 0.4])
    rows = (places[which] + 0.1 * rng.normal(size=(400, 2))).astype(np.float32)
    centres = centres_of(rows, 4)
    order = np.linalg.norm(centres[:, None] - places[None], axis=2).argmin(0)
    np.testing.assert_allclose(centres[order], places, atol=0.05)
    np.testing.assert_allclose(shares(rows, centres)[order], np.bincount(which) / 400)
    np.testing.assert_array_equal(centres, centres_of(rows, 4))


def test_fewer_examples_than_cells_and_equal_ones() -> None:
    rows = np.zeros((3, 2), np.float32)
    assert shares(rows, centres_of(rows)).sum() == 1


def test_what_is_no_number_is_nothing() -> None:
    rows = as_rows(np.array([[[255.0], [np.nan]]]), 255.0)
    np.testing.assert_array_equal(rows, [[1.0, 0.0]])
