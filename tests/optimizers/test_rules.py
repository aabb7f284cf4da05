"""What is true of the rules whatever Keras says: where they meet, their two ways of computing, their cost."""

import copy

import pytest
import torch
from torch import nn

from axb import optimizers
from axb.optimizers import SGD, Adam, AdamW, RMSprop
from axb.optimizers import optimizer as room
from axb.words import InputError
from optimizers.races import equal, gradients, some_parameters, walk

MAKERS = {
    "sgd": SGD,
    "momentum": lambda: SGD(0.05, momentum=0.9),
    "nesterov": lambda: SGD(0.05, momentum=0.9, nesterov=True),
    "adagrad": lambda: optimizers.Adagrad(0.5),
    "rmsprop": lambda: RMSprop(0.01, momentum=0.5, centered=True),
    "adam": lambda: Adam(0.05),
    "adamw": lambda: AdamW(0.05),
    "adadelta": lambda: optimizers.Adadelta(10.0),
    "nadam": lambda: optimizers.Nadam(0.05),
}
every_rule = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def test_adam_without_momentum_is_rmsprop_with_its_bias_corrected():
    ours, rho = walk(Adam(0.1, beta_1=0.0, beta_2=0.9), some_parameters(), 6), 0.9
    theirs, v = some_parameters(), [torch.zeros_like(p) for p in some_parameters()]
    for step in range(6):
        for i, (parameter, g) in enumerate(zip(theirs, gradients(theirs, step), strict=True)):
            v[i] = rho * v[i] + (1 - rho) * g**2
            corrected = 1 - rho ** (step + 1)
            move = 0.1 * corrected**0.5 * g / (v[i].sqrt() + 1e-7)
            parameter.data -= move
    equal(ours, theirs)


def test_adams_first_step_is_the_learning_rate():
    parameters = some_parameters()
    before = copy.deepcopy(parameters)
    Adam(0.01).apply(torch.full((40,), 3.0), parameters)
    equal(
        [b - p for b, p in zip(before, parameters, strict=True)], [torch.full_like(p, 0.01) for p in before]
    )


@every_rule
def test_chunks_do_not_show(make, monkeypatch):
    ends = []
    for size in (5, 40, 2**18):
        monkeypatch.setattr(room, "CHUNK", size)
        for named in optimizers.NAMES.values():
            monkeypatch.setattr(named.rule, "kernel", lambda *_: False)
        ends.append(walk(make(), some_parameters(), 6))
    equal(ends[0], ends[2], 1e-6)
    equal(ends[1], ends[2], 1e-6)


@every_rule
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_weights_in_another_layout_or_dtype_walk_the_same_way(make, dtype):
    plain = [nn.Parameter(torch.randn(4, 3, 2, 2, generator=torch.Generator().manual_seed(1)))]
    other = [nn.Parameter(plain[0].detach().clone().to(dtype, memory_format=torch.channels_last))]
    for step in range(5):
        (g,) = gradients(plain, step)
        optimizer_step(make, plain, g, step)
        optimizer_step(make, other, g.to(dtype), step)
    equal(plain, [other[0].float()])


def optimizer_step(make, parameters, g, step, made={}):  # noqa: B006
    optimizer = made.setdefault((make, id(parameters)), make())
    assert optimizer.iterations == step
    optimizer.apply(g.reshape(-1).clone(), parameters)


@every_rule
def test_autograd_knows_that_the_weights_have_changed(make):
    parameter = nn.Parameter(torch.ones(3))
    loss = (parameter**2).sum()
    make().apply(torch.ones(3), [parameter])
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


@every_rule
def test_nobody_need_learn(make):
    optimizer = make()
    for _ in range(2):
        optimizer.apply(torch.empty(0), [])
    assert optimizer.iterations == 2


@every_rule
def test_it_goes_downhill(make):
    parameter, optimizer = nn.Parameter(torch.tensor([3.0, -2.0])), make()
    for _ in range(300):
        optimizer.apply(2 * parameter.detach().clone(), [parameter])
    assert parameter.abs().max() < 2


def test_a_rule_of_ones_own_is_the_one_that_counts():
    class Sign(Adam):
        def rule(self, g, t, h, **memory):
            return g.sign_().mul_(-h.learning_rate)

    parameter = nn.Parameter(torch.zeros(3))
    Sign(0.5).apply(torch.tensor([3.0, -0.1, 0.0]), [parameter])
    equal([parameter], [torch.tensor([-0.5, 0.5, 0.0])], 0)


def test_names():
    assert type(optimizers.get("Adam")) is Adam
    assert all(type(optimizers.get(name)) is named.rule for name, named in optimizers.NAMES.items())
    mine = SGD(0.3)
    assert optimizers.get(mine) is mine
    for wrong in ("adam2", 3, None):
        with pytest.raises(
            InputError,
            match="optimizer must be one of sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw",
        ):
            optimizers.get(wrong)
