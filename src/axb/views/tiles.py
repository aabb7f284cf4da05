"""Examples as tiles of a scene: what is real in a solid frame, what a model made in a dashed one."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.views.palette import GENERATOR
from axb.views.pictures import MODES, fitted
from axb.views.scene import Axis, Boxes, Image, Mark, Scene, Text

Array = NDArray[Any]
LARGEST = 64  # pixels of a tile's side that are sent
LETTERS = 12.0


def pixels(example: Array) -> NDArray[np.uint8]:
    """A picture (H, W, 1, 3 or 4), numbers of 0..255, as uint8 (H, W, 3) of at most 64 a side."""
    whole = np.asarray(example).round().clip(0, 255).astype(np.uint8)
    small = fitted(whole[None], LARGEST)[0]
    return np.repeat(small, 3, 2) if small.shape[2] == 1 else small[:, :, :3]


def is_picture(shape: Sequence[int]) -> bool:
    """Whether an example of this shape can be a tile."""
    return len(shape) == 3 and shape[2] in MODES


def tile(
    example: Array,
    x: float,
    y: float,
    side: float,
    made: bool = True,
    name: str = "",
    under: str = "",
    size: float = LETTERS,
) -> Iterator[Mark]:
    """A picture `side` high, its lower left corner at (x, y); words `under` it need a fifth of that more."""
    shown = pixels(example)
    wide = side * shown.shape[1] / shown.shape[0]
    yield Image(x0=x, y0=y, x1=x + wide, y1=y + side, pixels=shown, smooth=False, name=name)
    color = GENERATOR if made else "ink"
    yield Boxes(x0=[x], y0=[y], x1=[x + wide], y1=[y + side], color=color, fill=0, width=2, dashed=made)
    if under:
        yield Text(x=x + wide / 2, y=y - 0.11 * side, text=under, size=size, align="center")


def tiled(rows: int, columns: int, marks: Sequence[Mark], caption: str, left: float = 0.0) -> Scene:
    """Tiles of side 1 that stand 1.15 apart, and 1.3 below one another; row 0 on top. left: room for words."""
    x = Axis(low=-0.1 - left, high=columns * 1.15 - 0.05, shown=False)
    return Scene(x, Axis(low=-(rows - 1) * 1.3 - 0.3, high=1.1, shown=False), marks, caption, square=True)


def place(row: int, column: int) -> tuple[float, float]:
    """The lower left corner of a tile in `tiled`."""
    return column * 1.15, -row * 1.3
