"""Examples as points in the plane of their two main axes: each class has its colour, its name and a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.views.cividis import cividis
from axb.views.letters import width_of
from axb.views.pictures import MODES
from axb.views.scene import Axis, Image, Mark, Points, Scene, Segments, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.insight.embedding import Embedding

WIDE, HIGH = 600.0, 400.0  # the plane, in pixels of a picture 400 high
ROOM = 0.06  # around all points, of their extent
DOT, FACE, NAME = 3.5, 44.0, 13.0  # pixels: a point, a picture, the letters of a name
MOST = 16  # classes with a name
TURNS, TOUCH = 200, 0.5  # in which names move apart, and pixels that they may overlap
Floats = NDArray[np.float64]


def embedding_scene(
    found: "Embedding",
    answers: ArrayLike,
    names: Sequence[str] = (),
    pictures: NDArray[np.uint8] | None = None,
) -> Scene:
    """Each example a ring, for it was held out. `answers`: (N,), whole numbers into the `names` of classes; without
    names numbers, dark where they are low. pictures: (N, H, W, 1 or 3), of which each class shows its middle one."""
    points, known = found.points, np.asarray(answers)
    plane = _Plane.around(points)
    colors = [f"class:{label % MOST}" for label in known] if names else _shades(known)
    dots = Points(x=points[:, 0], y=points[:, 1], color=colors, size=DOT, hollow=True)
    x, y = (
        Axis(say(f"embedding.axis_{place}", share=f"{share:.0%}"), low, high)
        for place, share, low, high in zip((1, 2), found.explained, *plane.ends, strict=True)
    )
    marks = [dots, *_named(plane, points, known, names, pictures)]
    return Scene(x, y, marks, _caption(found, names), square=True)


def _caption(found: "Embedding", names: Sequence[str]) -> str:
    said = {"count": f"{len(found.points):,}", "layer": found.layer, "features": f"{found.features:,}"}
    key = "embedding.classes" if names else "embedding.numbers"
    return say(key, **said, share=f"{sum(found.explained):.0%}")


def _shades(values: NDArray[np.generic]) -> list[str]:
    """From the lowest (dark) to the highest (yellow) as colours."""
    numbers = values.astype(float).reshape(-1)
    share = (numbers - numbers.min()) / (np.ptp(numbers) or 1.0)
    return ["#{:02x}{:02x}{:02x}".format(*color) for color in cividis(share)]


@dataclass(frozen=True)
class _Plane:
    """What is seen, WIDE to HIGH, one unit as long on both axes: from `corner`, `unit` for each pixel."""

    corner: Floats
    unit: float

    @classmethod
    def around(cls, points: Floats) -> "_Plane":
        low, high = points.min(0), points.max(0)
        size = np.maximum((high - low) * (1 + 2 * ROOM), 1e-9)
        unit = float(max(size[0] / WIDE, size[1] / HIGH))
        return cls((low + high) / 2 - unit * np.array([WIDE, HIGH]) / 2, unit)

    @property
    def ends(self) -> tuple[list[float], list[float]]:
        """The lowest of both axes, and the highest."""
        return self.corner.tolist(), (self.corner + self.unit * np.array([WIDE, HIGH])).tolist()

    def pixels(self, places: Floats) -> Floats:
        """From the axes' coordinates."""
        inner: Floats = (places - self.corner) / self.unit
        return inner

    def places(self, pixels: Floats) -> Floats:
        """To them."""
        return self.corner + self.unit * pixels


def _named(
    plane: _Plane, points: Floats, labels: NDArray[np.generic], names: Sequence[str],
    pictures: NDArray[np.uint8] | None,
) -> list[Mark]:  # fmt: skip
    """The class's name and the picture in its middle, moved apart where they would cover one another."""
    shown = [label for label in range(min(len(names), MOST)) if (labels == label).any()]
    if not shown:
        return []
    middles = np.array([np.median(points[labels == label], axis=0) for label in shown])
    face = FACE if pictures is not None and pictures.shape[3] in MODES else 0.0
    sizes = np.array(
        [[max(width_of(names[label], round(NAME)), face) + 8, face + NAME + 8] for label in shown]
    )
    at = plane.places(apart(plane.pixels(middles), sizes))
    marks: list[Mark] = [
        Segments(x0=middles[:, 0], y0=middles[:, 1], x1=at[:, 0], y1=at[:, 1], width=1.5, color="ink")
    ]
    for (x, y), label in zip(at, shown, strict=True):
        if pictures is not None and face:
            of_class = np.flatnonzero(labels == label)
            middle = of_class[
                np.linalg.norm(points[of_class] - np.median(points[of_class], 0), axis=1).argmin()
            ]
            marks.append(_face(plane, x, y, pictures[middle], f"class:{label}"))
        below = plane.unit * (face / 2 + 3 if face else 0)
        marks.append(Text(x=x, y=y - below, text=names[label], size=NAME, align="center", bold=True))
    return marks


def _face(plane: _Plane, x: float, y: float, picture: NDArray[np.uint8], color: str) -> Image:
    """A real example, in a frame of its class's colour, above its name."""
    rgb = np.repeat(picture, 3, 2) if picture.shape[2] == 1 else picture[:, :, :3]
    half, up = plane.unit * FACE / 2, plane.unit * NAME / 2
    return Image(
        x0=x - half, y0=y - half + up, x1=x + half, y1=y + half + up, pixels=rgb, smooth=False, frame=color
    )


def apart(middles: Floats, sizes: Floats) -> Floats:
    """Middles (N, 2) of boxes of these sizes, moved so that none covers another, and each is within the plane."""
    at, inside = middles.copy(), (sizes / 2, np.array([WIDE, HIGH]) - sizes / 2)
    for turn in range(TURNS):
        at = np.clip(at, *inside)
        moved = False
        for one, other in combinations(range(len(at)), 2):
            over = (sizes[one] + sizes[other]) / 2 - np.abs(at[one] - at[other])
            if (over > TOUCH).all():
                axis = int(over.argmin() if turn % 4 < 3 else over.argmax())  # a full column has to give way
                push, moved = over[axis] / 2 * (1.0 if at[one, axis] > at[other, axis] else -1.0), True
                at[one, axis] += push
                at[other, axis] -= push
        if not moved:
            break
    return np.clip(at, *inside)
