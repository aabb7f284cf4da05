"""At one place: the patch times a, added up, plus b."""

from typing import TYPE_CHECKING

import numpy as np

from axb.labs.convolution.looks import frame, short
from axb.labs.convolution.seen import Floats
from axb.views.scene import Axis, Boxes, Mark, Scene, Segments, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.convolution.lab import ConvolutionLab

GAP, HEAD = 0.7, 0.7  # between two grids, and above one for its name; in cells of a window of 3
CELL = {1: 15.0, 3: 11.0, 5: 9.0}  # letters, by the window's size
NAME, SUM = 13.0, 13.0
BLACK, WHITE, PALE, STRONG = (
    "#000000",
    "#ffffff",
    0.3,
    0.75,
)  # colours of cells, and how opaque they are at most


def patch_scene(lab: "ConvolutionLab") -> Scene:
    """Above the patch x and the filter a, below their products and the sum, in units of a cell."""
    seen, size = lab.seen, len(lab.seen.a)
    patch, full = seen.patch(lab.now), float(np.abs(seen.a).max())
    products = patch * seen.a
    cell = size / 3  # so that gaps and names are as large beside any window
    gap, head = GAP * cell, HEAD * cell
    right, above = size + gap, size + gap + head
    marks: list[Mark] = [
        *_grid(_pale(patch, 0, above), patch, 0, above, "patch", head),
        *_grid(_signed(seen.a, right, above, full), seen.a, right, above, "a", head),
        *_grid(_signed(products, 0, 0, full), products, 0, 0, "products", head),
        Text(x=size + gap / 2, y=above + size / 2, text="\N{MULTIPLICATION SIGN}", size=18, align="center"),
        *_sum(lab, right, size),
    ]
    air = 0.12 * cell
    return Scene(
        Axis(low=-air, high=right + size + air, shown=False),
        Axis(low=-air, high=above + size + head + air, shown=False),
        marks,
        lab.verdict(),
        square=True,
    )


def _grid(
    cells: list[Mark], values: Floats, left: float, bottom: float, name: str, head: float
) -> list[Mark]:
    """Cells in their colours with their numbers, and the name above."""
    size = len(values)
    return [
        *cells,
        _lines(size, left, bottom),
        *(
            Text(x=left + column + 0.5, y=bottom + size - row - 0.5, text=short(float(value)), size=CELL[size],
                 align="center")
            for row, numbers in enumerate(values)
            for column, value in enumerate(numbers)
        ),
        Text(x=left, y=bottom + size + head / 2, text=say(f"labs_convolution.name_{name}"), size=NAME),
    ]  # fmt: skip


def _pale(values: Floats, left: float, bottom: float) -> list[Mark]:
    """Grey cells for 0 to 1, pale enough for numbers on light and on dark paper."""
    return [
        *_cells(values, left, bottom, BLACK, PALE * (1 - values)),
        *_cells(values, left, bottom, WHITE, PALE * values),
    ]


def _signed(values: Floats, left: float, bottom: float, full: float) -> list[Mark]:
    """Blue below zero, orange above, the stronger the larger."""
    share = STRONG * np.abs(values) / (full or 1.0)
    return [
        *_cells(values, left, bottom, "negative", np.where(values < 0, share, 0)),
        *_cells(values, left, bottom, "positive", np.where(values > 0, share, 0)),
    ]


def _cells(values: Floats, left: float, bottom: float, color: str, opaque: Floats) -> list[Mark]:
    """A frame each, and so much of the colour within."""
    size = len(values)
    return [
        Boxes(x0=[left + column], y0=[bottom + size - row - 1], x1=[left + column + 1], y1=[bottom + size - row],
              color=color, fill=round(float(opaque[row, column]), 3), width=0.0)
        for row in range(size)
        for column in range(size)
        if opaque[row, column] > 0
    ]  # fmt: skip


def _lines(size: int, left: float, bottom: float) -> Segments:
    """Between the cells and around them."""
    at = np.arange(size + 1.0)
    low, high = np.zeros(size + 1), np.full(size + 1, float(size))
    return Segments(
        x0=left + np.concatenate([at, low]), y0=bottom + np.concatenate([low, at]),
        x1=left + np.concatenate([at, high]), y1=bottom + np.concatenate([high, at]), color="muted", width=1.0,
    )  # fmt: skip


def _sum(lab: "ConvolutionLab", left: float, size: int) -> list[Mark]:
    """Line by line, as one adds up by hand; y in the frame that it has on the map."""
    seen, total = lab.seen, lab.seen.total(lab.now)
    lines = [("sum", total), ("b", seen.b), *([("z", total + seen.b)] if seen.relu else []), ("y", lab.y)]
    step, end = size / (len(lines) + 0.2), left + size
    marks = list[Mark]()
    for at, (name, value) in enumerate(lines):
        y = size - (at + 0.5) * step
        bold = name == "y"
        marks += frame(left, y - 0.48 * step, size, 0.96 * step) if bold else []
        marks += [
            Text(x=left + 0.04 * size, y=y, text=say(f"labs_convolution.line_{name}"), size=SUM, bold=bold),
            Text(x=end - 0.04 * size, y=y, text=short(value), size=SUM, bold=bold, align="right"),
        ]
    return marks
