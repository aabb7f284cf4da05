"""What the last layer is told, in a plane."""

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import nn

from axb.insight import embedding
from axb.insight.embedding import principal
from axb.layers import Conv2D, Dense, Flatten, GlobalAveragePooling2D, Input, Residual
from axb.models import Sequential
from axb.words import InputError, set_language

DRAW = np.random.default_rng(0)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


def test_principal_axes_are_those_of_the_covariance() -> None:
    rows = (
        DRAW.normal(size=(50, 6))
        @ np.diag([5, 3, 1, 0.5, 0.2, 0.1])
        @ np.linalg.qr(DRAW.normal(size=(6, 6)))[0]
    )
    points, explained = principal(torch.tensor(rows))
    values, vectors = np.linalg.eigh(np.cov(rows.T))
    wanted = (rows - rows.mean(0)) @ vectors[:, ::-1][:, :2]
    for axis in (0, 1):
        assert abs(np.corrcoef(points[:, axis], wanted[:, axis])[0, 1]) == pytest.approx(1)
    np.testing.assert_allclose(explained, values[::-1][:2] / values.sum())
    np.testing.assert_allclose(points.numpy().var(0, ddof=1), values[::-1][:2])


def test_the_same_rows_have_the_same_picture_whatever_their_order() -> None:
    rows = torch.tensor(DRAW.normal(size=(30, 5)))
    order = torch.randperm(30, generator=torch.Generator().manual_seed(1))
    torch.testing.assert_close(principal(rows)[0][order], principal(rows[order])[0])


def test_points_of_a_plane_are_all_explained_and_of_a_line_as_well() -> None:
    flat = torch.tensor(DRAW.normal(size=(20, 2)) @ DRAW.normal(size=(2, 7)))
    assert sum(principal(flat)[1]) == pytest.approx(1)
    points, explained = principal(torch.arange(4.0)[:, None])
    assert explained == (1.0, 0.0)
    assert points.tolist() == [[-1.5, 0], [-0.5, 0], [0.5, 0], [1.5, 0]]
    assert principal(torch.ones(4, 3))[1] == (0.0, 0.0)


def test_it_is_what_comes_into_the_last_layer() -> None:
    torch.manual_seed(0)
    model = Sequential(
        [Input((8, 8, 1)), Residual(Conv2D(1, 3, padding="same")), Conv2D(6, 3, activation="relu"),
         GlobalAveragePooling2D(), Dense(3, activation="softmax", name="answers")]
    )  # fmt: skip
    x = DRAW.normal(size=(300, 8, 8, 1)).astype(np.float32)  # more than one batch
    found = embedding(model, x)
    with torch.no_grad():
        told = model.layers[2](model.layers[1](model.layers[0](torch.tensor(x))))
    np.testing.assert_allclose(found.points, principal(told)[0], atol=1e-5)
    assert (found.layer, found.features) == ("answers", 6)
    assert not any(module._forward_pre_hooks for module in model.modules())


def test_without_a_hidden_layer_it_is_the_input() -> None:
    model = nn.Sequential(nn.Flatten(), nn.Linear(12, 2))
    x = DRAW.normal(size=(9, 3, 4)).astype(np.float32)
    found = embedding(model, x)
    np.testing.assert_allclose(found.points, principal(torch.tensor(x.reshape(9, 12)))[0], atol=1e-5)
    assert (found.layer, found.features) == ("1", 12)


def test_what_cannot_be() -> None:
    with pytest.raises(InputError, match="three examples or more; got 2"):
        embedding(nn.Linear(2, 2), np.zeros((2, 2), np.float32))
    with pytest.raises(InputError, match="has no part with weights"):
        embedding(Sequential([Input((2, 2)), Flatten()]), np.zeros((3, 2, 2), np.float32))


def test_a_network_that_has_diverged_is_told() -> None:
    model = Sequential([Input((2,)), Dense(3, name="hidden"), Dense(2, name="answers")])
    model.layers[0].set_weights([np.full((2, 3), np.nan), np.zeros(3)])
    with pytest.raises(InputError, match="comes into “answers” holds numbers that are not finite"):
        embedding(model, np.ones((3, 2), np.float32))
