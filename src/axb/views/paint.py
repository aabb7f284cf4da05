"""A scene as a picture of pixels, for slides and films: large type, the same letters everywhere."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from axb.views.letters import font, lines_within, width_of
from axb.views.paint_axes import Box, Scale, scales
from axb.views.paint_marks import Canvas, draw_mark, write
from axb.views.palette import Scheme
from axb.views.scene import Scene, color_table
from axb.words import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1600, 900
SHARP = 2  # times as many pixels are drawn as are kept: edges get smooth
LARGEST = 2048
CAPTION, NAMES, NUMBERS = 17.0, 14.0, 13.0  # letters, in pixels of a picture 400 high
TICK_ROOM = (75.0, 48.0)  # between two numbers of the x axis, of the y axis
# How much of the picture each of so many scenes gets: left, top, right, bottom as shares.
PLACES: dict[int, list[tuple[float, float, float, float]]] = {
    1: [(0, 0, 1, 1)],
    2: [(0, 0, 0.5, 1), (0.5, 0, 1, 1)],
    3: [(0, 0, 0.58, 1), (0.58, 0, 1, 0.5), (0.58, 0.5, 1, 1)],
    4: [(0, 0, 0.5, 0.5), (0.5, 0, 1, 0.5), (0, 0.5, 0.5, 1), (0.5, 0.5, 1, 1)],
}
# The same where the first one is wide.
WIDE: dict[int, list[tuple[float, float, float, float]]] = {
    1: [(0, 0, 1, 1)],
    2: [(0, 0, 1, 0.6), (0, 0.6, 1, 1)],
    3: [(0, 0, 1, 0.56), (0, 0.56, 0.5, 1), (0.5, 0.56, 1, 1)],
}


def paint(scene: Scene, width: int = WIDTH, height: int = HEIGHT, scheme: Scheme = "light") -> "Image":
    """The scene with its caption, RGB. Raises InputError where the picture would be too small or too large."""
    return paint_side_by_side([scene], width, height, scheme)


def paint_side_by_side(
    scenes: Sequence[Scene],
    width: int = WIDTH,
    height: int = HEIGHT,
    scheme: Scheme = "light",
    lines: int = 0,
) -> "Image":
    """One to four scenes on one picture, the first the largest; more are left out.

    There is room for so many `lines` of caption at least: a film's picture must not jump when its caption grows.
    Raises InputError where the picture would be too small or too large.
    """
    from PIL import Image

    if not (160 <= width <= LARGEST and 90 <= height <= LARGEST):
        raise InputError("views_slides.size", largest=LARGEST, got=f"{width} x {height}")
    colors = color_table(scheme)
    picture = Image.new("RGB", (width * SHARP, height * SHARP), colors["paper"])
    table = WIDE if scenes and scenes[0].wide else PLACES
    shown = scenes[: max(table)]
    for scene, place in zip(shown, table.get(len(shown), []), strict=True):
        left, top, right, bottom = place
        box = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
        _paint_into(picture, tuple(map(round, box)), scene, colors, lines)  # type: ignore[arg-type]  # four of them
    return picture.reduce(SHARP)


def _paint_into(picture: "Image", box: Box, scene: Scene, colors: dict[str, str], lines: int) -> None:
    """One scene within a box: caption above, axes around, marks inside."""
    left, top, right, bottom = box
    whole, part = picture.height / 400, min((bottom - top) / 400, (right - left) / 460)
    unit = math.sqrt(whole * part)  # the letters of a small part are small, but less so
    gap = round(10 * unit)
    top = _write_caption(
        picture, (left + gap, top + gap, right - gap, bottom), scene.caption, unit, colors, lines
    )
    inner = _inner(scene, (left + gap, top, right - gap, bottom - gap), unit)
    x, y = scales(scene, inner)
    _draw_axes(picture, inner, scene, (x, y), unit, colors)
    crop = picture.crop(inner)
    x, y = scales(scene, (0, 0, inner[2] - inner[0], inner[3] - inner[1]))
    canvas = Canvas(crop, x, y, unit, colors)
    for mark in scene.marks:
        draw_mark(canvas, mark)
    picture.paste(crop, inner[:2])
    _name_axes(picture, inner, scene, unit, colors)


def _write_caption(
    picture: "Image", box: Box, caption: str, unit: float, colors: dict[str, str], room: int
) -> int:
    """The sentence in as many lines as it needs; returns where they end."""
    from PIL.ImageDraw import Draw

    left, top, right, _ = box
    if not caption:
        return top
    size, draw = round(CAPTION * unit), Draw(picture)
    lines = lines_within(caption, size, right - left)
    for number, line in enumerate(lines):
        draw.text((left, top + round(1.35 * size * number)), line, colors["ink"], font(size))
    return top + round(1.35 * size * max(len(lines), room) + 0.5 * size)


def _inner(scene: Scene, box: Box, unit: float) -> Box:
    """What is left for the marks, beside the numbers and below the names that are shown."""
    left, top, right, bottom = box
    size = round(NUMBERS * unit)
    if scene.y.shown:
        room = (bottom - top) / (TICK_ROOM[1] * unit)
        numbers = scales(scene, box)[1].ticks(room)
        left += max((width_of(text, size) for _, text in numbers), default=0) + round(6 * unit)
    if scene.x.shown:
        bottom -= round(1.5 * size + (1.4 * NAMES * unit if scene.x.label else 0))
        right -= size
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _draw_axes(
    picture: "Image", inner: Box, scene: Scene, axes: tuple[Scale, Scale], unit: float, colors: dict[str, str]
) -> None:
    """Thin lines at round numbers, and the numbers."""
    from PIL.ImageDraw import Draw

    draw, letters = Draw(picture), font(round(NUMBERS * unit))
    left, top, right, bottom = inner
    line, gap = max(round(unit), 1), round(5 * unit)
    if scene.x.shown:
        for at, text in axes[0].ticks((right - left) / (TICK_ROOM[0] * unit)):
            draw.line((at, top, at, bottom), colors["grid"], line)
            draw.text((at, bottom + gap), text, colors["muted"], letters, "ma")
    if scene.y.shown:
        for at, text in axes[1].ticks((bottom - top) / (TICK_ROOM[1] * unit)):
            draw.line((left, at, right, at), colors["grid"], line)
            draw.text((left - gap, at), text, colors["muted"], letters, "rm")


def _name_axes(picture: "Image", inner: Box, scene: Scene, unit: float, colors: dict[str, str]) -> None:
    """The names with their units: of x below its numbers, of y at the top within the picture."""
    from PIL.ImageDraw import Draw

    draw, size = Draw(picture), round(NAMES * unit)
    left, top, right, bottom = inner
    if scene.x.shown and scene.x.label:
        below = bottom + round(1.5 * NUMBERS * unit)
        draw.text(((left + right) / 2, below), scene.x.label, colors["ink"], font(size), "ma")
    if scene.y.shown and scene.y.label:
        place = left + 6 * unit, top + 4 * unit
        write(draw, place, scene.y.label, size, colors["ink"], colors["paper"], "la")
