"""Cross-entropy against squared error for a unit that is sure and wrong."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from axb.labs.catalogue import find
from axb.labs.certainty import Certainty, losses, slopes
from axb.views.scene import Points
from axb.words import InputError

PLACES = st.floats(-6, 6)


@given(PLACES)
def test_losses_and_slopes_are_those_that_torch_computes(z: float) -> None:
    place = torch.tensor([z, z], dtype=torch.float64, requires_grad=True)
    p = place.sigmoid()
    expected = torch.stack([-p[0].log(), (1 - p[1]) ** 2])
    expected.sum().backward()
    at = np.array([z, z])
    assert losses(at) == pytest.approx(expected.detach().numpy())
    assert slopes(at) == pytest.approx(place.grad.numpy())  # type: ignore[union-attr]


def test_each_goes_down_its_own_slope() -> None:
    lab = Certainty(z=-2, rate=0.5)
    lab.advance()
    p = 1 / (1 + math.exp(2))
    assert lab.z == pytest.approx([-2 + 0.5 * (1 - p), -2 + 0.5 * 2 * p * (1 - p) ** 2])
    assert lab.numbers()["step"] == 1


def test_a_dragged_ball_takes_both_to_a_new_start() -> None:
    lab = Certainty()
    lab.advance()
    lab.move_point(1, 2.0, 5.0)
    assert lab.z.tolist() == [2, 2]
    assert lab.numbers()["step"] == 0
    lab.move_point(0, -99.0, 0.0)
    lab.advance()
    lab.start_over()
    assert lab.z.tolist() == [-6, -6]


def test_the_balls_lie_on_their_curves() -> None:
    lab = Certainty(z=-3)
    scene = lab.scenes()["losses"]
    balls = next(mark for mark in scene.marks if isinstance(mark, Points))
    assert np.asarray(balls.y) == pytest.approx(losses(lab.z))
    assert balls.grab
    assert scene.to_dict()["marks"]


def test_it_runs_until_both_are_right_or_enough_steps_were_taken() -> None:
    near, far = Certainty(z=5), Certainty(z=-6, rate=0.01)
    for lab in (near, far):
        lab.running = True
        while lab.running:
            lab.advance()
    assert near.steps == 1
    assert far.steps == 200


@pytest.mark.parametrize("spec", ["z=7", "z=x", "rate=0", "rate=nan", "speed=1"])
def test_what_it_does_not_take_is_told(spec: str) -> None:
    with pytest.raises(InputError):
        find(f"certainty:{spec}")
