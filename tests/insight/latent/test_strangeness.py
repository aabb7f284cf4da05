"""What share of ordinary examples is as strange."""

import numpy as np
import pytest

from axb.insight.latent import Ordinary, anomaly_scores
from axb.training import Latent
from axb.words import InputError
from insight.latent.makers import linear, orthonormal

AXES = orthonormal(5, 2)
RNG = np.random.default_rng(0)


def ordinary(count: int) -> np.ndarray:
    return (RNG.normal(size=(count, 2)) @ AXES.T + 0.1 * RNG.normal(size=(count, 5))).astype(np.float32)


def test_the_score_is_what_is_lost() -> None:
    x = ordinary(20)
    lost = x - x @ AXES @ AXES.T
    np.testing.assert_allclose(anomaly_scores(linear(AXES), x), (lost**2).mean(1), rtol=1e-4)
    np.testing.assert_allclose(anomaly_scores(linear(AXES, 10.0), x), (lost**2).mean(1) / 100, rtol=1e-4)


def test_what_lies_elsewhere_is_stranger_than_all() -> None:
    known = Ordinary.of(linear(AXES), ordinary(99))
    other = np.linalg.svd(AXES.T)[2][2:3].astype(np.float32)  # at right angles to all it knows
    assert known.stranger(anomaly_scores(linear(AXES), 5 * other)).tolist() == [0.01]
    assert known.stranger([-1.0]).tolist() == [1.0]
    assert known.stranger([known.scores[-1]]).tolist() == [0.02]


def test_ordinary_ones_get_a_small_share_no_more_often_than_it_says() -> None:
    model = linear(AXES)
    shares = Ordinary.of(model, ordinary(400)).stranger(anomaly_scores(model, ordinary(2000)))
    for share in (0.05, 0.2, 0.5):
        assert (shares <= share).mean() == pytest.approx(share, abs=0.06)


def test_without_a_way_back_nothing_is_strange() -> None:
    class Forger(Latent):
        pass

    with pytest.raises(InputError, match="no encoder"):
        anomaly_scores(Forger(), np.zeros((1, 5)))
    with pytest.raises(InputError, match="one or more"):
        Ordinary.of(linear(AXES), ordinary(0))


def test_a_vae_says_its_bound_whoever_else_is_asked() -> None:
    from axb.jobs import Job, prepare
    from axb.training import VAE

    ready = prepare(Job("vae:latent=2,hidden=16,conditional=true", "digits"))
    x, y = ready.data.x_test[:40], ready.data.y_test[:40]
    assert isinstance(ready.model, VAE)
    found = anomaly_scores(ready.model, x, y)
    bounds = [ready.model.elbo(x, y, seed)["negative_elbo"] for seed in range(20)]
    assert found.mean() == pytest.approx(np.mean(bounds), abs=4 * np.std(bounds))
    np.testing.assert_allclose(anomaly_scores(ready.model, x[7:9], y[7:9]), found[7:9], rtol=1e-5)
    with pytest.raises(InputError, match="class"):
        anomaly_scores(ready.model, x)
