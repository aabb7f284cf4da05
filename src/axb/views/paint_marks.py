"""Each mark of a scene, drawn with Pillow as studio/scene.js draws it in a browser."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from axb.views.letters import font, width_of
from axb.views.paint_axes import Scale, each
from axb.views.palette import class_color
from axb.views.scene import Boxes, Image, Line, Mark, Points, Segments, Text

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

Track = NDArray[np.float64]  # (N, 2) pixels
ON, OFF = 7.0, 6.0  # lengths of a dash and of the gap behind it
EDGE, RING, RING_ROOM, RING_WIDTH = 2.0, 1.2, 4.0, 2.5  # hollow dots, filled ones, around a chosen one
HALO = 1.5  # paper around words
ANCHORS = {"left": "lm", "center": "mm", "right": "rm"}


@dataclass(frozen=True)
class Canvas:
    """Pixels to draw on; `unit` is how many of them one pixel of a picture 400 high is."""

    picture: "Picture"
    x: Scale
    y: Scale
    unit: float
    colors: dict[str, str]

    def color(self, name: str) -> str:
        """As "#rrggbb"."""
        if name.startswith("class:") and name not in self.colors:
            return class_color(int(name[6:]))
        return self.colors.get(name, name)

    def wide(self, width: float) -> int:
        """A line's width in pixels: never none."""
        return max(round(width * self.unit), 1)

    def places(self, x: Any, y: Any) -> Track:
        """Where points stand."""
        return np.stack([self.x.pixels(x), self.y.pixels(y)], axis=1)

    def draw(self) -> Any:
        """Pillow's pen; what it draws with a transparent colour blends."""
        from PIL.ImageDraw import Draw

        return Draw(self.picture, "RGBA")


def draw_mark(canvas: Canvas, mark: Mark) -> None:
    """Draw it over what is there."""
    if mark.opacity < 1:
        from PIL.Image import blend

        over = replace(canvas, picture=canvas.picture.copy())
        draw_mark(over, replace(mark, opacity=1.0))
        canvas.picture.paste(blend(canvas.picture, over.picture, mark.opacity))
        return
    match mark:
        case Points():
            _points(canvas, mark)
        case Line():
            _line(canvas, mark)
        case Segments():
            _segments(canvas, mark)
        case Boxes():
            _boxes(canvas, mark)
        case Image():
            _image(canvas, mark)
        case Text():
            _text(canvas, mark)


def _points(canvas: Canvas, mark: Points) -> None:
    draw, places = canvas.draw(), canvas.places(mark.x, mark.y)
    colors, hollow = each(mark.color, len(places)), each(mark.hollow, len(places))
    paper, radius = canvas.color("paper"), mark.size * canvas.unit
    for index, place in enumerate(places.tolist()):
        if np.isnan(place).any():
            continue
        color = canvas.color(colors[index])
        inside, edge, width = (paper, color, EDGE) if hollow[index] else (color, paper, RING)
        # The edge is centred on the radius, as a browser strokes it.
        _circle(draw, place, radius + width * canvas.unit / 2, inside, edge, canvas.wide(width))
        if mark.chosen == index:
            ring = radius + (RING_ROOM + RING_WIDTH / 2) * canvas.unit
            _circle(draw, place, ring, None, canvas.color("ink"), canvas.wide(RING_WIDTH))


def _circle(
    draw: Any,
    place: Sequence[float],
    radius: float,
    inside: str | None,
    edge: str | None = None,
    width: int = 0,
) -> None:
    x, y = place
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), inside, edge, width)


def _line(canvas: Canvas, mark: Line) -> None:
    places = canvas.places(mark.x, mark.y)
    broken = np.isnan(places).any(axis=1)
    for piece in np.split(places, np.flatnonzero(broken)):
        _stroke(
            canvas, piece[~np.isnan(piece).any(axis=1)], canvas.color(mark.color), mark.width, mark.dashed
        )


def _stroke(canvas: Canvas, track: Track, color: str, width: float, dashed: bool) -> None:
    """One line through points, with round corners and ends."""
    draw, wide = canvas.draw(), canvas.wide(width)
    for piece in _dashes(track, ON * canvas.unit, OFF * canvas.unit) if dashed else [track]:
        if len(piece) > 1:
            draw.line([*map(tuple, piece.tolist())], color, wide)
        if (
            wide > 2
        ):  # Pillow's own round corners draw a stray line across the picture where a line turns back
            for corner in piece.tolist():
                _circle(draw, corner, wide / 2, color)


def _dashes(track: Track, on: float, off: float) -> Iterator[Track]:
    """The pieces of a line that are drawn."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(track, axis=0).T))])
    for begin in np.arange(0.0, along[-1], on + off):
        end = min(begin + on, along[-1])
        inner = (along > begin) & (along < end)
        ends = [[np.interp(at, along, track[:, axis]) for axis in (0, 1)] for at in (begin, end)]
        yield np.array([ends[0], *track[inner], ends[1]])


def _segments(canvas: Canvas, mark: Segments) -> None:
    begins, ends = canvas.places(mark.x0, mark.y0), canvas.places(mark.x1, mark.y1)
    told = each(mark.color, len(begins)), each(mark.width, len(begins))
    for begin, end, color, width in zip(begins, ends, *told, strict=True):
        if not width > 0 or np.isnan([begin, end]).any():
            continue
        _stroke(canvas, np.stack([begin, end]), canvas.color(color), float(width), mark.dashed)
        if mark.arrow:
            _head(canvas, begin, end, canvas.color(color), float(width))


def _head(canvas: Canvas, begin: Track, end: Track, color: str, width: float) -> None:
    """An arrow's head at the end."""
    way = end - begin
    long = float(np.hypot(*way))
    if long > 2 * canvas.unit:
        size, angle = min((6 + 2 * width) * canvas.unit, long), np.arctan2(way[1], way[0])
        sides = [
            end - size * np.array([np.cos(angle + turn), np.sin(angle + turn)]) for turn in (-0.45, 0.45)
        ]
        canvas.draw().polygon([tuple(corner.tolist()) for corner in (end, *sides)], color)


def _boxes(canvas: Canvas, mark: Boxes) -> None:
    first, second = canvas.places(mark.x0, mark.y0), canvas.places(mark.x1, mark.y1)
    draw, opaque = canvas.draw(), f"{round(255 * mark.fill):02x}"
    for a, b, name in zip(first, second, each(mark.color, len(first)), strict=True):
        if np.isnan([a, b]).any():
            continue
        corners, color = _sorted(a, b), canvas.color(name)
        draw.rectangle(corners, color + opaque)
        _frame(canvas, corners, color, mark.width, mark.dashed)


def _frame(canvas: Canvas, corners: Sequence[float], color: str, width: float, dashed: bool = False) -> None:
    left, top, right, bottom = corners
    if width > 0:
        around = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]
        _stroke(canvas, np.array(around), color, width, dashed)


def _sorted(a: Track, b: Track) -> tuple[float, float, float, float]:
    (left, top), (right, bottom) = np.minimum(a, b).tolist(), np.maximum(a, b).tolist()
    return left, top, right, bottom


def _image(canvas: Canvas, mark: Image) -> None:
    """Only what is seen of it is made larger or smaller."""
    from PIL import Image as pillow

    corners = _sorted(*canvas.places([mark.x0, mark.x1], [mark.y0, mark.y1]))
    if np.isnan(corners).any():
        return
    left, top, right, bottom = corners
    begin = max(round(left), 0), max(round(top), 0)
    end = min(round(right), canvas.picture.width), min(round(bottom), canvas.picture.height)
    if begin[0] < end[0] and begin[1] < end[1]:
        high, wide = mark.pixels.shape[:2]
        across, down = wide / (right - left), high / (bottom - top)
        part = (
            [(x - left) * across for x in (begin[0], end[0])],
            [(y - top) * down for y in (begin[1], end[1])],
        )
        (x0, x1), (y0, y1) = np.clip(part[0], 0, wide), np.clip(part[1], 0, high)
        way = pillow.Resampling.BICUBIC if mark.smooth else pillow.Resampling.NEAREST
        pixels = pillow.fromarray(np.ascontiguousarray(mark.pixels))
        size = end[0] - begin[0], end[1] - begin[1]
        canvas.picture.paste(pixels.resize(size, way, box=(x0, y0, x1, y1)), begin)
    if mark.frame:
        _frame(canvas, corners, canvas.color(mark.frame), 1.5)


def _text(canvas: Canvas, mark: Text) -> None:
    (place,) = canvas.places(mark.x, mark.y).tolist()
    if not np.isnan(place).any():
        words = canvas.draw(), place, mark.text, _letters(canvas, mark)
        write(*words, canvas.color(mark.color), canvas.color("paper"), ANCHORS[mark.align], mark.bold)


def _letters(canvas: Canvas, mark: Text) -> int:
    """Their size in pixels, smaller where there is little room."""
    size = mark.size * canvas.unit
    if mark.room is None:
        return round(size)
    begin, end = canvas.places([mark.x, mark.x + mark.room], [mark.y, mark.y])[:, 0]
    share = float(abs(end - begin)) / max(width_of(mark.text, round(size)), 1)
    return round(size * min(share, 1.0))


def write(
    draw: Any,
    place: Sequence[float],
    text: str,
    size: int,
    color: str,
    paper: str,
    anchor: str,
    bold: bool = False,
) -> None:
    """Words with a rim of paper around them, so that they are read on anything."""
    bolder = max(round(size / 28), 1) if bold else 0
    letters, rim = font(size), max(round(HALO / 13 * size), 1) + bolder
    draw.text(place, text, paper, letters, anchor, stroke_width=rim, stroke_fill=paper)
    draw.text(place, text, color, letters, anchor, stroke_width=bolder, stroke_fill=color)
