"""What one unit sees of a picture, as a picture."""

import numpy as np

from axb.insight import ReceptiveField
from axb.views.receptive import EDGE, caption, growing, middle, seen_pictures, told


def field(name: str, size: int, stride: int = 1, offset: int = 0) -> ReceptiveField:
    return ReceptiveField(name, (size, size), (stride, stride), (offset, offset))


def test_of_layers_that_see_as_much_the_first_is_shown() -> None:
    fields = [
        field("scale", 1),
        field("conv", 3),
        field("norm", 3),
        field("relu", 3),
        field("pool", 4),
        field("conv_1", 8),
    ]
    assert [one.name for one in growing(fields, (9, 9, 1), 10)] == ["conv", "pool", "conv_1"]
    many = [field(str(size), size) for size in range(3, 103)]
    some = growing(many, (200, 200, 1), 10)
    assert len(some) == 10
    assert (some[0].name, some[-1].name) == ("3", "102")
    assert growing([], (9, 9, 1), 10) == []


def test_of_layers_that_see_everything_the_first_is_shown() -> None:
    fields = [field(str(size), size) for size in (3, 8, 12, 40)]
    assert [one.name for one in growing(fields, (12, 9, 1), 10)] == ["3", "8", "12"]


def test_the_unit_in_the_middle_is_shown() -> None:
    assert middle(field("c", 3), 0, 9) == (3, 6)
    assert middle(field("c", 5, stride=2, offset=-1), 0, 11) == (3, 8)
    assert middle(field("c", 30, offset=-12), 0, 9) == (0, 9), "more than there is"


def test_outside_it_is_dark_and_the_square_has_a_rim() -> None:
    picture = np.full((9, 9, 1), 200, np.uint8)
    (seen,) = seen_pictures(picture, [field("c", 3)], 8)
    assert seen.shape == (72, 72, 3)
    assert seen[0, 0].tolist() == [80, 80, 80]
    assert seen[36, 36].tolist() == [200, 200, 200]
    assert tuple(seen[24, 24]) == tuple(seen[47, 30]) == EDGE
    assert seen[23, 30].tolist() == [80, 80, 80]
    colored = seen_pictures(np.zeros((4, 6, 3), np.uint8), [field("c", 9)], 2)
    assert colored.shape == (1, 8, 12, 3)


def test_it_is_said_in_numbers() -> None:
    assert told(field("c", 3), (9, 9, 1)) == "c\n3 × 3"
    assert told(field("c", 12), (9, 9, 1)) == "c\n12 × 12 (all)"
    said = caption([field("c", 3), field("d", 12)], (9, 9, 1))
    assert "3 × 3 pixels in “c”, 12 × 12 in “d”, of a picture of 9 × 9" in said
