"""Every rule and option against Keras's, step by step, by torch's kernels and by the formula in chunks."""

import keras
import pytest
import torch

from axb import optimizers
from axb.optimizers import optimizer as room
from axb.optimizers.optimizer import Optimizer
from optimizers.races import equal, gradients, some_parameters

RULES = [
    ("SGD", {}),
    ("SGD", {"learning_rate": 0.1, "momentum": 0.9}),
    ("SGD", {"momentum": 0.8, "nesterov": True}),
    ("SGD", {"momentum": 0.0, "nesterov": True}),
    ("Adagrad", {}),
    ("Adagrad", {"learning_rate": 0.1, "initial_accumulator_value": 0.5, "epsilon": 1e-3}),
    ("RMSprop", {}),
    ("RMSprop", {"learning_rate": 0.01, "rho": 0.7, "epsilon": 1e-3}),
    ("RMSprop", {"momentum": 0.9}),
    ("RMSprop", {"centered": True}),
    ("RMSprop", {"centered": True, "momentum": 0.5}),
    ("Adam", {}),
    ("Adam", {"learning_rate": 0.1, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-2}),
    ("Adam", {"beta_1": 0.0}),
    ("Adam", {"beta_2": 0.0}),
    ("Adadelta", {}),
    ("Adadelta", {"learning_rate": 1.0, "rho": 0.7, "epsilon": 1e-3}),
    ("Nadam", {}),
    ("Nadam", {"learning_rate": 0.1, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-2}),
    ("Nadam", {"beta_1": 0.0, "weight_decay": 0.1}),
    ("AdamW", {}),
    ("AdamW", {"learning_rate": 0.1, "weight_decay": 0.3}),
    ("AdamW", {"weight_decay": 0.0}),
]
OPTIONS = [
    {"weight_decay": 0.1},
    {"clipnorm": 0.5},
    {"clipvalue": 0.1},
    {"global_clipnorm": 0.7},
    {"use_ema": True, "ema_momentum": 0.9},
    {"use_ema": True, "ema_overwrite_frequency": 3},
    {"use_ema": True, "ema_overwrite_frequency": 1, "clipnorm": 1.0, "weight_decay": 0.01},
]
CASES = [
    *RULES,
    *(
        (rule, {"learning_rate": 0.05, **options})
        for rule in ("SGD", "Adam", "RMSprop")
        for options in OPTIONS
    ),
    ("SGD", {"momentum": 0.9, "weight_decay": 0.1}),
    ("AdamW", {"clipnorm": 0.5, "use_ema": True, "ema_overwrite_frequency": 2}),
]


@pytest.fixture(params=["by kernel", "by formula"])
def way(request, monkeypatch):
    """Formulas are worked in chunks of 8 numbers, which cut across weights."""
    if request.param == "by formula":
        monkeypatch.setattr(room, "CHUNK", 8)
        for rule in (Optimizer, *(named.rule for named in optimizers.NAMES.values())):
            monkeypatch.setattr(rule, "kernel", lambda *_: False)
    return request.param


@pytest.mark.parametrize(("rule", "options"), CASES, ids=str)
@pytest.mark.usefixtures("way")
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # in Keras's Nadam on torch
def test_it_walks_where_keras_walks(rule, options):
    ours, twin = getattr(optimizers, rule)(**options), getattr(keras.optimizers, rule)(**options)
    parameters = some_parameters()
    variables = [keras.Variable(p.detach().numpy().copy()) for p in parameters]
    for step in range(12):
        pieces = gradients(parameters, step)
        ours.apply(torch.cat([g.reshape(-1) for g in pieces]), parameters)
        twin.apply(pieces, variables)
        equal(parameters, [v.value for v in variables])
    ours.finish()
    twin.finalize_variable_values(variables)
    equal(parameters, [v.value for v in variables])
    assert ours.iterations == 12
