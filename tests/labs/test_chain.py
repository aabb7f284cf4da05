"""Every number of a small network against autograd, and the order and the words in which they are told."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from axb.labs.catalogue import find
from axb.labs.chain import ChainLab
from axb.labs.chain.lines import product_line
from axb.labs.chain.numbers import ACTIVATIONS, passed, paths
from axb.views.scene import Segments, Text
from axb.words import InputError, speaking

NUMBERS = st.floats(-3, 3)
IN_TORCH = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "linear": lambda z: z}


def by_autograd(lab: ChainLab) -> tuple[float, list[Any], list[Any]]:
    """The loss, dL/da and dL/db of every layer."""
    a = [torch.tensor(one, requires_grad=True) for one in lab.a]
    b = [torch.tensor(one, requires_grad=True) for one in lab.b]
    h = torch.tensor([lab.x], dtype=torch.float64)
    for weights, offsets in zip(a, b, strict=True):
        h = IN_TORCH[lab.activation](h @ weights + offsets)
    loss = torch.nn.functional.mse_loss(h, torch.full_like(h, lab.target))
    loss.backward()
    return loss.item(), [one.grad for one in a], [one.grad for one in b]


@given(
    units=st.lists(st.integers(1, 4), min_size=1, max_size=4), activation=st.sampled_from([*ACTIVATIONS]),
    a=NUMBERS, b=NUMBERS, x=NUMBERS, target=NUMBERS,
)  # fmt: skip
def test_all_gradients_are_those_of_autograd(
    units: list[int], activation: str, a: float, b: float, x: float, target: float
) -> None:
    lab = ChainLab(units, activation, x, target)
    lab.set_weight(a, layer=0)
    lab.set_offset(b)
    loss, da, db = by_autograd(lab)
    seen = lab.numbers_of_pass
    assert seen.loss == pytest.approx(loss)
    for layer, expected_a, expected_b in zip(seen.layers, da, db, strict=True):
        assert layer.gradient == pytest.approx(expected_a.numpy(), abs=1e-12)
        assert layer.back == pytest.approx(expected_b.numpy(), abs=1e-12)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.sampled_from([*ACTIVATIONS]))
def test_the_paths_back_to_a_weight_add_up_to_its_gradient(units: list[int], activation: str) -> None:
    seen = ChainLab(units, activation).numbers_of_pass
    for unit in range(units[0]):
        ways = paths(seen, unit)
        assert len(ways) == np.prod(units[1:], dtype=int)
        assert sum(way.value for way in ways) == pytest.approx(seen.layers[0].gradient[0, unit], abs=1e-12)


@given(NUMBERS, st.sampled_from([*ACTIVATIONS]))
def test_no_slope_is_steeper_than_is_said(z: float, activation: str) -> None:
    f = ACTIVATIONS[activation]
    at = np.array([z])
    assert f.slope(at, f.function(at))[0] <= f.steepest


def test_a_chain_of_sigmoids_at_zero_lets_a_quarter_through_each_layer() -> None:
    lab = find("chain:units=1-1-1-1,a=0,target=0.5")
    assert isinstance(lab, ChainLab)
    assert lab.path.factors[1::2] == [0.25] * 4
    assert lab.numbers()["slopes"] == 0.25**4


def test_the_numbers_come_forward_then_back_one_by_one() -> None:
    lab = ChainLab()
    kinds = [line.kind for line in lab.lines]
    assert kinds == ["z", "h"] * 3 + ["loss"] + ["dh", "slope", "dz", "da", "db"] * 3
    assert [line.layer for line in lab.lines] == [0, 0, 1, 1, 2, 2, 2, *[2] * 5, *[1] * 5, *[0] * 5]
    lab.learn()
    while lab.running:
        lab.advance()
    assert lab.now == len(lab.lines) == lab.numbers()["step"]
    lab.back_one()
    assert lab.now == len(lab.lines) - 1
    lab.start_over()
    assert lab.now == 0


def test_each_number_is_written_with_what_it_was_computed_from() -> None:
    lab = find("chain:units=1-1,a1=1,a2=2,b1=0.5,x=1,target=1,activation=linear")
    assert isinstance(lab, ChainLab)
    told = [line.text for line in lab.lines]
    assert told[:5] == [
        "z₁ = a₁ x + b₁ = 1 × 1 + 0.5 = 1.5", "h₁ = id(z₁) = id(1.5) = 1.5",
        "z₂ = a₂ h₁ + b₂ = 2 × 1.5 + 0 = 3", "h₂ = id(z₂) = id(3) = 3", "L = (h₂ − t)² = (3 − 1)² = 4",
    ]  # fmt: skip
    assert told[5:9] == [
        "dL/dh₂ = 2 (h₂ − t) = 2 (3 − 1) = 4", "id′(z₂) = id′(3) = 1",
        "dL/dz₂ = dL/dh₂ × id′(z₂) = 4 × 1 = 4", "dL/da₂ = dL/dz₂ × h₁ = 4 × 1.5 = 6",
    ]  # fmt: skip
    assert told[10] == "dL/dh₁ = dL/dz₂ × a₂ = 4 × 2 = 8"
    assert product_line(lab.numbers_of_pass, lab.path) == "dL/da₁ = 4 × 1 × 2 × 1 × 1 = 8"


def test_the_way_back_is_drawn_to_the_left_once_it_is_computed() -> None:
    lab = ChainLab((2, 1))
    assert not arrows(lab)
    lab.show_all()
    drawn = arrows(lab)
    assert len(drawn) == 4
    assert all(np.all(np.asarray(one.x1) < np.asarray(one.x0)) for one in drawn)


def arrows(lab: ChainLab) -> list[Segments]:
    marks = lab.scenes()["pass"].marks
    return [one for one in marks if isinstance(one, Segments) and one.color == "gradient"]


def test_weights_have_the_colour_of_their_sign() -> None:
    wires = [
        one.color for one in ChainLab().scenes()["pass"].marks if isinstance(one, Segments) and not one.arrow
    ]
    assert wires == ["positive", "negative", "positive"]


def test_a_number_that_is_not_computed_yet_is_not_shown() -> None:
    lab = ChainLab()
    shown = [one.text for one in lab.scenes()["pass"].marks if isinstance(one, Text)]
    assert shown.count("z = ?") == 3
    assert not any("dL" in one for one in shown)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_it_says_what_the_slopes_multiply_to(language: str, activation: str) -> None:
    lab = ChainLab(activation=activation, x=3.0)
    lab.show_all()
    with speaking(language):
        slopes = f"{lab.numbers()['slopes']:.3g}"
        assert slopes in lab.verdict()


def test_another_hand_on_the_weights() -> None:
    lab = ChainLab((2, 1))
    before = passed(lab.a, lab.b, lab.x, lab.target, ACTIVATIONS["sigmoid"])
    lab.set_weight(0.3, layer=0, start=0, end=1)
    assert lab.a[0].tolist() == [[0.8, 0.3]]
    lab.set_weight(1.0)
    lab.set_offset(-1.0, layer=1)
    assert [one.tolist() for one in lab.b] == [[0, 0], [-1]]
    assert before.layers[0].a.tolist() == [[0.8, -1.2]]  # what was seen before stays what it was


@pytest.mark.parametrize(
    "spec",
    [
        "units=5",
        "units=1-1-1-1-1",
        "units=x",
        "units=",
        "activation=step",
        "a=11",
        "a4=1",
        "x=nan",
        "b=x",
        "depth=3",
        "layers=5",
        "layers=2-2",
        "layers=2,units=1-1",
    ],
)
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"chain:{spec}")
