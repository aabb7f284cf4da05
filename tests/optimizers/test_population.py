"""A population is the same code with one more axis: K models at once walk where each would alone."""

from types import SimpleNamespace

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call

from axb.layers import BatchNormalization, Dense, Dropout
from axb.models import Sequential
from axb.optimizers import SGD, Adadelta, Adagrad, Adam, AdamW, Nadam, RMSprop

RATES = [0.001, 0.003, 0.01, 0.02, 0.05]
CASES = {
    "sgd": (SGD, {}),
    "momentum": (SGD, {"momentum": [0.5, 0.6, 0.7, 0.8, 0.9]}),
    "nesterov": (lambda **h: SGD(nesterov=True, **h), {"momentum": [0.5, 0.6, 0.7, 0.8, 0.9]}),
    "adagrad": (Adagrad, {"epsilon": [1e-7, 1e-6, 1e-5, 1e-4, 1e-3]}),
    "rmsprop": (RMSprop, {"rho": [0.5, 0.8, 0.9, 0.95, 0.99]}),
    "rmsprop, centered": (lambda **h: RMSprop(centered=True, **h), {"momentum": [0.1, 0.2, 0.3, 0.4, 0.5]}),
    "adam": (Adam, {"beta_1": [0.0, 0.5, 0.8, 0.9, 0.95], "beta_2": [0.9, 0.95, 0.99, 0.999, 0.9999]}),
    "adadelta": (Adadelta, {"rho": [0.5, 0.8, 0.9, 0.95, 0.99]}),
    "nadam": (Nadam, {"beta_1": [0.0, 0.5, 0.8, 0.9, 0.95]}),
    "adamw": (AdamW, {"epsilon": [1e-7, 1e-6, 1e-5, 1e-4, 1e-3]}),
}


def network():
    """Smooth, so that rounding does not tip anything over."""
    model = Sequential([Dense(8, "tanh"), Dense(3)])
    model(torch.zeros(1, 4))
    return model


def data():
    draw = torch.Generator().manual_seed(7)
    return torch.randn(32, 4, generator=draw), torch.randint(0, 3, (32,), generator=draw)


def alone(model, optimizer, steps):
    x, y = data()
    parameters = list(model.parameters())
    for _ in range(steps):
        loss = F.cross_entropy(model(x), y)
        flat = torch.cat([g.reshape(-1) for g in torch.autograd.grad(loss, parameters)])
        optimizer.apply(flat, parameters)
    return torch.cat([p.detach().reshape(-1) for p in parameters])


def leaf_of(models):
    return torch.stack([torch.cat([p.detach().reshape(-1) for p in m.parameters()]) for m in models])


def losses(model, leaf, x, y):
    shapes = {name: p.shape for name, p in model.named_parameters()}
    pieces = leaf.split([shape.numel() for shape in shapes.values()], dim=1)
    views = {n: p.reshape(len(leaf), *s) for (n, s), p in zip(shapes.items(), pieces, strict=True)}

    def loss(parameters):
        return F.cross_entropy(functional_call(model, parameters, (x,)), y)

    return torch.func.vmap(loss, randomness="same")(views)


@pytest.mark.parametrize(("make", "lists"), CASES.values(), ids=CASES)
def test_five_models_at_once_walk_where_each_walks_alone(make, lists):
    torch.manual_seed(0)
    models = [network() for _ in RATES]
    leaf = leaf_of(models).requires_grad_()
    lists = {"learning_rate": RATES, **lists}
    ends = [
        alone(model, make(**{name: values[k] for name, values in lists.items()}), 20)
        for k, model in enumerate(models)
    ]
    optimizer, (x, y) = make(**{name: values[0] for name, values in lists.items()}), data()
    columns = {name: torch.tensor(values).reshape(-1, 1) for name, values in lists.items()}
    h = SimpleNamespace(**{**vars(optimizer.values()), **columns})
    memory = {slot: torch.full_like(leaf, start) for slot, start in optimizer.slots().items()}
    decay = getattr(h, "weight_decay", 0.0)
    for t in range(1, 21):
        (g,) = torch.autograd.grad(losses(models[0], leaf, x, y).sum(), leaf)
        with torch.no_grad():
            update = optimizer.update(g, t, h, memory)
            leaf.mul_(1 - h.learning_rate * decay).add_(update)
    torch.testing.assert_close(leaf.detach(), torch.stack(ends), rtol=1e-4, atol=1e-5)


def test_dropout_takes_part_in_a_population():
    model = Sequential([Dense(8, "tanh"), Dropout(0.5), Dense(3)])
    model(torch.zeros(1, 4))
    model.train()
    leaf = leaf_of([model, model, model]).requires_grad_()
    found = losses(model, leaf, *data())
    assert found.shape == (3,)
    assert found.max() - found.min() < 1e-6  # randomness="same": one mask for all
    (g,) = torch.autograd.grad(found.sum(), leaf)
    assert g.isfinite().all()


def test_batch_normalisation_keeps_each_members_own_statistics():
    torch.manual_seed(0)
    models = [Sequential([Dense(5, "tanh"), BatchNormalization(momentum=0.9), Dense(2)]) for _ in range(3)]
    x, _ = data()
    for model in models:
        model(x)
        model.train()

    def stacked(names):
        return {name: torch.stack([m.state_dict()[name].clone() for m in models]) for name in names}

    weights = stacked(name for name, _ in models[0].named_parameters())
    statistics = stacked(name for name, _ in models[0].named_buffers())
    outputs = torch.func.vmap(lambda w, s: functional_call(models[0], {**w, **s}, (x,)))(weights, statistics)
    torch.testing.assert_close(outputs, torch.stack([model(x) for model in models]))
    for name, values in statistics.items():
        torch.testing.assert_close(values, torch.stack([model.get_buffer(name) for model in models]))


def test_a_rule_changes_memory_in_place():
    optimizer, g = Adam(), torch.ones(6)
    memory = {slot: torch.zeros(6) for slot in optimizer.slots()}
    update = optimizer.update(g, 1, optimizer.values(), memory)
    assert update is g
    assert memory["m"].min() == pytest.approx(0.1)
    assert memory["v"].min() == pytest.approx(0.001)


def test_a_parameter_is_not_touched_by_a_rule():
    parameter = nn.Parameter(torch.ones(3))
    optimizer = RMSprop()
    optimizer.update(torch.ones(3), 1, optimizer.values(), {"v": torch.zeros(3)})
    assert parameter.min() == 1
