"""A plane through a latent space: what is decoded everywhere on it, and where the encoder puts examples."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.views.palette import GENERATOR
from axb.views.scene import Axis, Image, Line, Mark, Points, Scene, Text
from axb.views.tiles import is_picture
from axb.words import say

if TYPE_CHECKING:
    from axb.insight.latent import Plane

Array = NDArray[Any]
MOST = 16  # classes with a colour
DOT, HANDLE = 3.0, 9.0  # radius: of a code, of what a hand drags
CELL = 32  # pixels of a cell's side, at most
RULE = 96  # how bright the lines between cells are, 0..255


def plane_marks(
    plane: "Plane",
    codes: ArrayLike | None = None,
    classes: Sequence[int] | Array | None = None,
    cells: Array | None = None,
    walk: ArrayLike | None = None,
) -> list[Mark]:
    """What lies still on it. cells: what is decoded at `plane.grid`, (rows, columns, H, W, C). codes: (N, latent), a
    ring each, in its class's colour. walk: codes on the way from A to B."""
    marks: list[Mark] = []
    if cells is not None and is_picture(cells.shape[2:]):
        (x0, y0), (x1, y1) = plane.low.tolist(), plane.high.tolist()
        marks.append(Image(x0=x0, y0=y0, x1=x1, y1=y1, pixels=mosaic(cells), smooth=False))
    if codes is not None:
        seen = plane.seen(codes)
        colors = "muted" if classes is None else [f"class:{int(one) % MOST}" for one in classes]
        marks.append(Points(x=seen[:, 0], y=seen[:, 1], color=colors, size=DOT, hollow=True))
    if walk is not None:
        way = plane.seen(walk)
        marks.append(Line(x=way[:, 0], y=way[:, 1], color=GENERATOR, width=2.5, dashed=True))
    return marks


def plane_scene(
    plane: "Plane",
    still: Sequence[Mark] = (),
    handles: Mapping[str, ArrayLike] | None = None,
    caption: str = "",
) -> Scene:
    """What lies still on it, and codes (latent,) that a hand can drag, by their names; of them "code" is the large
    one."""
    marks = [*still]
    for name, code in (handles or {}).items():
        marks += _handle(name, plane.seen(np.asarray(code)[None])[0])
    x, y = (Axis(_axis(plane, at), float(plane.low[at]), float(plane.high[at])) for at in (0, 1))
    return Scene(x, y, marks, caption, taps=bool(handles))


def _handle(name: str, at: Array) -> list[Mark]:
    x, y = at.tolist()
    large = name == "code"
    dot = Points(
        x=[x], y=[y], color=GENERATOR if large else "ink", size=HANDLE if large else 6.0, name=name, grab=True
    )
    return [dot] if large else [dot, Text(x=x, y=y, text=f"   {name.upper()}", bold=True, size=15)]


def mosaic(cells: Array) -> NDArray[np.uint8]:
    """Pictures (rows, columns, H, W, C) as one, uint8 (rows (H + 1), columns (W + 1), 3), each of at most 32 pixels a
    side, with a line to its right and below it."""
    rows, columns, height, width = cells.shape[:4]
    step = max(-(-max(height, width) // CELL), 1)
    small = cells[:, :, ::step, ::step].round().clip(0, 255).astype(np.uint8)
    colored = np.repeat(small, 3, 4) if small.shape[4] == 1 else small[..., :3]
    ruled = np.pad(colored, ((0, 0), (0, 0), (0, 1), (0, 1), (0, 0)), constant_values=RULE)
    return ruled.swapaxes(1, 2).reshape(rows * ruled.shape[2], columns * ruled.shape[3], 3)


def _axis(plane: "Plane", at: int) -> str:
    if plane.coordinates is not None:
        alone = at == 1 and not plane.axes[1].any()
        return "" if alone else say("views_restored.axis", number=plane.coordinates[at] + 1)
    share = plane.shares[at] if plane.shares else 0.0
    return say(f"embedding.axis_{at + 1}", share=f"{share:.0%}")
