"""Gradients in pieces, one for each weight as autograd leaves them, move the weights as the flat vector does."""

import pytest
import torch
from torch import nn

from axb.optimizers import SGD, Adagrad
from optimizers.races import equal, gradients, some_parameters, walk
from optimizers.test_rules import every_rule


def walk_in_pieces(optimizer, parameters, steps):
    for step in range(steps):
        optimizer.apply([g.clone() for g in gradients(parameters, step)], parameters)
    return parameters


@every_rule
@pytest.mark.parametrize("options", [{}, {"clipnorm": 0.5}, {"global_clipnorm": 0.5}, {"clipvalue": 0.1}])
def test_pieces_move_weights_as_the_whole_does(make, options):
    config = {**make().get_config(), **options}
    make_one = lambda: type(make()).from_config(config)  # noqa: E731
    equal(walk_in_pieces(make_one(), some_parameters(), 5), walk(make_one(), some_parameters(), 5))


@every_rule
def test_gradients_that_share_memory_are_not_scaled_twice(make):
    a, b = (nn.Parameter(torch.tensor([1.0, -2.0])) for _ in "ab")
    apart = [nn.Parameter(torch.tensor([1.0, -2.0])) for _ in "ab"]
    together, other = make(), make()
    for _ in range(3):
        pieces = torch.autograd.grad(((a + b) ** 2).sum(), [a, b])
        assert pieces[0].data_ptr() == pieces[1].data_ptr()
        other.apply([g.clone() for g in pieces], apart)
        together.apply(pieces, [a, b])
    equal([a, b], apart, 1e-6)  # the two ways round in a different order


@every_rule
def test_a_gradient_that_is_one_number_told_many_times(make):
    parameter, other = nn.Parameter(torch.ones(4)), nn.Parameter(torch.ones(4))
    (g,) = torch.autograd.grad(parameter.sum(), [parameter])
    assert not g.is_contiguous() or g.stride() == (0,)
    make().apply([g], [parameter])
    make().apply([torch.ones(4)], [other])
    equal([parameter], [other], 0)


@pytest.mark.parametrize("epsilon", [1e-7, 1e-3])
@pytest.mark.parametrize("start", [0.0, 0.1, 2.0])
def test_adagrads_kernel_is_used_only_where_epsilon_does_not_show(epsilon, start, monkeypatch):
    make = lambda: Adagrad(0.5, start, epsilon)  # noqa: E731
    fast = walk(make(), some_parameters(), 6)
    monkeypatch.setattr(Adagrad, "kernel", lambda *_: False)
    equal(fast, walk(make(), some_parameters(), 6), 1e-6)


def test_nesterov_stands_still_at_rate_zero():
    parameter = nn.Parameter(torch.ones(3))
    SGD(0.0, momentum=0.9, nesterov=True).apply([torch.ones(3)], [parameter])
    assert parameter.tolist() == [1, 1, 1]


@every_rule
def test_pairs_of_gradient_and_weight_are_pieces_too(make):
    one, other = some_parameters(), some_parameters()
    optimizer = make()
    for step in range(3):
        optimizer.apply_gradients(zip([g.clone() for g in gradients(one, step)], one, strict=True))
    equal(one, walk_in_pieces(make(), other, 3), 0)
