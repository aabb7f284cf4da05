"""Many optimizers on one matrix move every row as each would alone."""

import pytest
import torch
from torch import nn

from axb.optimizers import SGD, Adagrad, Adam, AdamW, RMSprop, fleet
from axb.optimizers.fleet import Fleet, kind_of, takes
from axb.optimizers.schedules import CosineDecay, OneCycle

SIZES = [6, 4, 3]
MIXED = [
    lambda: SGD(0.1),
    lambda: Adam(0.01),
    lambda: SGD(0.05, momentum=0.9),
    lambda: SGD(0.05, momentum=0.9, nesterov=True),
    lambda: RMSprop(0.01),
    lambda: RMSprop(0.02, rho=0.5, momentum=0.3),
    lambda: RMSprop(0.01, centered=True),
    lambda: Adagrad(0.1),
    lambda: Adagrad(0.1, initial_accumulator_value=0.5),
    lambda: AdamW(0.01, weight_decay=0.1),
    lambda: AdamW(CosineDecay(0.02, 15)),
    lambda: Adam(OneCycle(0.02, 20), beta_1=0.5, beta_2=0.9),
    lambda: SGD(0.1, weight_decay=0.02),
    lambda: SGD(0.1, clipnorm=0.5),
    lambda: SGD(0.1, global_clipnorm=0.7),
    lambda: Adam(0.02, clipvalue=0.2),
]


def alone(optimizer, start, gradients):
    weights = [nn.Parameter(piece.clone()) for piece in start.split(SIZES)]
    for g in gradients:
        optimizer.apply(g.clone(), weights)
    return torch.cat([weight.detach() for weight in weights])


@pytest.mark.parametrize("long", [fleet.LONG, 1], ids=["together", "one by one"])
def test_every_row_goes_where_its_optimizer_goes_alone(long, monkeypatch):
    monkeypatch.setattr(fleet, "LONG", long)
    draw = torch.Generator().manual_seed(3)
    starts = torch.randn(len(MIXED), sum(SIZES), generator=draw)
    gradients = torch.randn(20, *starts.shape, generator=draw)
    leaf = starts.clone()
    many = Fleet([make() for make in MIXED], leaf, SIZES)
    for g in gradients:
        many.step(many.arrange(g.clone().split(SIZES, 1)))
    ends = [
        alone(make(), start, gradients[:, row])
        for row, (make, start) in enumerate(zip(MIXED, starts, strict=True))
    ]
    # 2e-4: a column of beta_2 is float32, so 1 - 0.999 there is off by 5e-5 of itself
    torch.testing.assert_close(leaf, torch.stack(ends), rtol=2e-4, atol=1e-5)


def test_rows_of_one_rule_step_together():
    fleet = Fleet([make() for make in MIXED], torch.zeros(len(MIXED), sum(SIZES)), SIZES)
    assert [len(group.optimizers) for group in fleet.groups] == [5, 5, 1, 2, 1, 1, 1]
    assert kind_of(SGD(0.1, momentum=0.9)) == kind_of(SGD(3.0))
    assert kind_of(SGD(0.1, momentum=0.9, nesterov=True)) != kind_of(SGD(0.1, momentum=0.9))


def test_what_is_remembered_is_each_ones_own():
    leaf = torch.zeros(3, sum(SIZES))
    fleet = Fleet([SGD(0.1), Adam(0.1), SGD(0.1, momentum=0.5)], leaf, SIZES)
    fleet.step([torch.ones_like(leaf)])
    assert fleet.remembered(0) == {}
    assert set(fleet.remembered(1)) == {"m", "v"}
    torch.testing.assert_close(fleet.remembered(2)["v"], torch.full((sum(SIZES),), -0.1))


def test_a_rate_that_was_set_acts_after_reread():
    leaf, optimizers = torch.zeros(2, 3), [SGD(0.1), SGD(0.2)]
    fleet = Fleet(optimizers, leaf, [3])
    optimizers[1].learning_rate = 1.0
    fleet.reread()
    fleet.step([torch.ones_like(leaf)])
    torch.testing.assert_close(leaf, torch.tensor([[-0.1] * 3, [-1.0] * 3]))


@pytest.mark.parametrize(("optimizer", "may"), [(SGD(0.1), True), (SGD(0.1, use_ema=True), False)])
def test_a_moving_average_of_weights_is_not_for_fleets(optimizer, may):
    assert takes(optimizer) is may


def test_in_float64_columns_are_float64_too():
    makers = [
        lambda: Adam(0.1, beta_2=0.9),
        lambda: Adam(0.3),
        lambda: SGD(0.1),
        lambda: SGD(0.2, momentum=0.7),
    ]
    starts = torch.zeros(len(makers), sum(SIZES), dtype=torch.float64)
    gradients = torch.randn(
        30, *starts.shape, dtype=torch.float64, generator=torch.Generator().manual_seed(0)
    )
    leaf = starts.clone()
    many = Fleet([make() for make in makers], leaf, SIZES)
    for g in gradients:
        many.step(many.arrange(g.clone().split(SIZES, 1)))
    ends = [
        alone(make(), start, gradients[:, row])
        for row, (make, start) in enumerate(zip(makers, starts, strict=True))
    ]
    torch.testing.assert_close(leaf, torch.stack(ends), rtol=1e-12, atol=1e-13)
