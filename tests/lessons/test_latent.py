"""What the lesson on latent spaces says is so."""

import math
from functools import cache

import pytest
import torch

from axb.labs.catalogue import find
from axb.labs.latent import LatentLab
from axb.lessons import Number, lesson
from axb.training.vae import kl_divergence

LATENT = lesson("latent", "en")


def number_of(step: int) -> float:
    question = LATENT.steps[step].question
    assert isinstance(question, Number)
    return question.number


@cache
def ended(spec: str) -> LatentLab:
    """The laboratory when it has learned to its end."""
    lab = find(spec)
    assert isinstance(lab, LatentLab)
    lab.learn()
    while lab.running:
        lab.advance()
    return lab


def test_64_pixels_become_2_numbers_of_which_a_cloud_at_1_costs_a_half() -> None:
    lab = find("latent")
    assert isinstance(lab, LatentLab)
    assert math.prod(lab.data.input_shape) / lab.model.latent == number_of(0)
    assert float(kl_divergence(torch.ones(1), torch.zeros(1))) == number_of(3)
    assert float(kl_divergence(torch.zeros(1), torch.zeros(1))) == 0


def test_the_autoencoder_restores_better_and_the_vae_has_the_order() -> None:
    loose, ordered = (ended(f"latent:model={name}") for name in ("autoencoder", "vae"))
    assert loose.step == ordered.step == 1320
    assert loose.numbers()["error"] == pytest.approx(0.037, abs=0.004)
    assert ordered.numbers()["error"] == pytest.approx(0.044, abs=0.005)
    assert ordered.numbers()["order"] > loose.numbers()["order"] + 0.05
    assert ordered.numbers()["kinds"] >= loose.numbers()["kinds"] + 2
    far = abs(loose.codes).max(), abs(ordered.codes).max()
    assert far[0] > 2 * far[1]


def test_with_too_much_order_every_code_gives_the_same() -> None:
    lab = find("latent:model=vae,beta=4,epochs=16")
    lab.running = True
    while lab.running:
        lab.advance()
    assert isinstance(lab, LatentLab)
    assert lab.numbers()["kinds"] == 1
    assert lab.numbers()["order"] > 0.9
    assert lab.cells is not None
    assert lab.cells.std((0, 1)).max() < 10
