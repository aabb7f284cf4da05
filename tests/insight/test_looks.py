"""Grad-CAM on networks whose evidence is known."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from axb.insight import where_it_looks
from axb.layers import Conv2D, Dense, Flatten, GlobalAveragePooling2D, Input, MaxPooling2D
from axb.models import Sequential
from axb.words import InputError, set_language


@pytest.fixture(autouse=True)
def english() -> Any:
    set_language("en")
    yield
    set_language(None)


def detector() -> Sequential:
    """Class 0 is "there is something bright", class 1 its opposite: channel 0 is the picture, channel 1 is 0."""
    model = Sequential(
        [Input((8, 10, 1)), Conv2D(2, 1, activation="relu", name="bright"), GlobalAveragePooling2D(),
         Dense(2, activation="softmax")]
    )  # fmt: skip
    with torch.no_grad():
        model.layers[0].kernel.copy_(torch.tensor([1.0, -1.0]).reshape(1, 1, 1, 2))
        model.layers[2].kernel.copy_(torch.tensor([[3.0, -3.0], [-3.0, 3.0]]))
    return model


def corner() -> np.ndarray:
    picture = np.zeros((8, 10, 1), np.float32)
    picture[5:, 7:] = 2.0
    return picture


def test_it_looks_into_the_corner_where_the_evidence_is() -> None:
    seen = where_it_looks(detector(), corner())
    assert (seen.shape, seen.dtype) == ((8, 10), np.float32)
    wanted = np.zeros((8, 10))
    wanted[5:, 7:] = 1
    np.testing.assert_allclose(seen, wanted, atol=1e-6)


def test_the_other_answer_has_no_evidence_there() -> None:
    assert not where_it_looks(detector(), corner(), answer=1).any()


def test_it_is_the_paper_s_formula() -> None:
    torch.manual_seed(0)
    model = Sequential(
        [Input((9, 9, 2)), Conv2D(5, 3, activation="relu", name="c"), MaxPooling2D(name="p"), Flatten(),
         Dense(4, activation="softmax", name="d")]
    )  # fmt: skip
    picture = np.random.default_rng(0).normal(size=(9, 9, 2)).astype("float32")
    maps = model.get_layer("c")(torch.tensor(picture)[None]).detach().requires_grad_()
    flat = model.get_layer("p")(maps).flatten(1)
    score = (flat @ model.get_layer("d").kernel)[0, 2]
    alpha = torch.autograd.grad(score, maps)[0].mean((1, 2))[0]
    wanted = (alpha * maps.detach()[0]).sum(-1).clamp(min=0)
    found = where_it_looks(model, picture, answer=2, layer="c")
    np.testing.assert_allclose(found, wanted / wanted.max(), rtol=1e-4, atol=1e-6)
    assert where_it_looks(model, picture).shape == (3, 3), "the last picture is the pool's"


def test_a_frozen_foreign_module_is_looked_into_and_left_as_it_was() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(1, 3, 3), nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(3 * 16 * 6, 2))
    model.requires_grad_(False)
    seen = where_it_looks(model, np.ones((1, 18, 8), np.float32), layer="0")
    assert seen.shape == (16, 6)
    assert model.training
    assert not any(one._forward_hooks for one in model.modules())


def test_what_gives_no_picture_is_refused() -> None:
    with pytest.raises(InputError, match='no module "x"'):
        where_it_looks(detector(), corner(), layer="x")
    with pytest.raises(InputError, match='Dense "dense" gives none'):
        where_it_looks(detector(), corner(), layer="dense")
    with pytest.raises(InputError, match="gives none"):
        where_it_looks(Sequential([Input((3,)), Dense(2)]), np.ones(3))
