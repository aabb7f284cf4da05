"""Receptive fields in closed form, against the pixels that a gradient reaches."""

from typing import Any

import numpy as np
import pytest
import torch

from axb.insight import receptive_fields
from axb.layers import (
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    RandomFlip,
    Residual,
    ZeroPadding2D,
)
from axb.models import Model, Sequential
from axb.words import InputError, set_language


@pytest.fixture(autouse=True)
def english() -> Any:
    set_language("en")
    yield
    set_language(None)


def positive(model: Sequential) -> Sequential:
    """Weights above 0, so that nothing cancels."""
    with torch.no_grad():
        for weight in model.parameters():
            weight.abs_().add_(0.1)
    return model


def reached(model: Model, at: tuple[int, int]) -> list[tuple[int, int]]:
    """(first, last) row and column of the input whose pixels have a gradient from one place of the output."""
    x = torch.ones(1, *model.input_shape[1:], requires_grad=True)
    (g,) = torch.autograd.grad(model(x)[0, at[0], at[1]].sum(), x)
    rows, columns = g[0].abs().sum(-1).nonzero(as_tuple=True)
    return [(int(one.min()), int(one.max())) for one in (rows, columns)]


STACKS = {
    "valid": [Conv2D(2, 3), Conv2D(2, (5, 2), strides=(2, 1)), AveragePooling2D(2), Conv2D(2, 3)],
    "same": [Conv2D(2, 3, padding="same"), Conv2D(2, 3, strides=2, padding="same"),
             AveragePooling2D(3, 2, padding="same"), Conv2D(2, 4, padding="same")],
    "dilated": [Conv2D(2, 3, dilation_rate=2), BatchNormalization(), Conv2D(1, 3, dilation_rate=(1, 3))],
    "zeros": [RandomFlip(), ZeroPadding2D(((2, 1), (0, 3))), Conv2D(2, 4, strides=2), ZeroPadding2D(1), Conv2D(1, 3)],
    "residual": [Conv2D(2, 3, padding="same"), Residual(Conv2D(2, 3, padding="same"), Conv2D(2, 3, padding="same"))],
}  # fmt: skip


@pytest.mark.parametrize("kind", STACKS)
def test_the_closed_form_is_what_the_gradient_reaches(kind: str) -> None:
    model = positive(Sequential([Input((25, 24, 1)), *STACKS[kind]]))
    found = receptive_fields(model)[-1]
    shape = model.output_shape[1:3]
    for at in [(0, 0), (shape[0] // 2, shape[1] // 2), (shape[0] - 1, shape[1] - 1)]:
        wanted = []
        for axis, size in enumerate((25, 24)):
            begin = found.offset[axis] + found.stride[axis] * at[axis]
            wanted.append((max(begin, 0), min(begin + found.size[axis], size) - 1))
        assert reached(model, at) == wanted


def test_two_windows_of_three_see_five_pixels_and_a_third_seven() -> None:
    """Simonyan & Zisserman 2015, section 2.3."""
    model = Sequential([Input((20, 20, 1)), *(Conv2D(1, 3) for _ in range(3))])
    assert [one.size for one in receptive_fields(model)] == [(3, 3), (5, 5), (7, 7)]


def test_resnet_s_stem_sees_eleven_pixels() -> None:
    """7x7 with stride 2, then a pool of 3 with stride 2 (He et al. 2016): 7 + 2 * 2."""
    model = Sequential(
        [Input((224, 224, 3)), Conv2D(4, 7, 2, padding="same"), AveragePooling2D(3, 2, padding="same")]
    )
    found = receptive_fields(model)[-1]
    assert (found.size, found.stride) == ((11, 11), (4, 4))


def test_it_ends_where_there_is_no_picture_any_more() -> None:
    model = Sequential([Input((8, 8, 1)), Conv2D(2, 3, name="c"), Flatten(), Dense(2)])
    assert [one.name for one in receptive_fields(model)] == ["c"]
    model = Sequential([Input((8, 8, 1)), Conv2D(2, 3), GlobalAveragePooling2D(name="all"), Dense(2)])
    assert receptive_fields(model)[-1] == ("all", (8, 8), (1, 1), (0, 0))


def test_a_model_without_a_picture_is_refused() -> None:
    with pytest.raises(InputError, match="whose input is a picture"):
        receptive_fields(Sequential([Input((8,)), Dense(2)]))
    with pytest.raises(InputError, match="whose input is a picture"):
        receptive_fields(Sequential([Conv2D(2, 3)]))


def test_it_is_said_in_numbers() -> None:
    model = Sequential([Input((9, 9, 1)), Conv2D(1, 3, 2, padding="same", name="c")])
    assert receptive_fields(model) == [("c", (3, 3), (2, 2), (-1, -1))]
    assert np.prod(model.output_shape[1:3]) == 25
