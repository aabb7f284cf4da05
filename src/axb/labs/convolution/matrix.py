"""The whole layer as one matrix: each row is the filter, laid out along all pixels; what differs is where."""

from dataclasses import replace
from typing import TYPE_CHECKING

from axb.labs.convolution.looks import frame, grey, image, shades, signed
from axb.views.scene import Axis, Boxes, Mark, Scene, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.convolution.lab import ConvolutionLab

ROWS, COLUMNS = 48, 120  # of the matrix that are seen at most
STRIP, GAP = 3.0, 1.0  # how thick x and y are, and how far from the matrix, for a matrix of 64 columns
FRAME, NAME = 0.6, 13.0  # how far the frame is from its row; letters


def matrix_scene(lab: "ConvolutionLab") -> Scene:
    """One unit for each number; above it the pixels x in reading order and the row of now, to its right the map's y."""
    seen, size = lab.seen, len(lab.seen.a)
    matrix, x, y = seen.matrix, seen.picture.reshape(1, -1), seen.map.reshape(-1, 1)
    side, full = len(seen.picture), float(abs(seen.a).max())
    row, column = (seen.stride * at + size // 2 - seen.before for at in (lab.row, lab.column))
    top, left = _begin(lab.now, len(matrix), ROWS), _begin(row * side + column, x.size, COLUMNS)
    shown = matrix[top : top + ROWS, left : left + COLUMNS]
    high, wide = shown.shape
    strip, gap = STRIP * wide / 64, GAP * wide / 64
    here, known = high - 1 - (lab.now - top), shades(y)[top : min(top + ROWS, lab.reached)]
    marks: list[Mark] = [
        replace(
            image(grey(x[:, left : left + COLUMNS])), y0=high + strip + 2 * gap, y1=high + 2 * (strip + gap)
        ),
        replace(image(signed(shown[lab.now - top][None], full)), y0=high + gap, y1=high + gap + strip),
        image(signed(shown, full)),
        replace(image(known, wide + gap, high - len(known)), x1=wide + gap + strip),
        Boxes(
            x0=[0, 0],
            y0=[0, high + gap],
            x1=[wide, wide],
            y1=[high, high + gap + strip],
            color="muted",
            fill=0.0,
        ),
        Text(x=0, y=high + 2 * strip + 4.5 * gap, text=say("labs_convolution.name_x"), size=NAME),
        Text(x=wide + gap + strip / 2, y=high + gap + strip / 2, text="y", size=NAME, align="center"),
        *frame(-gap / 2, here - FRAME, wide + 2 * gap + strip, 1 + 2 * FRAME, width=1.5),
    ]
    return Scene(
        Axis(low=-gap, high=wide + 2 * gap + strip, shown=False),
        Axis(low=-gap, high=high + 2 * strip + 7 * gap, shown=False),
        marks,
        _caption(lab, top, left, shown.shape),
        square=True,
    )


def _caption(lab: "ConvolutionLab", top: int, left: int, shown: tuple[int, ...]) -> str:
    """What the matrix is, and which part of it is seen where that isn't all."""
    rows, columns = lab.seen.matrix.shape
    told = say("labs_convolution.matrix", rows=rows, columns=columns, numbers=lab.seen.a.size)
    if shown == (rows, columns):
        return told
    part = say(
        "labs_convolution.matrix_part",
        top=top + 1,
        bottom=top + shown[0],
        left=left + 1,
        right=left + shown[1],
    )
    return say("labs_convolution.matrix_more", said=told, part=part)


def _begin(at: int, count: int, most: int) -> int:
    """Where so many of `count` begin, with `at` in their middle as far as the ends let it be."""
    return max(min(at - most // 2, count - most), 0)
