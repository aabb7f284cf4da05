"""A job with other hyperparameters."""

import pytest

from axb.jobs.job import Job
from axb.jobs.preparing import prepare
from axb.jobs.varying import can_vary, varied
from axb.optimizers import SGD, Adam
from axb.optimizers.schedules import CosineDecay, ExponentialDecay, OneCycle
from axb.words import InputError

BASE = Job("mlp:hidden=8", "spiral:n=100", epochs=4)


def made(**setting):
    return prepare(varied(BASE, setting))


def test_each_name_finds_its_place():
    job = varied(BASE, {"learning_rate": 0.5, "hidden": "4,4", "momentum": 0.9, "noise": 0.3, "data.n": 50})
    assert job.learning_rate == 0.5
    assert job.model == "mlp:hidden=4,4"
    assert job.hyperparameters == {"momentum": 0.9}
    assert job.data == "spiral:n=50,noise=0.3"
    assert BASE.hyperparameters is None


def test_a_hyperparameter_leaves_the_rest_of_the_recipe_as_it_is():
    optimizer = made(beta_1=0.5, weight_decay=0.01).model.optimizer
    assert isinstance(optimizer, Adam)
    assert (optimizer.beta_1, optimizer.weight_decay) == (0.5, 0.01)
    assert isinstance(optimizer.learning_rate, CosineDecay)


def test_hyperparameters_of_a_named_optimizer():
    optimizer = made(optimizer="sgd", momentum=0.8, nesterov="true", learning_rate=0.2).model.optimizer
    assert isinstance(optimizer, SGD)
    assert (optimizer.momentum, optimizer.nesterov, optimizer.learning_rate) == (0.8, True, 0.2)


@pytest.mark.parametrize(
    ("schedule", "kind", "first", "last"),
    [
        ("constant", float, 0.1, 0.1),
        ("cosine", CosineDecay, 0.1, 0.0),
        ("cosine:warmup=0.5", CosineDecay, 0.0, 0.0),
        ("exponential:end=0.1", ExponentialDecay, 0.1, 0.01),
        ("onecycle", OneCycle, 0.004, 1e-5),
    ],
)
def test_schedules_by_name(schedule, kind, first, last):
    ready = made(schedule=schedule, learning_rate=0.1)
    steps = ready.epochs * -(-len(ready.train[0]) // ready.batch_size)
    rate = ready.model.optimizer.learning_rate
    assert isinstance(rate, kind)
    ends = (rate(0), rate(steps)) if callable(rate) else (rate, rate)
    assert ends == (pytest.approx(first, abs=1e-9), pytest.approx(last, abs=1e-9))


def test_a_schedule_begins_at_the_highest_rate_of_the_recipe():
    assert made(schedule="constant").model.optimizer.learning_rate == 0.01


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"hiden": 4}, "'hiden' cannot be varied here. What can: learning_rate, optimizer"),
        ({"model.momentum": 4}, "cannot be varied"),
        ({"rho": 0.5}, "rho"),
        ({"schedule": "sawtooth"}, "must be one of constant, cosine"),
        ({"schedule": "cosine:warmup=2"}, "0.9"),
        ({"schedule": "cosine:end=2"}, "end"),
        ({"momentum": "much"}, "a number"),
    ],
)
def test_each_fault_has_its_sentence(setting, words):
    with pytest.raises(InputError) as error:
        made(**setting)
    assert words in str(error.value)


def test_what_can_be_varied_is_told():
    told = can_vary(Job("cnn", "fashion-mini"))
    assert {"filters", "dropout", "l2", "augment"} == set(told["model"])
    assert {"momentum", "beta_1", "weight_decay", "nesterov"} <= set(told["optimizer"])
    assert "hidden" not in told["model"]
    assert can_vary(Job("net.py:make", "people.csv:target=age"))["model"] == ()
