"""Every number of the lab is the layer's and PyTorch's; the matrix has the patch's weights in each row."""

from itertools import product
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from axb.labs.catalogue import find
from axb.labs.convolution import CHANNELS, KERNELS, PADDINGS, PICTURES, POOLS, SIZES, STRIDES, ConvolutionLab
from axb.labs.filming import steps_to_the_end
from axb.layers import Conv2D, Input
from axb.models import Sequential
from axb.words import InputError

SETTINGS = list(product(SIZES, STRIDES, PADDINGS))
settings = pytest.mark.parametrize(("size", "stride", "padding"), SETTINGS)


def own(size: int, **options: Any) -> ConvolutionLab:
    """A filter of numbers that all differ."""
    lab = ConvolutionLab(options.pop("picture", "four"), "identity", size, b=0.25, **options)
    for index, value in enumerate(np.linspace(-1, 1.3, size * size)):
        lab.set_number(index, value)
    return lab


def torchs(lab: ConvolutionLab) -> np.ndarray:
    """The map as `F.conv2d` gives it, padded by Keras's rule: the odd pixel at the end."""
    seen, (size, _) = lab.seen, lab.seen.a.shape
    image = torch.from_numpy(seen.picture)[None, None]
    if seen.padding == "same":
        side = image.shape[-1]
        extra = max((-(-side // seen.stride) - 1) * seen.stride + size - side, 0)
        image = F.pad(image, (extra // 2, extra - extra // 2) * 2)
    y = F.conv2d(image, torch.from_numpy(seen.a)[None, None], torch.tensor([seen.b]), seen.stride)
    return (F.relu(y) if seen.relu else y)[0, 0].numpy()


@settings
def test_at_every_place_patch_times_filter_plus_b_is_the_number_of_the_map(
    size: int, stride: int, padding: str
) -> None:
    lab = own(size, stride=stride, padding=padding)
    by_hand = [lab.seen.total(place) + 0.25 for place in range(lab.places)]
    assert np.reshape(by_hand, lab.seen.map.shape) == pytest.approx(lab.seen.map, abs=1e-5)
    assert lab.seen.map == pytest.approx(torchs(lab), abs=1e-5)


@settings
@pytest.mark.parametrize("picture", ["four", "boot"])
def test_the_maps_shape_is_what_the_layer_says(size: int, stride: int, padding: str, picture: str) -> None:
    lab = ConvolutionLab(picture, "identity", size, stride, padding)
    side = len(lab.seen.picture)
    expected = -(-side // stride) if padding == "same" else (side - size) // stride + 1
    assert lab.seen.map.shape == (expected, expected)
    model = Sequential([Input((side, side, 1)), Conv2D(1, size, stride, padding)])
    assert model.output_shape == (None, expected, expected, 1)
    assert len(lab.seen.pooled) == expected // 2


@settings
def test_a_row_of_the_matrix_holds_the_filter_where_its_patch_is(
    size: int, stride: int, padding: str
) -> None:
    lab = own(size, stride=stride, padding=padding)
    seen, side = lab.seen, len(lab.seen.picture)
    assert seen.matrix @ seen.picture.ravel() + 0.25 == pytest.approx(seen.map.ravel(), abs=1e-5)
    for place in range(lab.places):
        row, column = (stride * at for at in divmod(place, seen.map.shape[1]))
        expected = np.zeros_like(seen.padded)
        expected[row : row + size, column : column + size] = seen.a
        inside = expected[seen.before : seen.before + side, seen.before : seen.before + side]
        assert seen.matrix[place].reshape(side, side) == pytest.approx(inside)


def test_where_nothing_is_padded_every_row_has_the_same_numbers() -> None:
    lab = own(3)
    rows = [row[row != 0] for row in lab.seen.matrix]
    assert len(rows) == 36
    assert all(row == pytest.approx(lab.seen.a.ravel()) for row in rows)
    assert lab.numbers()["reads"] == 9


@pytest.mark.parametrize("pool", POOLS)
@pytest.mark.parametrize("relu", [False, True])
def test_relu_and_pooling_are_torchs(pool: str, relu: bool) -> None:
    lab = own(3, picture="boot", relu=relu, pool=pool)
    assert lab.seen.map == pytest.approx(torchs(lab), abs=1e-5)
    assert (lab.seen.map.min() >= 0) == relu
    function = F.max_pool2d if pool == "max" else F.avg_pool2d
    assert lab.seen.pooled == pytest.approx(function(torch.from_numpy(lab.seen.map)[None], 2)[0].numpy())


def test_the_channels_are_one_layer_with_as_many_filters() -> None:
    lab = ConvolutionLab("bag", relu=True)
    weight = torch.from_numpy(np.stack([kernel(3) for kernel in KERNELS.values()])[:, None])
    maps = F.relu(F.conv2d(torch.from_numpy(lab.seen.picture)[None, None], weight))[0].numpy()
    assert np.stack([*lab.seen.channels.values()]) == pytest.approx(maps, abs=1e-5)


def test_some_of_the_learned_filters_have_become_left_edges() -> None:
    lab = ConvolutionLab("trousers", "left", padding="same", channels="learned")
    likeness = {
        name: np.corrcoef(values.ravel(), lab.seen.map.ravel())[0, 1]
        for name, values in lab.seen.channels.items()
    }
    assert sum(likeness[name] > 0.9 for name in CHANNELS["learned"]) == 2
    lab.set_filter("learned_4")
    lab.set_size(5)
    assert (lab.seen.a[1:4, 1:4] == lab.seen.a[lab.seen.a != 0].reshape(3, 3)).all()
    assert lab.scenes()["channels"].caption.startswith("6 filters that a network has learned")


def test_what_the_named_filters_see() -> None:
    lab = ConvolutionLab("house", padding="same")
    found = {}
    for name in KERNELS:
        lab.set_filter(name)
        found[name] = lab.seen.map
    assert (found["identity"] == lab.seen.picture).all()
    assert found["left"] == pytest.approx(-found["right"])
    assert found["top"] == pytest.approx(-found["bottom"])
    assert found["left"][:, :4].sum() > 0 > found["left"][:, 4:].sum()  # the house stands in the middle
    assert found["blur"].max() <= 1
    assert (found["left"] == -found["left"][:, ::-1]).all()


@given(steps=st.integers(1, 40))
def test_the_window_goes_in_reading_order_and_the_map_fills(steps: int) -> None:
    lab = ConvolutionLab("zero")
    lab.learn()
    for _ in range(steps):
        lab.advance()
    told, place = lab.numbers(), min(steps, 35)
    assert (told["row"], told["column"]) == (place // 6 + 1, place % 6 + 1)
    assert told["step"] == place + 1
    assert lab.running == (place < 35)


def test_it_ends_with_the_last_place_and_learning_begins_anew() -> None:
    lab = ConvolutionLab("zero", stride=2)
    assert steps_to_the_end(lab) == lab.places - 1 == 8
    lab.learn()
    assert (lab.now, lab.reached, lab.running) == (0, 1, True)


@pytest.mark.parametrize(
    ("place", "stride", "padding", "row", "column"),
    [
        ((1.5, 6.5), 1, "valid", 1, 1),
        ((2.6, 6.5), 1, "valid", 1, 2),
        ((99, -99), 1, "valid", 6, 6),
        ((0, 8), 1, "same", 1, 1),
        ((5.5, 2.5), 2, "valid", 3, 3),
    ],
)  # fmt: skip
def test_a_hand_puts_the_window_where_its_middle_is_nearest(
    place: tuple[float, float], stride: int, padding: str, row: int, column: int
) -> None:
    lab = ConvolutionLab("zero", stride=stride, padding=padding)
    lab.put_window(*place)
    assert (lab.row + 1, lab.column + 1) == (row, column)


def test_a_hand_takes_a_place_of_the_map() -> None:
    lab = ConvolutionLab("zero")
    lab.put_place(2.3, 5.9)
    assert (lab.row, lab.column) == (0, 2)
    lab.put_place(99, -1)
    assert (lab.row, lab.column) == (5, 5)


def test_what_changes_leaves_the_window_where_it_was_and_a_full_map_full() -> None:
    lab = ConvolutionLab("zero")
    lab.set_place(3, 4)
    lab.show_all()
    for change in (lambda: lab.set_filter("blur"), lambda: lab.set_padding("same"), lambda: lab.set_b(1.0)):
        change()
        assert (lab.row, lab.column, lab.reached) == (2, 3, lab.places)
    lab.set_stride(2)
    assert (lab.row, lab.column, lab.reached) == (2, 3, 16)
    lab.start_over()
    lab.set_stride(1)
    assert (lab.now, lab.reached) == (0, 1)


def test_a_window_of_one_pixel_has_no_neighbours() -> None:
    lab = ConvolutionLab("zero", "left")
    lab.set_size(1)
    assert (lab.filter, lab.seen.a.shape) == ("identity", (1, 1))
    lab.set_filter("top")
    assert lab.seen.a.shape == (3, 3)
    lab.set_number(4, 2.0)
    assert lab.filter == "own"
    lab.set_size(5)
    assert lab.seen.a[1:4, 1:4].tolist() == [[-1, -1, -1], [0, 2, 0], [1, 1, 1]]
    lab.set_size(1)
    assert lab.seen.a.tolist() == [[2]]


def test_it_is_told_in_words() -> None:
    lab = find("convolution:picture=house,row=5,column=1,b=-1,relu=on")
    assert isinstance(lab, ConvolutionLab)
    assert lab.verdict() == ("Row 5, column 1: the products add up to 3, plus b = −1 is 2. ReLU makes it 2.")


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_square_and_from_0_to_1(picture: str) -> None:
    pixels = ConvolutionLab(picture).seen.picture
    assert pixels.shape[0] == pixels.shape[1]
    assert (pixels.dtype, float(pixels.min()), float(pixels.max()) > 0.9) == (np.float32, 0.0, True)


@pytest.mark.parametrize(
    ("option", "named"),
    [
        ("picture=cat", "picture must be one of shirt"),
        ("filter=nose", "filter must be one of identity"),
        ("size=2", "size must be one of 1, 3, 5"),
        ("size=much", "size"),
        ("stride=3", "stride must be one of 1, 2"),
        ("padding=full", "padding must be one of valid, same"),
        ("pool=min", "pool must be one of max, average"),
        ("channels=all", "channels must be one of chosen, learned"),
        ("relu=yes", "relu must be one of on, off"),
        ("b=9", "b must be"),
        ("row=27", "row"),
        ("sigma=1", "sigma"),
    ],
)
def test_what_can_not_be_used_is_told(option: str, named: str) -> None:
    with pytest.raises(InputError, match=named):
        find(f"convolution:{option}")


def test_a_number_beyond_five_or_beside_the_filter_is_told() -> None:
    lab = ConvolutionLab()
    with pytest.raises(InputError, match="a must be"):
        lab.set_number(0, 6.0)
    with pytest.raises(InputError, match="index"):
        lab.set_number(9, 1.0)
