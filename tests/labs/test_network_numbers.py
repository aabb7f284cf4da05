"""Every number of one example's way, against autograd; its paths, against their sum."""

import itertools
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from axb.labs.network import NetworkLab, Settings
from axb.labs.network.example import Example
from axb.labs.network.paths import Wire, chain, factors
from axb.labs.network.settings import ACTIVATIONS
from axb.labs.network.sources import preset
from axb.layers import Dense

TASKS: dict[str, dict[str, Any]] = {"moons": {}, "spiral": {"classes": 4}, "hills": {}}


def learned(data: str, steps: int = 20, **chosen: Any) -> tuple[NetworkLab, Example]:
    lab = NetworkLab(Settings(**chosen), preset(data, {"n": 80, **TASKS[data]}))
    for _ in range(steps):
        lab.advance()
    lab.pick("point", 7)
    numbers = lab.example()
    assert numbers is not None
    return lab, numbers


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("data", TASKS)
def test_forward_and_back_are_what_autograd_says(data: str, activation: str) -> None:
    lab, numbers = learned(data, hidden=(5, 4, 3), activation=activation)
    model = lab.model.double()
    x = torch.from_numpy(lab.points.x[7:8].astype(np.float64))
    y = torch.tensor([lab.points.y[7]])
    guess = model(x)
    loss, _ = model.objective.loss(y, guess, None)
    dense = [part for part in model.layers if isinstance(part, Dense)]
    slopes = torch.autograd.grad(loss, [part.kernel for part in dense] + [part.bias for part in dense])
    for number, layer in enumerate(numbers.layers):
        assert np.allclose(layer.gradient, slopes[number].numpy(), rtol=0, atol=1e-6)
        assert np.allclose(layer.back, slopes[number + len(dense)].numpy(), rtol=0, atol=1e-6)
    assert numbers.loss == pytest.approx(float(loss.detach()), abs=1e-6)
    assert np.allclose(numbers.layers[-1].out, guess.detach()[0].numpy(), atol=1e-6)


def test_a_table_is_brought_to_scale_before_and_after(tmp_path: Any) -> None:
    rng = np.random.default_rng(0)
    rows = [f"{a},{b},{a * 3 + b}" for a, b in rng.integers(0, 1000, (60, 2))]
    (tmp_path / "t.csv").write_text("age,pay,score\n" + "\n".join(rows), "utf-8")
    lab = NetworkLab(Settings(hidden=(3,)))
    lab.load_csv(tmp_path / "t.csv")
    numbers = lab.example()
    assert numbers is not None
    assert np.abs(numbers.layers[0].x).max() < 5
    model = lab.model.double()
    x = torch.from_numpy(lab.points.x[:1].astype(np.float64))
    loss, _ = model.objective.loss(torch.tensor([float(lab.points.y[0])]), model(x), None)
    (slope,) = torch.autograd.grad(loss, [model.get_layer("hidden_1").kernel])
    assert np.allclose(numbers.layers[0].gradient, slope.numpy(), rtol=1e-5)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=0, max_size=4), st.sampled_from(list(TASKS)), st.data())
def test_the_paths_of_a_weight_add_up_to_its_derivative(
    sizes: list[int], data: str, draw: st.DataObject
) -> None:
    _, numbers = learned(data, 3, hidden=tuple(sizes))
    layer = draw.draw(st.integers(0, len(numbers.layers) - 1))
    inputs, units = numbers.layers[layer].a.shape
    wire = Wire(layer, draw.draw(st.integers(0, inputs - 1)), draw.draw(st.integers(0, units - 1)))
    told = chain(numbers, wire, most=10**6)
    assert len(told.paths) == told.count
    assert sum(path.value for path in told.paths) == pytest.approx(told.total, abs=1e-12)
    for path in told.paths:
        product = np.prod([value for _, value in factors(numbers, wire, path)])
        assert product == pytest.approx(path.value, abs=1e-12)


def test_the_strongest_paths_are_the_strongest_of_all() -> None:
    _, numbers = learned("spiral", hidden=(4, 4, 4))
    some, everyone = (chain(numbers, Wire(0, 1, 2), most).paths for most in (3, 10**6))
    strongest = sorted((abs(path.value) for path in everyone), reverse=True)[:3]
    assert [abs(path.value) for path in some] == pytest.approx(strongest)
    assert len(everyone) == 4 * 4 * 4
    assert set(itertools.product(range(4), range(4))) == {path.units[1:3] for path in everyone}


def test_deep_sigmoids_multiply_to_almost_nothing() -> None:
    _, numbers = learned("moons", 0, hidden=(6,) * 6, activation="sigmoid")
    first, last = (np.abs(numbers.layers[at].gradient).max() for at in (0, -1))
    assert first < last / 1000
