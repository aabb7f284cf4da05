"""What a model made, as scenes: pictures in dashed frames, real ones in solid ones; points; a table's columns."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.views.palette import GENERATOR
from axb.views.pictures import MODES
from axb.views.scene import Axis, Boxes, Image, Line, Mark, Points, Scene, Text
from axb.words import say

Array = NDArray[Any]
GAP, HEAD = 0.14, 0.34  # between two pictures, and for the words above a column: of a picture's longer side
DOT = 3.0  # pixels: a point
REACH, BINS = (
    3.5,
    36,
)  # standard deviations to both sides of a column's mean, and how many bars are counted there
MOST_COLUMNS = 8  # of a table


def aspect(scene: Scene) -> float:
    """How many times as wide as high a scene is best shown."""
    if scene.x.shown:
        return 16 / 9
    return (scene.x.high - scene.x.low) / (scene.y.high - scene.y.low)


def is_pictures(examples: Array) -> bool:
    """Whether examples can be shown as pictures."""
    return examples.ndim == 4 and examples.shape[3] in MODES


def in_rows(pictures: Array, columns: int) -> list[Array]:
    """Pictures (n, H, W, C) as rows of so many."""
    return [pictures[start : start + columns] for start in range(0, len(pictures), columns)]


def sheet(rows: Sequence[tuple[Array, bool]], caption: str = "", heads: Sequence[str] = ()) -> Scene:
    """Rows of pictures (n, H, W, C), each with whether a model made them; `heads` are words above the columns."""
    height, width = rows[0][0].shape[1:3]
    high, wide = height / max(height, width), width / max(height, width)
    top, columns = HEAD if heads else 0.0, max(len(pictures) for pictures, _ in rows)
    lefts = GAP + np.arange(columns) * (wide + GAP)
    marks: list[Mark] = [
        Text(x=left + wide / 2, y=-top / 2, text=text, size=11, align="center")
        for left, text in zip(lefts.tolist(), heads, strict=False)
    ]
    for number, (pictures, made) in enumerate(rows):
        below = -(top + (number + 1) * (high + GAP))
        x = lefts[: len(pictures)]
        marks += [
            Image(x0=left, y0=below, x1=left + wide, y1=below + high, pixels=_rgb(one), smooth=False)
            for left, one in zip(x.tolist(), pictures, strict=True)
        ]
        y = np.full(len(x), below)
        frame = {"color": GENERATOR, "dashed": True} if made else {"color": "ink"}
        marks.append(Boxes(x0=x, y0=y, x1=x + wide, y1=y + high, fill=0, width=1.5, **frame))
    across = Axis("", 0, columns * (wide + GAP) + GAP, shown=False)
    down = Axis("", -(top + len(rows) * (high + GAP) + GAP), 0, shown=False)
    return Scene(across, down, marks, caption, square=True)


def _rgb(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey as colours; what is transparent lies on white."""
    if picture.shape[2] == 4:
        share = picture[:, :, 3:] / 255
        return (picture[:, :, :3] * share + 255 * (1 - share)).round().astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(picture, (*picture.shape[:2], 3)))


def numbers(
    made: Array, real: Array, names: Sequence[str] = (), caption: str = "", hollow: bool = True
) -> Scene:
    """Examples that are no pictures, (n, F), beside real ones, (m, F) or none: points on a plane where a row has two
    numbers, else how the columns are distributed. hollow: the real ones were held out."""
    if made.shape[1] == 2:
        return plane(made, real, names, caption, hollow)
    return distributions(made, real, names, caption)


def plane(
    made: Array, real: Array, names: Sequence[str] = (), caption: str = "", hollow: bool = True
) -> Scene:
    """Made points over real ones; what is seen is where real ones lie."""
    low, high = plane_range(real if len(real) else made)
    ends = zip(_names(names, 2), low.tolist(), high.tolist(), strict=True)
    x, y = (Axis(name, least, most) for name, least, most in ends)
    return Scene(x, y, plane_marks(made, real, hollow), caption, square=True)


def plane_range(points: Array) -> tuple[Array, Array]:
    """The lowest and the highest corner of a square around points (n, 2), with room at its edges."""
    low, high = points.min(0), points.max(0)
    half = 0.6 * max(float((high - low).max()), 1e-6)
    return (low + high) / 2 - half, (low + high) / 2 + half


def plane_marks(made: Array, real: Array, hollow: bool = True, size: float = DOT) -> list[Mark]:
    """Made points over real ones."""
    below = Points(x=real[:, 0], y=real[:, 1], color="muted", size=size, hollow=hollow, opacity=0.7)
    return [below, Points(x=made[:, 0], y=made[:, 1], color=GENERATOR, size=size, opacity=0.7)]


def distributions(made: Array, real: Array, names: Sequence[str] = (), caption: str = "") -> Scene:
    """How often which value comes in the first eight columns, one below the other: real ones a solid line, made ones a
    dashed one, both in the real column's standard deviations from its mean."""
    known, count = real if len(real) else made, min(made.shape[1], MOST_COLUMNS)
    middle, spread = known.mean(0), np.where(known.std(0) > 0, known.std(0), 1)
    marks: list[Mark] = []
    for at, name in enumerate(_names(names, count)):
        base = float(count - 1 - at)
        shares = [_shares((one[:, at] - middle[at]) / spread[at]) for one in (real, made)]
        most = max(float(share.max()) for share in shares) / 0.85
        marks += [
            Line(x=[-REACH, REACH], y=[base, base], color="grid", width=1),
            _steps(base + shares[0] / most, "ink", 1.5),
            _steps(base + shares[1] / most, GENERATOR, 2.5, dashed=True),
            Text(x=-REACH, y=base + 0.75, text=name, size=12),
        ]
    x = Axis(say("views_generated.axis_spread"), -REACH, REACH)
    return Scene(x, Axis("", -0.05, float(count), shown=False), marks, caption)


def _shares(column: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of values within each bar; those beyond the ends count at the ends."""
    counts = np.histogram(np.clip(column, -REACH, REACH), BINS, (-REACH, REACH))[0]
    return counts / max(len(column), 1)


def _steps(heights: NDArray[np.float64], color: str, width: float, dashed: bool = False) -> Line:
    """A line along the tops of bars."""
    edges = np.linspace(-REACH, REACH, BINS + 1)
    return Line(x=np.repeat(edges, 2)[1:-1], y=np.repeat(heights, 2), color=color, width=width, dashed=dashed)


def _names(names: Sequence[str], count: int) -> list[str]:
    return [names[at] if at < len(names) else f"x{at + 1}" for at in range(count)]
