"""Where weights start: distributions, fans, seeds and names, as Keras has them."""

import keras
import numpy as np
import pytest
import scipy.stats
import torch

from axb import initializers
from axb.initializers import (
    Constant,
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    LecunNormal,
    LecunUniform,
    Ones,
    Orthogonal,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
    VarianceScaling,
    Zeros,
    fans,
)
from axb.layers import Dense
from axb.registry import describe, rebuild
from axb.words import InputError

RANDOM = {
    "random_normal": RandomNormal,
    "random_uniform": RandomUniform,
    "truncated_normal": TruncatedNormal,
    "variance_scaling": VarianceScaling,
    "glorot_uniform": GlorotUniform,
    "glorot_normal": GlorotNormal,
    "he_uniform": HeUniform,
    "he_normal": HeNormal,
    "lecun_uniform": LecunUniform,
    "lecun_normal": LecunNormal,
    "orthogonal": Orthogonal,
}
SHAPE = (3, 3, 40, 60)  # fan_in 360, fan_out 540; 21,600 numbers
CUT = scipy.stats.truncnorm(-2, 2)


def uniform(limit):
    return scipy.stats.uniform(-limit, 2 * limit)


def cut_normal(variance):
    return scipy.stats.truncnorm(-2, 2, scale=(variance / CUT.var()) ** 0.5)


EXPECTED = {
    RandomNormal(): scipy.stats.norm(0, 0.05),
    RandomNormal(1.0, 2.0): scipy.stats.norm(1, 2),
    RandomUniform(): uniform(0.05),
    RandomUniform(1.0, 3.0): scipy.stats.uniform(1, 2),
    TruncatedNormal(): scipy.stats.truncnorm(-2, 2, scale=0.05),
    TruncatedNormal(1.0, 0.5): scipy.stats.truncnorm(-2, 2, loc=1, scale=0.5),
    GlorotUniform(): uniform((6 / 900) ** 0.5),
    GlorotNormal(): cut_normal(2 / 900),
    HeUniform(): uniform((6 / 360) ** 0.5),
    HeNormal(): cut_normal(2 / 360),
    LecunUniform(): uniform((3 / 360) ** 0.5),
    LecunNormal(): cut_normal(1 / 360),
    VarianceScaling(2.0, "fan_out", "untruncated_normal"): scipy.stats.norm(0, (2 / 540) ** 0.5),
    VarianceScaling(3.0, "fan_avg", "uniform"): uniform((3 * 3 / 450) ** 0.5),
}


@pytest.mark.parametrize(
    ("initializer", "expected"), EXPECTED.items(), ids=[type(i).__name__ for i in EXPECTED]
)
def test_the_numbers_have_the_distribution_they_say(initializer, expected):
    torch.manual_seed(0)
    numbers = initializer(SHAPE).flatten().double().numpy()
    low, high = expected.support()
    assert numbers.min() >= low * (1 + 1e-6) - 1e-12 if np.isfinite(low) else True
    assert numbers.max() <= high * (1 + 1e-6) if np.isfinite(high) else True
    assert scipy.stats.kstest(numbers, expected.cdf).pvalue > 1e-3
    assert numbers.var() == pytest.approx(expected.var(), rel=0.05)


@pytest.mark.parametrize("name", [name for name in RANDOM if name != "orthogonal"])
def test_the_spread_is_keras_spread(name):
    torch.manual_seed(0)
    ours = initializers.get(name)(SHAPE)
    theirs = torch.as_tensor(keras.initializers.get(name)(SHAPE)).detach()
    assert ours.std().item() == pytest.approx(theirs.std().item(), rel=0.05)
    assert ours.mean().item() == pytest.approx(theirs.mean().item(), abs=0.02 * ours.std().item() + 1e-3)


@pytest.mark.parametrize("shape", [(), (7,), (3, 4), (3, 3, 4, 5), (2, 3, 3, 4, 5)])
def test_fans_are_keras_fans(shape):
    from keras.src.initializers.random_initializers import compute_fans

    assert fans(shape) == tuple(compute_fans(shape))


@pytest.mark.parametrize("shape", [(6, 6), (8, 5), (5, 8), (3, 3, 4, 10), (2, 2, 2, 30)])
def test_orthogonal_is_orthogonal(shape):
    torch.manual_seed(0)
    matrix = Orthogonal(gain=2.0)(shape).reshape(-1, shape[-1]).double() / 2
    rows, columns = matrix.shape
    product = matrix.T @ matrix if rows >= columns else matrix @ matrix.T
    torch.testing.assert_close(product, torch.eye(min(rows, columns)).double(), rtol=0, atol=1e-5)


def test_orthogonal_needs_a_matrix():
    with pytest.raises(InputError, match="Orthogonal: rank must be >= 2"):
        Orthogonal()((3,))


@pytest.mark.parametrize(("initializer", "value"), [(Zeros(), 0), (Ones(), 1), (Constant(0.3), 0.3)])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_constants(initializer, value, shape):
    made = initializer(shape)
    assert torch.equal(made, torch.full(shape, float(value)))
    assert initializer(shape, torch.float64).dtype == torch.float64


@pytest.mark.parametrize("name", RANDOM)
def test_a_seed_decides_and_leaves_torchs_own_alone(name):
    cls, shape = RANDOM[name], (4, 5)
    state = torch.get_rng_state()
    assert torch.equal(cls(seed=3)(shape), cls(seed=3)(shape))
    assert not torch.equal(cls(seed=3)(shape), cls(seed=4)(shape))
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize("name", RANDOM)
def test_without_a_seed_torchs_seed_decides(name):
    made = []
    for seed in (1, 1, 2):
        torch.manual_seed(seed)
        made.append(initializers.get(name)((4, 5)))
    assert torch.equal(made[0], made[1])
    assert not torch.equal(made[0], made[2])


@pytest.mark.parametrize("name", [*RANDOM, "zeros", "ones"])
def test_a_name_is_the_class_and_keras_knows_it(name):
    made = initializers.get(name)
    assert type(made).__name__ == type(keras.initializers.get(name)).__name__
    torch.manual_seed(5)
    by_name = made((3, 4))
    torch.manual_seed(5)
    assert torch.equal(by_name, type(made)()((3, 4)))


@pytest.mark.parametrize("initializer", EXPECTED, ids=lambda i: type(i).__name__)
def test_it_can_be_told_and_made_again(initializer):
    again = rebuild(describe(initializer))
    assert type(again) is type(initializer)
    assert again.get_config() == initializer.get_config()


def test_a_function_will_do():
    part = Dense(2, kernel_initializer=lambda shape: torch.full(shape, 0.25))
    part(torch.zeros(1, 3))
    assert torch.equal(part.kernel.detach(), torch.full((3, 2), 0.25))


def test_a_part_starts_as_it_is_told():
    part = Dense(2, kernel_initializer=Constant(2.0), bias_initializer="ones")
    assert part(torch.ones(1, 3)).tolist() == [[7.0, 7.0]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: initializers.get("glorot"), "initializer must be one of constant, glorot_normal"),
        (lambda: initializers.get(3), "initializer must be one of"),
        (lambda: VarianceScaling(0), "scale must be > 0; got 0"),
        (lambda: VarianceScaling(mode="fan"), "mode must be one of fan_in, fan_out, fan_avg; got 'fan'"),
        (lambda: VarianceScaling(distribution="normal"), "distribution must be one of uniform"),
        (lambda: RandomNormal(sigma=1), "RandomNormal cannot be made of these arguments"),
    ],
)
def test_what_is_refused(make, words):
    with pytest.raises(InputError) as error:
        make()
    assert words in str(error.value)
