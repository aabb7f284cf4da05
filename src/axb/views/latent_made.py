"""What a decoder makes of a code: a picture, a point among real ones, or numbers; beside what was given."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.views.palette import GENERATOR
from axb.views.scene import Axis, Line, Mark, Points, Scene, Text
from axb.views.tiles import is_picture, tile
from axb.words import say

Array = NDArray[Any]
MARGIN = 0.06
NUMBERS = 10  # of a row that are told


def made_scene(
    made: Array, given: Array | None = None, caption: str = "", *, real: Array | None = None,
    mesh: Array | None = None, names: Sequence[str] = (),
) -> Scene:  # fmt: skip
    """made: one example as the decoder gives it; given: that which the code was found of, where there is one.

    real: examples (N, 2) that points on a plane are seen among; mesh: what is decoded on a grid of codes, (rows,
    columns, 2). names: of a row's numbers.
    """
    if is_picture(made.shape):
        return _picture(made, given, caption)
    if made.shape == (2,):
        return _point(made, given, caption, real, mesh, names)
    return _numbers(made, given, caption, names)


def _picture(made: Array, given: Array | None, caption: str) -> Scene:
    wide = made.shape[1] / made.shape[0]
    if given is None:
        marks = [*tile(made, 0, 0, 1)]
        return Scene(_from(-0.08, wide + 0.08), _from(-0.08, 1.08), marks, caption, square=True)
    under = say("views_restored.input"), say("views_latent.made")
    marks = [
        *tile(given, 0, 0, 1, made=False, under=under[0]),
        *tile(made, 1.15 * wide, 0, 1, under=under[1]),
    ]
    return Scene(_from(-0.08, 2.15 * wide + 0.08), _from(-0.25, 1.08), marks, caption, square=True)


def mesh_scene(mesh: Array, real: Array, caption: str, names: Sequence[str] = ()) -> Scene:
    """What is decoded on a grid of codes, (rows, columns, 2), among real points (N, 2)."""
    return _plane([], real, mesh, caption, names)


def _point(
    made: Array,
    given: Array | None,
    caption: str,
    real: Array | None,
    mesh: Array | None,
    names: Sequence[str],
) -> Scene:
    marks: list[Mark] = []
    if given is not None:
        marks.append(Points(x=[given[0]], y=[given[1]], color="ink", size=7, hollow=True))
    marks.append(Points(x=[made[0]], y=[made[1]], color=GENERATOR, size=8))
    return _plane(marks, made[None] if real is None else real, mesh, caption, names)


def _plane(
    marks: Sequence[Mark], real: Array, mesh: Array | None, caption: str, names: Sequence[str]
) -> Scene:
    """Real points and a mesh below `marks`."""
    below: list[Mark] = [Points(x=real[:, 0], y=real[:, 1], color="muted", size=3, hollow=True)]
    if mesh is not None:
        below += [_thread(mesh), _thread(mesh.swapaxes(0, 1))]
    low, high = real.min(0).astype(float), real.max(0).astype(float)
    room = MARGIN * np.maximum(high - low, 1e-6)
    x, y = (
        Axis(
            names[at] if len(names) == 2 else f"x{at + 1}",
            float(low[at] - room[at]),
            float(high[at] + room[at]),
        )
        for at in (0, 1)
    )
    return Scene(x, y, [*below, *marks], caption, square=True)


def _thread(mesh: Array) -> Line:
    """One line through each row, broken between rows."""
    gaps = np.full((len(mesh), 1), np.nan)
    x, y = (np.concatenate([mesh[..., at], gaps], 1).reshape(-1) for at in (0, 1))
    return Line(x=x, y=y, color=GENERATOR, width=1)


def _numbers(made: Array, given: Array | None, caption: str, names: Sequence[str]) -> Scene:
    known = names if len(names) == len(made) else [f"x{at + 1}" for at in range(len(made))]
    marks: list[Mark] = []
    for row, name in enumerate(known[:NUMBERS]):
        value = f"{made[row]:.4g}" if given is None else f"{given[row]:.4g} → {made[row]:.4g}"
        marks.append(Text(x=0, y=-row, text=name, color="muted"))
        marks.append(Text(x=1, y=-row, text=value, align="right", bold=True))
    return Scene(_from(-0.05, 1.05), _from(-NUMBERS, 1), marks, caption)


def _from(low: float, high: float) -> Axis:
    return Axis(low=low, high=high, shown=False)
