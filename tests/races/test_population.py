"""K models at once: each goes where it goes alone."""

import numpy as np
import pytest
import torch

from axb import layers, losses
from axb.data.batches import Batches
from axb.models import Model, Sequential
from axb.optimizers import SGD, Adam, RMSprop
from axb.optimizers.schedules import CosineDecay
from axb.races import stacked
from axb.races.population import Population, convolves, shape_of
from axb.races.tallies import Tallies
from axb.training.seeds import seed_turn

from .makers import KINDS, POINTS, THREE, dense, models

OPTIMIZERS = [
    lambda: SGD(0.05),
    lambda: Adam(0.01),
    lambda: SGD(0.02, momentum=0.9),
    lambda: RMSprop(CosineDecay(0.01, 20)),
]
SEED = 7


def together(population, x, y, epochs, weight=None):
    """As `fit` does it, for all at once; returns the last epoch's numbers of each."""
    batches = Batches(x, y, weight, batch_size=16, shuffle=True, seed=SEED)
    step = 0
    for epoch in range(epochs):
        tallies = Tallies(population.template.objective)
        population.template.train()
        for batch in batches.epoch(epoch):
            seed_turn(SEED, step, 0)
            population.step(batch, tallies)
            step += 1
    population.hand_back()
    return tallies.results()


@pytest.mark.parametrize("kind", ["convolutions", "stages"])
def test_convolutions_by_hand_are_the_same(kind, monkeypatch):
    """As a graphics card computes them."""
    monkeypatch.setattr(stacked, "BY_HAND_ON", {"cpu"})
    test_a_member_equals_the_same_training_alone(*KINDS[kind])


@pytest.mark.parametrize("kind", ["deep", "rectified"])
def test_products_take_the_precision_asked_for(kind):
    make, x, y, loss = KINDS[kind]
    whole, half = (
        Population(models(make, loss, [SGD(0.1), SGD(0.2)]), dtype)
        for dtype in (torch.float32, torch.bfloat16)
    )
    for one in (whole, half):
        together(one, x, y, 1)
    assert half.leaf.dtype == torch.float32
    assert not torch.allclose(half.leaf, whole.leaf, rtol=0, atol=1e-7)
    # bfloat16 keeps 8 bits: six steps of rates 0.1 and 0.2 leave rounding of a few thousandths
    torch.testing.assert_close(half.leaf, whole.leaf, rtol=0.05, atol=0.01)


@pytest.mark.parametrize(("make", "x", "y", "loss"), KINDS.values(), ids=KINDS)
def test_a_member_equals_the_same_training_alone(make, x, y, loss):
    alone = models(make, loss, [one() for one in OPTIMIZERS])
    logs = [
        model.fit(x, y, batch_size=16, epochs=4, verbose=0, seed=SEED).history for model in alone
    ]  # 24 steps
    population = Population(models(make, loss, [one() for one in OPTIMIZERS]))
    results = together(population, x, y, 4)
    for mine, its, log, told in zip(population.models, alone, logs, results, strict=True):
        for a, b in zip(mine.get_weights(), its.get_weights(), strict=True):
            np.testing.assert_allclose(a, b, rtol=2e-3, atol=2e-5)
        assert set(told) == set(log)
        for name, value in told.items():
            assert value == pytest.approx(log[name][-1], rel=1e-3, abs=1e-5)


def test_weighted_examples_count_as_they_do_alone():
    weight = np.linspace(0.1, 2, len(POINTS)).astype(np.float32)
    (alone,) = models(dense, "sparse_categorical_crossentropy", [Adam(0.01)])
    alone.fit(POINTS, THREE, batch_size=16, epochs=2, verbose=0, seed=SEED, sample_weight=weight)
    population = Population(models(dense, "sparse_categorical_crossentropy", [Adam(0.01), Adam(0.5)]))
    together(population, POINTS, THREE, 2, weight)
    for a, b in zip(population.models[0].get_weights(), alone.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)


def test_what_is_handed_back_goes_on_alone():
    """Half together and half alone is the whole alone: the optimizers' memories came along."""
    make, x, y, loss = KINDS["dense"]
    (whole,) = models(make, loss, [Adam(0.01)])
    whole.fit(x, y, batch_size=16, epochs=4, verbose=0, seed=SEED)
    population = Population(models(make, loss, [Adam(0.01), Adam(0.1)]))
    together(population, x, y, 2)
    half = population.models[0]
    half.fit(x, y, batch_size=16, epochs=4, initial_epoch=2, verbose=0, seed=SEED)
    # `fit` counts its steps from 0, and nothing here is random by step
    for a, b in zip(half.get_weights(), whole.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=2e-3, atol=2e-5)


def test_one_that_diverges_harms_nobody():
    make, x, y, loss = KINDS["number"]
    alone = Population(models(make, loss, [SGD(0.01)]))
    pair = Population(models(make, loss, [SGD(1e6), SGD(0.01)]))
    for one in (alone, pair):
        together(one, x, y, 3)
    torch.testing.assert_close(pair.leaf[1], alone.leaf[0], rtol=1e-4, atol=1e-6)
    assert pair.leaf[0].isfinite().all()  # it stays where its loss was last finite
    batch = next(Batches(x, y, batch_size=16).epoch())
    assert pair.step(batch).isnan().tolist() == [True, False]


def test_those_who_stay_go_on_as_if_nobody_had_left():
    make, x, y, loss = KINDS["deep"]
    optimizers = [Adam(0.01), SGD(0.1, momentum=0.9), Adam(0.05)]
    whole = Population(models(make, loss, [one.copy() for one in optimizers]))
    part = Population(models(make, loss, [one.copy() for one in optimizers]))
    for one in (whole, part):
        together(one, x, y, 1)
    part = part.keep([1, 2])
    for one in (whole, part):
        together(one, x, y, 1)
    torch.testing.assert_close(part.leaf, whole.leaf[1:], rtol=1e-4, atol=1e-6)


def test_which_models_are_of_one_shape():
    first, second = models(dense, "sparse_categorical_crossentropy", [Adam(0.01), SGD(1.0, momentum=0.5)])
    assert shape_of(first) == shape_of(second) is not None
    wider = Sequential([layers.Input((4,)), layers.Dense(9, "tanh"), layers.Dense(3, "softmax")])
    wider.compile("adam", "sparse_categorical_crossentropy")
    assert shape_of(wider) not in (None, shape_of(first))


def own_step():
    class Own(Model):
        def train_step(self, data):
            return {}

    return Own(*_ends())


def _ends():
    inputs = layers.Input((4,))
    return inputs, layers.Dense(3, "softmax")(inputs)


def two_outputs():
    inputs = layers.Input((4,))
    return Model(inputs, [layers.Dense(3)(inputs), layers.Dense(3)(inputs)])


@pytest.mark.parametrize(
    ("make", "arguments"),
    [
        (own_step, {}),
        (two_outputs, {}),
        (lambda: Sequential([layers.Input((4,)), torch.nn.Linear(4, 3)]), {}),
        (dense, {"optimizer": SGD(0.1, use_ema=True)}),
        (dense, {"loss": lambda y, p: (y - p).square().mean()}),
        (dense, {"metrics": [lambda y, p: (y - p).abs().mean()]}),
    ],
    ids=["own step", "two outputs", "foreign part", "moving average", "own loss", "own metric"],
)
def test_what_cannot_be_in_a_population(make, arguments):
    model = make()
    model.compile(**{"optimizer": "sgd", "loss": "mse", **arguments})
    assert shape_of(model) is None


def test_convolutions_are_seen():
    assert convolves(KINDS["convolutions"][0]())
    assert not convolves(dense())
    assert isinstance(losses.get("mse"), losses.Loss)
