"""Pictures in a row of codes: a walk, a number's way, nearest neighbours; and a moment of a walk for a film."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from axb.views.palette import GENERATOR
from axb.views.scene import Line, Mark, Points, Scene, Text
from axb.views.tiles import LETTERS, is_picture, place, tile, tiled
from axb.words import InputError, say

Array = NDArray[Any]
COLUMNS = 8  # of a walk's row
NAMES = 10.0  # letters of classes below neighbours


def check_pictures(shape: Sequence[int], kind: str) -> None:
    """Raises InputError where examples of this shape are no pictures."""
    if not is_picture(shape):
        raise InputError("views_latent.no_pictures", kind=kind, got=tuple(shape))


def walk_scene(made: Array, start: Array | None, end: Array | None, caption: str) -> Scene:
    """made: (N, H, W, C), the ends among them, row after row. start, end: the real ones that these are of, at both
    ends of the whole; None where there is none."""
    check_pictures(made.shape[1:], "walk")
    shown: list[tuple[Array, bool, str]] = [(one, True, "") for one in made]
    shown[0], shown[-1] = (shown[0][0], True, "A"), (shown[-1][0], True, "B")
    if start is not None:
        shown.insert(0, (start, False, say("views_latent.real", name="A")))
    if end is not None:
        shown.append((end, False, say("views_latent.real", name="B")))
    columns = min(COLUMNS, -(-len(shown) // 2) if len(shown) > COLUMNS else len(shown))
    marks: list[Mark] = []
    for number, (example, is_made, under) in enumerate(shown):
        marks += tile(example, *place(*divmod(number, columns)), 1, is_made, under=under)
    return tiled(-(-len(shown) // columns), columns, marks, caption)


def walk_moment(made: Array, start: Array, end: Array, share: float, caption: str) -> Scene:
    """A large picture of what is made at this share of the way, A and B small beside it, and how far it is."""
    check_pictures(made.shape, "walk")
    big, wide = 2.0, 2.0 * made.shape[1] / made.shape[0]
    x = 1.4 * made.shape[1] / made.shape[0]
    right = x + wide + 0.4
    marks: list[Mark] = [
        *tile(start, 0, 0.5, 1, under="A"), *tile(made, x, 0, big), *tile(end, right, 0.5, 1, under="B"),
        Line(x=[x, x + wide], y=[-0.25, -0.25], color="grid", width=5),
        Points(x=[x + share * wide], y=[-0.25], color=GENERATOR, size=9),
    ]  # fmt: skip
    scene = tiled(1, 1, marks, caption)
    axes = replace(scene.x, low=-0.1, high=right + wide / 2 + 0.1), replace(scene.y, low=-0.45, high=2.1)
    return replace(scene, x=axes[0], y=axes[1])


def drawn_scene(made: Array, caption: str, columns: int = 6) -> Scene:
    """What was made of codes that were drawn, (N, H, W, C), in rows."""
    check_pictures(made.shape[1:], "drawn")
    marks = [mark for at, one in enumerate(made) for mark in tile(one, *place(*divmod(at, columns)), 1)]
    return tiled(-(-len(made) // columns), columns, marks, caption)


def traversal_scene(made: Array, coordinates: Sequence[int], values: Array, caption: str) -> Scene:
    """made: (rows, columns, H, W, C), a row for each number of the code (counted from 0), set to each of `values`
    (rows, columns)."""
    check_pictures(made.shape[2:], "traversal")
    marks: list[Mark] = []
    for row, coordinate in enumerate(coordinates):
        corner = place(row, 0)
        words = say("views_latent.number", number=coordinate + 1)
        marks.append(Text(x=corner[0] - 0.15, y=corner[1] + 0.5, text=words, size=LETTERS, align="right"))
        for column, value in enumerate(values[row]):
            marks += tile(made[row, column], *place(row, column), 1, under=f"{value:.2g}")
    return tiled(len(coordinates), made.shape[1], marks, caption, left=1.6)


def neighbours_scene(rows: Sequence[tuple[str, Array, Sequence[str]]], caption: str) -> Scene:
    """rows: what is near to what (words), pictures (N, H, W, C), the first of which is the one asked for; and a word
    below each."""
    marks: list[Mark] = []
    for row, (words, pictures, under) in enumerate(rows):
        check_pictures(pictures.shape[1:], "neighbours")
        corner = place(row, 0)
        marks.append(Text(x=corner[0] - 0.15, y=corner[1] + 0.5, text=words, size=LETTERS, align="right"))
        for column, (one, told) in enumerate(zip(pictures, under, strict=True)):
            x, y = place(row, column)
            marks += tile(one, x + (0.25 if column else 0), y, 1, made=False, under=told, size=NAMES)
    most = max((len(pictures) for _, pictures, _ in rows), default=1)
    scene = tiled(len(rows), most, marks, caption, left=1.3)
    return replace(scene, x=replace(scene.x, high=scene.x.high + 0.25))
