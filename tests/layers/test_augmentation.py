"""Random pictures: what each change does when it is certain, and how often when it is not."""

import numpy as np
import pytest
import torch
from keras import layers as keras_layers

from axb.graph import ShapeError
from axb.layers import RandomFlip, RandomRotation, RandomTranslation, RandomZoom
from axb.words import InputError
from layers.twins import close, noise

ALL = [
    (RandomFlip, ()),
    (RandomTranslation, (0.2, 0.2)),
    (RandomRotation, (0.2,)),
    (RandomZoom, (0.3,)),
]


@pytest.mark.parametrize(("part", "arguments"), ALL)
def test_nothing_happens_at_inference(part, arguments):
    x = noise(3, 6, 5, 2)
    assert part(*arguments)(x) is x


@pytest.mark.parametrize(("part", "arguments"), ALL)
def test_each_picture_has_its_own_change(part, arguments):
    torch.manual_seed(0)
    y = part(*arguments)(noise(1, 9, 9, 1).expand(64, 9, 9, 1), training=True)
    assert len({picture.numpy().tobytes() for picture in y}) >= 4
    assert y.shape == (64, 9, 9, 1)
    assert y.is_contiguous()


@pytest.mark.parametrize(("part", "arguments"), ALL)
def test_gradients_flow(part, arguments):
    x = noise(2, 6, 6, 1).requires_grad_()
    (gradient,) = torch.autograd.grad(part(*arguments)(x, training=True).sum(), x)
    assert gradient.abs().sum() > 0


@pytest.mark.parametrize(("part", "arguments"), ALL)
def test_only_pictures(part, arguments):
    with pytest.raises(ShapeError, match="needs an input with 4 axes"):
        part(*arguments)(noise(2, 8))


@pytest.mark.parametrize(
    ("mode", "axes"),
    [("horizontal", [[], [1]]), ("vertical", [[], [0]]), ("horizontal_and_vertical", [[], [0], [1], [0, 1]])],
)
def test_flips_are_the_picture_or_its_mirror_image_equally_often(mode, axes):
    torch.manual_seed(0)
    picture, n = noise(4, 5, 2), 4000
    y = RandomFlip(mode)(picture.expand(n, 4, 5, 2), training=True)
    counts = [(y == picture.flip(axis)).flatten(1).all(1).sum().item() for axis in axes]
    assert sum(counts) == n
    assert np.abs(np.array(counts) - n / len(axes)).max() < 5 * (n / 4) ** 0.5


FIXED = [
    (RandomTranslation, "RandomTranslation", ((0.25, 0.25), (0.25, 0.25))),
    (RandomTranslation, "RandomTranslation", ((-0.5, -0.5), (0.25, 0.25))),
    (RandomTranslation, "RandomTranslation", ((0.1, 0.1), (-0.07, -0.07))),
    (RandomRotation, "RandomRotation", ((0.25, 0.25),)),
    (RandomRotation, "RandomRotation", ((0.07, 0.07),)),
    (RandomZoom, "RandomZoom", ((0.3, 0.3),)),
    (RandomZoom, "RandomZoom", ((-0.3, -0.3), (0.2, 0.2))),
]


@pytest.mark.parametrize("fill_mode", ["reflect", "constant", "nearest"])
@pytest.mark.parametrize(("part", "name", "factors"), FIXED)
def test_a_certain_change_is_keras_own(part, name, factors, fill_mode):
    x = noise(2, 8, 8, 3)
    options = {"fill_mode": fill_mode, "fill_value": 0.5}
    twin = getattr(keras_layers, name)(*factors, **options)
    close(part(*factors, **options)(x, training=True), twin(x, training=True))


def test_translation_moves_down_and_right():
    x = torch.arange(16.0).reshape(1, 4, 4, 1)
    y = RandomTranslation((0.25, 0.25), (0.5, 0.5), "constant")(x, training=True)[0, :, :, 0]
    close(y, torch.nn.functional.pad(x[0, :3, :2, 0], (2, 0, 1, 0)))


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_quarter_of_a_turn_is_rot90(quarters):
    x = noise(2, 6, 6, 3)
    y = RandomRotation((quarters / 4, quarters / 4))(x, training=True)
    close(y, x.rot90(quarters, (1, 2)))


def test_zooming_out_by_one_shows_the_picture_at_half_its_size():
    x = torch.ones(1, 8, 8, 1)
    y = RandomZoom((1.0, 1.0), fill_mode="constant")(x, training=True)[0, :, :, 0]
    assert y[2:6, 2:6].min() == 1
    assert y.sum() == pytest.approx(16)


def test_zooming_keeps_the_proportions_unless_told_otherwise():
    torch.manual_seed(0)
    x = torch.ones(50, 16, 16, 1)
    together = RandomZoom((0.5, 2.0), fill_mode="constant")(x, training=True)
    close(together, together.transpose(1, 2))
    apart = RandomZoom((0.5, 2.0), (0.5, 2.0), fill_mode="constant")(x, training=True)
    assert (apart - apart.transpose(1, 2)).abs().max() > 0.5


def test_whole_numbers_come_out_as_floats_of_the_same_scale():
    x = torch.full((1, 6, 6, 1), 200, dtype=torch.uint8)
    close(RandomRotation(0.3)(x, training=True), torch.full((1, 6, 6, 1), 200.0))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: RandomFlip("diagonal"), "mode must be horizontal | vertical | horizontal_and_vertical"),
        (
            lambda: RandomRotation(-0.1),
            "factor must be a fraction >= 0, or (lower, upper) in order; got -0.1",
        ),
        (lambda: RandomTranslation((0.2, 0.1), 0.1), "height_factor must be"),
        (lambda: RandomTranslation(0.1, (0.1, 0.2, 0.3)), "width_factor must be"),
        (lambda: RandomZoom(-1.5), "height_factor must be"),
        (lambda: RandomZoom((-1.0, 0.0)), "height_factor must be"),
        (lambda: RandomRotation(0.1, fill_mode="wrap"), "fill_mode must be reflect | constant | nearest"),
        (lambda: RandomRotation(0.1, interpolation="cubic"), "interpolation must be bilinear | nearest"),
    ],
)
def test_arguments_they_refuse(make, words):
    with pytest.raises(InputError) as error:
        make()
    assert words in str(error.value)


def test_a_seed_is_taken_as_in_keras_and_torchs_seed_decides():
    made = []
    for own, torchs in ((1, 7), (2, 7), (1, 8)):
        torch.manual_seed(torchs)
        made.append(RandomTranslation(0.3, 0.3, seed=own)(noise(4, 6, 6, 1), training=True))
    assert torch.equal(made[0], made[1])
    assert not torch.equal(made[0], made[2])
