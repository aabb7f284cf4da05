"""Whether near codes give similar examples, where the answer is known."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.insight.latent import order, rank_correlation, same_class
from axb.words import InputError
from insight.latent.makers import linear, orthonormal

RNG = np.random.default_rng(1)


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=4, max_size=40))
def test_ranks_correlate_as_scipy_says(pairs) -> None:
    from scipy.stats import spearmanr

    a, b = np.array(pairs).T
    found = rank_correlation(a, b).value
    if len(set(a)) < 2 or len(set(b)) < 2:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(spearmanr(a, b).statistic, abs=1e-9)


def test_its_interval_holds_the_truth_19_times_in_20() -> None:
    rho, held = 0.6, 0
    truth = 6 / math.pi * math.asin(rho / 2)  # of two normal numbers (Pearson 1907)
    for _ in range(400):
        a, b = RNG.multivariate_normal([0, 0], [[1, rho], [rho, 1]], 60).T
        found = rank_correlation(a, b)
        held += found.low <= truth <= found.high
    assert 0.92 <= held / 400 <= 0.98


def test_axes_at_right_angles_keep_every_distance() -> None:
    axes = orthonormal(7, 3)
    x = (RNG.normal(size=(60, 3)) @ axes.T).astype(np.float32)
    found = order(linear(axes, 2.0), x)
    assert found.decoded.value == found.real.value == found.pca.value == pytest.approx(1)
    assert found.decoded.examples == 30
    assert found.same is None


def test_codes_of_noise_tell_nothing_of_the_rest() -> None:
    x = RNG.normal(size=(600, 8)).astype(np.float32) * np.array([1, *[20] * 7], np.float32)
    found = order(linear(np.eye(8)[:, :1]), x, train=x)
    assert found.real.low < 0 < found.real.high < found.pca.low
    assert found.decoded.value == pytest.approx(1)


def test_the_nearest_of_two_clusters_is_of_ones_own() -> None:
    classes = np.arange(100) % 2
    x = (RNG.normal(size=(100, 4)) + 20 * classes[:, None]).astype(np.float32)
    found = order(linear(orthonormal(4, 2)), x, classes=classes)
    assert found.same is not None
    assert (found.same.value, found.same.high) == (1, pytest.approx(1))
    assert found.same.low == pytest.approx(100 / (100 + 1.96**2), rel=1e-3)
    assert same_class(RNG.normal(size=(400, 3)), RNG.integers(0, 2, 400)).value == pytest.approx(0.5, abs=0.1)


def test_it_is_the_same_for_the_same_seed_and_too_few_are_refused() -> None:
    x = RNG.normal(size=(40, 4)).astype(np.float32)
    model = linear(orthonormal(4, 2))
    assert order(model, x, seed=1) == order(model, x, seed=1) != order(model, x, seed=2)
    with pytest.raises(InputError, match="8 examples or more; got 7"):
        order(model, x[:7])
