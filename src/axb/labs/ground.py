"""The ground under a way: a loss over two numbers as colours, spread out near its least."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.views.cividis import cividis
from axb.views.scene import Image

if TYPE_CHECKING:
    from axb.labs.line.sight import Sight

DEPTH = 1000.0  # how far the colours usually spread out what is near the least loss
Grid = NDArray[np.float64]


def grid(seen: "Sight", pixels: int) -> tuple[Grid, Grid]:
    """The first coordinate `(1, pixels)` to the right, the second `(pixels, 1)` from the top down."""
    return (
        np.linspace(seen.x0, seen.x1, pixels)[None, :],
        np.linspace(seen.y1, seen.y0, pixels)[:, None],
    )


def ground(above: Grid, seen: "Sight", terraces: int = 0, depth: float = DEPTH) -> Image:
    """`above`: how much more than the least, on a `grid`. Dark is low, logarithmically.

    `terraces`: so many steps are seen in the colours, as a map has contour lines; 0 for none.
    """
    shade = np.log1p(depth * above / above.max()) / np.log1p(depth)
    if terraces:
        floor = np.floor(terraces * shade)
        part = terraces * shade - floor
        rise = part**3 / (part**3 + (1 - part) ** 3)  # steep in the middle, but no jagged edge
        shade = (shade + (floor + rise) / terraces) / 2
    return Image(x0=seen.x0, y0=seen.y0, x1=seen.x1, y1=seen.y1, pixels=cividis(shade))
