"""The picture with the window on it, the map that fills, and the map pooled."""

from typing import TYPE_CHECKING

from axb.labs.convolution.looks import filled, frame, grey, image, outline, short
from axb.views.scene import Axis, Boxes, Mark, Scene
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.convolution.lab import ConvolutionLab

AIR = 0.04  # of the side, around a picture: half a frame stands there
POOL = 2  # pixels a side of a window that pools


def picture_scene(lab: "ConvolutionLab") -> Scene:
    """Pixels of one unit a side, the lower left corner at (0, 0); zeros that padding adds are a grey rim."""
    seen, side = lab.seen, len(lab.seen.picture)
    size, whole, before = len(seen.a), len(seen.padded), seen.before
    rim = Boxes(
        x0=[-before], y0=[side + before - whole], x1=[whole - before], y1=[side + before], color="muted",
        fill=0.25,
    )  # fmt: skip
    left, top = seen.stride * lab.column - before, side + before - seen.stride * lab.row
    words = "labs_convolution.picture_padded" if whole > side else "labs_convolution.picture"
    caption = say(
        words, name=say(f"labs_convolution.on_{lab.picture}"), side=side, size=size, stride=seen.stride,
        zeros=whole - side,
    )  # fmt: skip
    window = frame(left, top - size, size, size, "window", float(seen.stride))
    marks: list[Mark] = [*([rim] if whole > side else []), image(grey(seen.picture)), *window]
    return _square(-before, side + before - whole, whole, marks, caption)


def map_scene(lab: "ConvolutionLab") -> Scene:
    """One unit for each place; those that the window has reached."""
    values = lab.seen.map
    rows, columns = values.shape
    marks: list[Mark] = [outline(columns, rows), *filled(values, lab.reached)]
    marks += frame(lab.column, rows - 1 - lab.row, 1, 1, "place", 1.0)
    caption = say(
        "labs_convolution.map", rows=rows, columns=columns, filter=say(f"labs_convolution.filter_{lab.filter}"),
        low=short(float(values.min())), high=short(float(values.max())),
    )  # fmt: skip
    return _square(0, 0, rows, marks, caption)


def pooled_scene(lab: "ConvolutionLab") -> Scene:
    """One unit for each window of 2 x 2 that the map has filled; the one of this place is framed."""
    values, (_, columns) = lab.seen.pooled, lab.seen.map.shape
    rows, across = values.shape
    known = sum(
        (POOL * row + 1) * columns + POOL * column + 1 < lab.reached
        for row in range(rows)
        for column in range(across)
    )
    row, column = lab.row // POOL, lab.column // POOL
    inside = row < rows and column < across
    marks: list[Mark] = [outline(across, rows), *filled(values, known)]
    return _square(
        0,
        0,
        rows,
        [*marks, *(frame(column, rows - 1 - row, 1, 1) if inside else [])],
        _pooled(lab, row, column, inside),
    )


def _pooled(lab: "ConvolutionLab", row: int, column: int, inside: bool) -> str:
    """What becomes of the four numbers around this place."""
    pool, values = say(f"labs_convolution.pool_{lab.seen.pool}"), lab.seen.pooled
    told = say("labs_convolution.pooled", pool=pool, rows=values.shape[0], columns=values.shape[1])
    if not inside:
        return told
    four = lab.seen.map[POOL * row : POOL * row + POOL, POOL * column : POOL * column + POOL]
    return say(
        "labs_convolution.pooled_here", said=told, four=", ".join(short(float(one)) for one in four.flat),
        one=short(float(values[row, column])),
    )  # fmt: skip


def _square(left: float, bottom: float, side: float, marks: list[Mark], caption: str) -> Scene:
    """A square of that side with some air around it."""
    air = AIR * side
    x = Axis(low=left - air, high=left + side + air, shown=False)
    y = Axis(low=bottom - air, high=bottom + side + air, shown=False)
    return Scene(x, y, marks, caption, square=True, taps=True)
