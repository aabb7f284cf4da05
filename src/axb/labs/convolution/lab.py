"""The experiment: a window slides over a picture, and at each place y = ax + b is one number of a map."""

from dataclasses import replace

import numpy as np

from axb.data.ranges import one_of, real, whole
from axb.labs.convolution.channels import CHANNELS, channels_scene
from axb.labs.convolution.kernels import ALONE, OWN, find_kernel
from axb.labs.convolution.maps import map_scene, picture_scene, pooled_scene
from axb.labs.convolution.matrix import matrix_scene
from axb.labs.convolution.patch import patch_scene
from axb.labs.convolution.pictures import find_picture
from axb.labs.convolution.seen import POOLINGS, Floats, Seen
from axb.views.numbers import number
from axb.views.scene import Scene
from axb.words import say

SIZES, STRIDES, PADDINGS, POOLS = (1, 3, 5), (1, 2), ("valid", "same"), tuple(POOLINGS)
MOST = 5.0  # an own number of a filter, up and down; so is b
USUAL = 3  # pixels of a window, where a filter needs neighbours


class ConvolutionLab:
    """The picture `picture`, a filter by its name, b, the window's size, stride and padding as `Conv2D` takes them.

    Places are counted in reading order; `now` is the one under the window, from 0, and the map is filled up to
    the last of the first `reached`. Raises InputError for what can't be used, here and in every method.
    """

    def __init__(
        self,
        picture: str = "shirt",
        filter: str = "left",
        size: int = USUAL,
        stride: int = 1,
        padding: str = "valid",
        b: float = 0.0,
        relu: bool = False,
        pool: str = "max",
        channels: str = "chosen",
    ) -> None:
        one_of("size", size, SIZES)
        self.picture, self.filter = picture, filter
        self.seen = Seen(
            find_picture(picture), find_kernel(filter, size), real("b", b, -MOST, MOST),
            one_of("stride", stride, STRIDES), one_of("padding", padding, PADDINGS), relu,
            one_of("pool", pool, POOLS),
        )  # fmt: skip
        self.now, self.reached, self.running = 0, 1, False
        self.set_channels(channels)

    # What is seen

    @property
    def places(self) -> int:
        """How many places the window has: the numbers of the map."""
        return self.seen.map.size

    @property
    def row(self) -> int:
        """Of the map, from 0."""
        return divmod(self.now, len(self.seen.map[0]))[0]

    @property
    def column(self) -> int:
        """Of the map, from 0."""
        return divmod(self.now, len(self.seen.map[0]))[1]

    @property
    def y(self) -> float:
        """The number at this place."""
        return float(self.seen.map[self.row, self.column])

    def numbers(self) -> dict[str, float]:
        """step: how many numbers of the map there are; places: how many there will be; row and column of the
        window, from 1; sum: of the products; b; y; size, map and pooled: sides; weights: the filter's numbers and b;
        reads: how many numbers of the matrix's row are not zero."""
        seen = self.seen
        return {
            "step": self.reached, "places": self.places, "row": self.row + 1, "column": self.column + 1,
            "sum": seen.total(self.now), "b": seen.b, "y": self.y, "size": len(seen.a), "stride": seen.stride,
            "map": len(seen.map), "pooled": len(seen.pooled), "weights": seen.a.size + 1,
            "reads": int(np.count_nonzero(seen.matrix[self.now])),
        }  # fmt: skip

    def verdict(self) -> str:
        """One sentence: where the window is, and how its number comes about."""
        said = say(
            "labs_convolution.says", row=self.row + 1, column=self.column + 1,
            sum=number(round(self.seen.total(self.now), 6)), b=number(self.seen.b),
            z=number(round(self.seen.total(self.now) + self.seen.b, 6)),
        )  # fmt: skip
        return say("labs_convolution.says_relu", said=said, y=number(self.y)) if self.seen.relu else said

    def scenes(self) -> dict[str, Scene]:
        """ "picture": the window on it; "patch": its numbers times a, plus b; "map": what the filter has answered
        so far; "matrix": the layer's a; "pooled": the map in windows of 2 x 2; "channels": several filters' maps."""
        return {
            "picture": picture_scene(self), "patch": patch_scene(self), "map": map_scene(self),
            "matrix": matrix_scene(self), "pooled": pooled_scene(self),
            "channels": channels_scene(self.seen, self.channels),
        }  # fmt: skip

    # Time

    def learn(self) -> None:
        """Let the window slide, from the first place where the map is full."""
        if self.now + 1 >= self.places:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let it stand."""
        self.running = False

    def advance(self) -> None:
        """The next place."""
        self._go(min(self.now + 1, self.places - 1))
        self.running = self.running and self.now + 1 < self.places

    def start_over(self) -> None:
        """The first place, and an empty map."""
        self.now, self.reached, self.running = 0, 1, False

    def show_all(self) -> None:
        """The whole map at once; the window stays."""
        self.reached, self.running = self.places, False

    # What a hand changes

    def set_place(self, row: int | None = None, column: int | None = None) -> None:
        """The window at this row and column of the map, from 1. None: as it is."""
        rows, columns = self.seen.map.shape
        row = whole("row", self.row + 1 if row is None else row, 1, rows)
        column = whole("column", self.column + 1 if column is None else column, 1, columns)
        self._go((row - 1) * columns + column - 1)

    def put_window(self, x: float, y: float) -> None:
        """The window's middle as near to (x, y) of the picture as it can be: x to the right, y up, in pixels."""
        size, seen = len(self.seen.a), self.seen
        self._near(seen.before + len(seen.picture) - y - size / 2, seen.before + x - size / 2, seen.stride)

    def put_place(self, x: float, y: float) -> None:
        """The place of the map that holds (x, y) of its picture."""
        self._near(len(self.seen.map) - y - 0.5, x - 0.5, 1)

    def set_picture(self, name: str) -> None:
        """Another picture."""
        self._see(picture=find_picture(name))
        self.picture = name

    def set_filter(self, name: str) -> None:
        """A filter by its name; where it needs neighbours and the window has one pixel, it gets three."""
        size = len(self.seen.a) if name in ALONE else max(len(self.seen.a), USUAL)
        self._see(a=find_kernel(name, size))
        self.filter = name

    def set_size(self, size: int) -> None:
        """A window of 1, 3 or 5 pixels a side, with the same filter; one's own is cut, or gets zeros around it."""
        one_of("size", size, SIZES)
        if self.filter == OWN:
            self._see(a=_fitted(self.seen.a, size))
            return
        self.filter = self.filter if size > 1 else ALONE[0]
        self._see(a=find_kernel(self.filter, size))

    def set_number(self, index: int, value: float) -> None:
        """Another number in the filter, counted from 0 in reading order: -5 to 5. The filter is one's own then."""
        a = self.seen.a.copy()
        a.flat[whole("index", index, 0, a.size - 1)] = real("a", value, -MOST, MOST)
        self._see(a=a)
        self.filter = OWN

    def set_b(self, b: float) -> None:
        """What is added everywhere, -5 to 5."""
        self._see(b=real("b", b, -MOST, MOST))

    def set_stride(self, stride: int) -> None:
        """How many pixels the window moves on, 1 or 2."""
        self._see(stride=one_of("stride", stride, STRIDES))

    def set_padding(self, padding: str) -> None:
        """ "valid": the window stays within the picture; "same": zeros around it, so that none is lost at its edge."""
        self._see(padding=one_of("padding", padding, PADDINGS))

    def set_relu(self, on: bool) -> None:
        """Whether what is below zero becomes zero."""
        self._see(relu=on)

    def set_pool(self, pool: str) -> None:
        """ "max" or "average" """
        self._see(pool=one_of("pool", pool, POOLS))

    def set_channels(self, which: str) -> None:
        """Whose maps are the channels: of "chosen" filters, or of "learned" ones."""
        self.channels = one_of("channels", which, tuple(CHANNELS))

    def _go(self, place: int) -> None:
        self.now, self.reached = place, max(self.reached, place + 1)

    def _near(self, row: float, column: float, stride: int) -> None:
        """Row and column in pixels, as a finger tells them."""
        rows, columns = self.seen.map.shape
        at = [
            min(max(round(where / stride), 0), most - 1) for where, most in ((row, rows), (column, columns))
        ]
        self._go(at[0] * columns + at[1])

    def _see(self, **changes: object) -> None:
        """Something is other than before; a full map stays full, and the window where it was, as far as it can."""
        full, (row, column) = self.reached >= self.places, (self.row, self.column)
        self.seen = replace(self.seen, **changes)  # type: ignore[arg-type]
        rows, columns = self.seen.map.shape
        self.now = min(row, rows - 1) * columns + min(column, columns - 1)
        self.reached = self.places if full else self.now + 1


def _fitted(a: Floats, size: int) -> Floats:
    """The middle of it, with zeros around where it is smaller."""
    grown = np.pad(a, max(size - len(a), 0) // 2)
    cut = (len(grown) - size) // 2
    return grown[cut : cut + size, cut : cut + size].copy()
