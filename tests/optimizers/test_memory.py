"""What a rule remembers follows its parameters: frozen, moved, added, copied, loaded."""

import copy

import pytest
import torch
from torch import nn

from axb.layers import Dense
from axb.models import Sequential
from axb.optimizers import SGD, Adam, RMSprop
from optimizers.races import equal, gradients, some_parameters, walk


def one_by_one(step, parameters, optimizers):
    """The same walk with an optimizer for each parameter: what memory must not mix up."""
    for parameter, g, optimizer in zip(parameters, gradients(parameters, step), optimizers, strict=True):
        optimizer.apply(g.reshape(-1).clone(), [parameter])


@pytest.mark.parametrize("make", [lambda: SGD(0.1, momentum=0.9), lambda: RMSprop(0.1, centered=True)])
def test_a_frozen_parameter_keeps_its_memory_until_it_returns(make):
    together, apart = some_parameters(), some_parameters()
    optimizer, optimizers = make(), [make() for _ in apart]
    for step in range(9):
        learning = [0, 2, 3, 4] if 3 <= step < 6 else [0, 1, 2, 3, 4]
        pieces = gradients(together, step)
        flat = torch.cat([pieces[i].reshape(-1) for i in learning])
        optimizer.apply(flat, [together[i] for i in learning])
        pieces = gradients(apart, step)
        for i in learning:
            optimizers[i].apply(pieces[i].reshape(-1).clone(), [apart[i]])
    equal(together, apart, 1e-6)
    assert not optimizer.memory.parked


def test_the_order_may_change():
    optimizer, parameters = SGD(0.1, momentum=0.9), some_parameters()
    reference = walk(SGD(0.1, momentum=0.9), some_parameters(), 6)
    walk(optimizer, parameters, 3)
    for step in range(3, 6):
        pieces = gradients(parameters, step)[::-1]
        optimizer.apply(torch.cat([g.reshape(-1) for g in pieces]), parameters[::-1])
    equal(parameters, reference, 1e-6)


def test_a_new_parameter_starts_afresh_and_disturbs_nobody():
    optimizer, parameters = SGD(0.1, momentum=0.9), some_parameters()
    reference = walk(SGD(0.1, momentum=0.9), some_parameters(), 6)
    walk(optimizer, parameters, 3)
    new = nn.Parameter(torch.zeros(2))
    for step in range(3, 6):
        flat = torch.cat([*(g.reshape(-1) for g in gradients(parameters, step)), torch.ones(2)])
        optimizer.apply(flat, [*parameters, new])
    equal(parameters, reference, 1e-6)
    moves = [-0.1, -0.19, -0.271]
    equal([new], [torch.full((2,), sum(moves))], 1e-6)


def test_a_moving_average_of_a_new_parameter_starts_at_the_parameter():
    optimizer, parameter = SGD(0.1, use_ema=True, ema_momentum=0.9), nn.Parameter(torch.ones(2))
    optimizer.apply(torch.zeros(2), [parameter])
    new = nn.Parameter(torch.full((3,), 5.0))
    optimizer.apply(torch.zeros(5), [parameter, new])
    optimizer.finish()
    equal([parameter, new], [torch.ones(2), torch.full((3,), 5.0)], 0)


@pytest.mark.parametrize(
    "make", [lambda: Adam(0.1, use_ema=True), lambda: RMSprop(0.1), lambda: SGD(0.1, 0.9)]
)
def test_a_copy_of_model_and_optimizer_goes_on_identically(make):
    parameters, optimizer = some_parameters(), make()
    walk(optimizer, parameters, 4)
    others, other = copy.deepcopy((parameters, optimizer))
    walk(optimizer, parameters, range(4, 8))
    walk(other, others, range(4, 8))
    equal(parameters, others, 0)
    walk(optimizer, parameters, range(8, 10))
    for parameter, twin in zip(parameters, others, strict=True):
        assert not torch.equal(parameter, twin)


def test_a_deep_copy_of_a_model_takes_its_optimizer_along():
    model, optimizer = Sequential([Dense(4, "tanh"), Dense(1)]), Adam(0.1)
    x = torch.randn(8, 3, generator=torch.Generator().manual_seed(0))

    def learn(model, optimizer):
        parameters = list(model.parameters())
        loss = (model(x) - 1).square().mean()
        optimizer.apply(torch.cat([g.reshape(-1) for g in torch.autograd.grad(loss, parameters)]), parameters)

    model(x)
    learn(model, optimizer)
    twin, other = copy.deepcopy((model, optimizer))
    for _ in range(3):
        learn(model, optimizer)
        learn(twin, other)
    equal(list(model.parameters()), list(twin.parameters()), 0)


def test_loading_weights_keeps_the_memory():
    model, optimizer = nn.Linear(3, 2), SGD(0.1, momentum=0.9)
    parameters = list(model.parameters())
    optimizer.apply(torch.ones(8), parameters)
    model.load_state_dict({name: torch.zeros_like(value) for name, value in model.state_dict().items()})
    optimizer.apply(torch.zeros(8), list(model.parameters()))
    equal(parameters, [torch.full_like(p, -0.09) for p in parameters], 1e-6)


def test_pieces_go_into_another_optimizer_and_it_walks_on():
    parameters, optimizer, other = some_parameters(), Adam(0.1), Adam(0.1)
    walk(optimizer, parameters, 4)
    copies = [nn.Parameter(p.detach().clone()) for p in parameters]
    place = dict(zip(parameters, copies, strict=True))
    assert {slot for slot, _, _ in optimizer.memory.pieces()} == {"m", "v"}
    for slot, parameter, piece in optimizer.memory.pieces():
        assert piece.shape == (parameter.numel(),)
        other.memory.load(slot, place[parameter], piece)
    other.iterations = optimizer.iterations
    walk(optimizer, parameters, range(4, 7))
    walk(other, copies, range(4, 7))
    equal(parameters, copies, 0)


def test_a_piece_loaded_in_the_middle_counts():
    parameter, optimizer = nn.Parameter(torch.zeros(2)), SGD(1.0, momentum=0.5)
    optimizer.apply(torch.zeros(2), [parameter])
    optimizer.memory.load("v", parameter, torch.tensor([2.0, 4.0]))
    optimizer.apply(torch.zeros(2), [parameter])
    equal([parameter], [torch.tensor([1.0, 2.0])], 0)


def test_frozen_pieces_are_among_the_pieces():
    parameters, optimizer = some_parameters(), SGD(0.1, momentum=0.9)
    walk(optimizer, parameters, 1)
    optimizer.apply(torch.ones(15), parameters[:1])
    assert {id(parameter) for _, parameter, _ in optimizer.memory.pieces()} == {id(p) for p in parameters}


def test_momentum_may_be_switched_off_and_on():
    parameter, optimizer = nn.Parameter(torch.zeros(1)), SGD(1.0, momentum=0.5)
    optimizer.apply(torch.ones(1), [parameter])
    optimizer.momentum = 0.0
    optimizer.apply(torch.zeros(1), [parameter])
    optimizer.momentum = 0.5
    optimizer.apply(torch.zeros(1), [parameter])
    equal([parameter], [torch.tensor([-1.5])], 0)


def test_reset_forgets():
    parameters, optimizer = some_parameters(), Adam(0.1)
    walk(optimizer, parameters, 3)
    optimizer.reset()
    assert optimizer.iterations == 0
    assert not list(optimizer.memory.pieces())
    equal(walk(optimizer, some_parameters(), 3), walk(Adam(0.1), some_parameters(), 3), 0)
