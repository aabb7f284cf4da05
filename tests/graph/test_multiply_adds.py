"""How much work one example is, counted without computing."""

from collections.abc import Callable

import pytest
import torch
from torch import nn

from axb import layers
from axb.graph import Input
from axb.training import Model, Sequential
from graph.makers import branching, nested, pixels, sharing


@pytest.mark.parametrize(("part", "shape", "count"), [
    (layers.Dense(5), (7,), 7 * 5),
    (layers.Dense(5), (3, 7), 3 * 7 * 5),
    (layers.Conv2D(8, 3), (6, 6, 4), 4 * 4 * 9 * 4 * 8),
    (layers.Conv2D(8, 3, strides=2, padding="same"), (7, 7, 4), 4 * 4 * 9 * 4 * 8),
    (layers.Conv2D(8, (5, 1), groups=2), (6, 6, 4), 2 * 6 * 5 * 2 * 8),
    (layers.Conv2DTranspose(3, 4, strides=2, padding="same"), (5, 5, 2), 5 * 5 * 16 * 2 * 3),
    (layers.BatchNormalization(), (6, 6, 4), 0),
    (layers.MaxPooling2D(), (6, 6, 4), 0),
    (layers.Residual(layers.Conv2D(4, 1), shortcut="pad"), (6, 6, 4), 36 * 16),
    (layers.Inception(2, 3, 4, 1, 2, 1), (6, 6, 4), 36 * (4 * 2 + 4 * 3 + 9 * 3 * 4 + 4 + 25 * 2 + 4)),
])  # fmt: skip
def test_a_part_uses_its_kernel_at_every_place(
    part: layers.Layer, shape: tuple[int, ...], count: int
) -> None:
    assert Sequential([Input(shape), part]).multiply_adds() == count


@pytest.mark.parametrize(("make", "count"), [
    (sharing, 3 * 36 + 12),  # a part that is called again works again
    (nested, 3 * (24 + 8)),
    (branching, 64 * (27 * 4 + 36 * 4 + 100 * 2 + 4 * 3) + 80 * 10),
    (pixels, 25 * 9 * 4 + 25 * 16 * 4 * 3),
])  # fmt: skip
def test_a_model_works_as_much_as_all_its_calls(make: Callable[[], Model], count: int) -> None:
    assert make().multiply_adds() == count


class Squared(layers.Layer):
    """A part of one's own, with a matrix."""

    def build(self, input_shape: tuple[int, ...]) -> None:
        self.w = self.add_weight((input_shape[-1], 2))

    def call(self, inputs: torch.Tensor) -> torch.Tensor:
        return inputs.square() @ self.w


@pytest.mark.parametrize("part", [Squared(), nn.Linear(6, 6), layers.Conv2D(2, 1)])
def test_what_isn_t_known_is_none(part: object) -> None:
    shape = (None, None, 3) if isinstance(part, layers.Conv2D) else (6,)
    inputs = Input(shape)
    assert Model(inputs, Sequential([part])(inputs)).multiply_adds() is None
