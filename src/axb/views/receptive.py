"""What one unit of each layer sees of a picture: a square that grows from layer to layer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.views.pictures import image
from axb.words import say

if TYPE_CHECKING:
    from axb.insight.receptive import ReceptiveField

DARKER = 0.4  # the brightness of what lies outside
EDGE, LINE = (230, 159, 0), 2  # the square's colour, seen on every picture, and its width in pixels
Pictures = NDArray[np.uint8]


def growing(fields: "Sequence[ReceptiveField]", shape: tuple[int, ...], most: int) -> "list[ReceptiveField]":
    """Of layers that see as much only the first, of those that see one pixel none, of those that see all of a picture
    (H, W, C) the first; of more than `most` the first, the last, and some between."""
    sizes = [(1, 1), *(one.size for one in fields)]
    new = [one for before, one in zip(sizes[:-1], fields, strict=True) if one.size not in (before, (1, 1))]
    kept = new[: next((at for at, one in enumerate(new) if sees_all(one, shape)), len(new)) + 1]
    some = np.unique(np.linspace(0, len(kept) - 1, min(most, len(kept))).round().astype(int))
    return [kept[at] for at in some] if kept else []


def sees_all(field: "ReceptiveField", shape: tuple[int, ...]) -> bool:
    """Whether it is as large as the picture."""
    return all(size >= extent for size, extent in zip(field.size, shape, strict=False))


def seen_pictures(picture: Pictures, fields: "Sequence[ReceptiveField]", scale: int) -> Pictures:
    """(fields, H, W, 3), `scale` times as large: the picture (H, W, C), dark where its middle unit sees nothing."""
    return np.stack([_seen(picture, one, scale) for one in fields])


def _seen(picture: Pictures, field: "ReceptiveField", scale: int) -> Pictures:
    large = np.asarray(image(picture[:, :, :3], scale).convert("RGB"))
    rows, columns = (
        slice(*(scale * edge for edge in middle(field, axis, picture.shape[axis]))) for axis in (0, 1)
    )
    inside = np.zeros(large.shape[:2], bool)
    inside[rows, columns] = True
    shown = np.where(inside[:, :, None], large, np.rint(DARKER * large)).astype(np.uint8)
    rim = inside.copy()
    rim[rows.start + LINE : rows.stop - LINE, columns.start + LINE : columns.stop - LINE] = False
    shown[rim] = EDGE
    return shown


def middle(field: "ReceptiveField", axis: int, extent: int) -> tuple[int, int]:
    """From which row (axis 0) or column on, up to which, the unit sees that stands nearest to the picture's middle."""
    size, stride, offset = field.size[axis], field.stride[axis], field.offset[axis]
    at = max(round((extent / 2 - size / 2 - offset) / stride), 0)
    begin = offset + stride * at
    return min(max(begin, 0), extent - 1), max(min(begin + size, extent), 1)


def told(field: "ReceptiveField", shape: tuple[int, ...]) -> str:
    """The layer's name, and below it how many rows and columns."""
    size = f"{field.size[0]} × {field.size[1]}"
    return f"{field.name}\n{say('receptive.all', size=size) if sees_all(field, shape) else size}"


def caption(fields: "Sequence[ReceptiveField]", shape: tuple[int, ...]) -> str:
    """How much the first of these sees, and the last."""
    first, last = fields[0], fields[-1]
    ends = {"first": " × ".join(map(str, first.size)), "last": " × ".join(map(str, last.size))}
    names = {"first_name": first.name, "last_name": last.name}
    return say("receptive.caption", **ends, **names, height=shape[0], width=shape[1])
