"""Learning rates from step to step, against Keras's and torch's."""

import keras
import pytest
import torch

from axb.optimizers import SGD, Adam
from axb.optimizers import schedules as ours
from axb.words import InputError
from optimizers.races import equal, gradients, some_parameters, walk

theirs = keras.optimizers.schedules
PAIRS = [
    ("PiecewiseConstantDecay", ([3, 7], [1.0, 0.5, 0.1]), {}),
    ("PiecewiseConstantDecay", ([1], [1.0, 0.5]), {}),
    ("ExponentialDecay", (0.1, 5, 0.7), {}),
    ("ExponentialDecay", (0.1, 5, 0.7, True), {}),
    ("CosineDecay", (0.1, 10), {}),
    ("CosineDecay", (0.1, 10, 0.2), {}),
    ("CosineDecay", (0.01, 8, 0.1), {"warmup_target": 0.3, "warmup_steps": 4}),
    ("CosineDecay", (0.0, 8), {"warmup_target": 0.3, "warmup_steps": 1}),
]
each_pair = pytest.mark.parametrize(("name", "arguments", "options"), PAIRS, ids=str)


@each_pair
def test_a_schedule_is_keras_schedule(name, arguments, options):
    mine, other = getattr(ours, name)(*arguments, **options), getattr(theirs, name)(*arguments, **options)
    for step in range(15):
        assert mine(step) == pytest.approx(float(other(step)), rel=1e-5, abs=1e-8)


@each_pair
def test_an_optimizer_walks_by_it_as_keras_does(name, arguments, options):
    """Keras computes its rate in float32: over ten steps on gradients of up to 100 that shows."""
    mine = SGD(getattr(ours, name)(*arguments, **options), momentum=0.5)
    other = keras.optimizers.SGD(getattr(theirs, name)(*arguments, **options), momentum=0.5)
    parameters = some_parameters()
    variables = [keras.Variable(p.detach().numpy().copy()) for p in parameters]
    for step in range(10):
        pieces = gradients(parameters, step)
        assert mine.rate == pytest.approx(float(other.learning_rate), rel=1e-5, abs=1e-8)
        mine.apply(torch.cat([g.reshape(-1) for g in pieces]), parameters)
        other.apply(pieces, variables)
    equal(parameters, [v.value for v in variables], 1e-4)


def test_a_constant_rate_is_a_plain_number():
    equal(walk(Adam(ours.ConstantRate(0.1)), some_parameters(), 5), walk(Adam(0.1), some_parameters(), 5), 0)


@pytest.mark.parametrize(("shape", "strategy"), [("cosine", "cos"), ("linear", "linear")])
@pytest.mark.parametrize("total", [20, 50])
def test_one_cycle_has_the_ends_and_the_top_of_torchs(shape, strategy, total):
    """torch reaches top and end one step earlier: it counts to total_steps - 1."""
    mine = ours.OneCycle(0.5, total, shape=shape)
    weight = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        weight, 0.5, total_steps=total, anneal_strategy=strategy, cycle_momentum=False
    )
    rates = []
    for _ in range(total):
        rates.append(scheduler.get_last_lr()[0])
        weight.step()
        scheduler.step() if len(rates) < total else None
    assert mine(0) == pytest.approx(rates[0]) == pytest.approx(0.5 / 25)
    top = round(0.3 * total)
    assert mine(top) == pytest.approx(max(rates)) == pytest.approx(0.5)
    assert mine(total) == pytest.approx(0.5 / 1e4)
    assert rates[-1] == pytest.approx(0.5 / 25 / 1e4)


def test_one_cycle_by_its_formula():
    mine = ours.OneCycle(1.0, 10, warmup=0.5, start_factor=5, end_factor=10, shape="linear")
    expected = [0.2, 0.36, 0.52, 0.68, 0.84, 1.0, 0.82, 0.64, 0.46, 0.28, 0.1, 0.1]
    assert [mine(step) for step in range(12)] == pytest.approx(expected)
    smooth = ours.OneCycle(1.0, 10, warmup=0.5, start_factor=5, end_factor=10)
    assert smooth(0) == pytest.approx(0.2)
    assert smooth(5) == pytest.approx(1.0)
    assert smooth(10) == pytest.approx(0.1)
    rates = [smooth(step) for step in range(11)]
    assert rates[:6] == sorted(rates[:6])
    assert rates[5:] == sorted(rates[5:], reverse=True)


def test_a_schedule_can_be_told_and_made_again():
    from axb.registry import describe, rebuild

    for name, arguments, options in PAIRS:
        made = getattr(ours, name)(*arguments, **options)
        again = rebuild(describe(made))
        assert [again(step) for step in range(12)] == [made(step) for step in range(12)]
    told = rebuild(describe(SGD(ours.OneCycle(0.5, 20), momentum=0.9)))
    assert told.rate == pytest.approx(0.5 / 25)
    assert told.momentum == 0.9


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: ours.PiecewiseConstantDecay([1, 2], [0.1, 0.2]), "len(boundaries) + 1 = 3"),
        (lambda: ours.ExponentialDecay(0.1, 0, 0.5), "decay_steps must be > 0"),
        (lambda: ours.CosineDecay(0.1, 0), "decay_steps must be > 0"),
        (lambda: ours.OneCycle(0.1, 0), "total_steps must be > 0"),
        (lambda: ours.OneCycle(0.1, 10, warmup=1.0), "warmup must be"),
        (lambda: ours.OneCycle(0.1, 10, shape="round"), "shape must be one of cosine, linear"),
    ],
)
def test_what_is_refused(make, words):
    with pytest.raises(InputError) as error:
        make()
    assert words in str(error.value)
