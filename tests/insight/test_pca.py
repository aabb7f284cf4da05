"""PCA's error, against NumPy's exact decomposition."""

import numpy as np
import pytest

from axb.data import load
from axb.insight import pca_error


def exact(train: np.ndarray, test: np.ndarray, size: int) -> float:
    mean = train.mean(0)
    axes = np.linalg.svd(train - mean, full_matrices=False)[2][:size]
    left = (test - mean) - (test - mean) @ axes.T @ axes
    return float((left**2).mean())


@pytest.mark.parametrize("size", [1, 2, 16, 40])
def test_of_pictures_as_zero_to_one(size: int) -> None:
    data = load("digits")
    train, test = (x.reshape(len(x), -1) / 255 for x in (data.x_train, data.x_test))
    found = pca_error(data.x_train, data.x_test, size, 255.0)
    assert found == pytest.approx(exact(train, test, size), rel=2e-3)


def test_columns_have_units_of_their_own() -> None:
    rng = np.random.default_rng(0)
    x = (rng.normal(size=(80, 2)) @ rng.normal(size=(2, 5)) + 0.1 * rng.normal(size=(80, 5))).astype(
        np.float32
    )
    unit = [1.0, 10.0, 0.1, 3.0, 1e6]
    found = pca_error((x * unit).astype(np.float32), (x[:20] * unit).astype(np.float32), 2, unit)
    assert found == pytest.approx(exact(x, x[:20], 2), rel=1e-3)


def test_nothing_is_left_where_no_number_is_spared() -> None:
    x = np.random.default_rng(0).normal(size=(30, 3)).astype(np.float32)
    assert pca_error(x, x, 3) == pytest.approx(0, abs=1e-6)
    assert pca_error(x, x, 16) == pytest.approx(0, abs=1e-6)


def test_it_is_the_same_each_time_and_leaves_the_generator_alone() -> None:
    import torch

    x = load("digits").x_train
    before = torch.get_rng_state()
    assert pca_error(x, x, 4, 255.0) == pca_error(x, x, 4, 255.0)
    assert torch.equal(before, torch.get_rng_state())
