"""Examples as points in the plane of their two main axes: each class has its colour, its name and a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.views.cividis import cividis
from axb.views.pictures import MODES
from axb.views.scene import Axis, Image, Mark, Points, Scene, Segments, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.insight.embedding import Embedding

WIDE, HIGH = 700.0, 400.0  # the whole, in pixels of a picture 400 high
SIDE, EDGE = 130.0, 12.0  # pixels: to the left and right of all points, for the classes; around all points
DOT, MIDDLE, FACE, NAME = (
    3.5,
    6.5,
    44.0,
    13.0,
)  # pixels: a point, a class's middle, a picture, the letters of a name
TOP = 26.0  # pixels above the classes to the left: the axis' name
MOST = 16  # classes with a name, and colours
Floats = NDArray[np.float64]
Labels = NDArray[np.generic]


def embedding_scene(
    found: "Embedding",
    answers: ArrayLike,
    names: Sequence[str] = (),
    pictures: NDArray[np.uint8] | None = None,
) -> Scene:
    """Each example a ring, for it was held out. `answers`: (N,), whole numbers into the `names` of classes; without
    names numbers, dark where they are low. pictures: (N, H, W, 1, 3 or 4), of which each class shows its middle one."""
    points, known = found.points, np.asarray(answers)
    plane = _Plane.around(points, SIDE if names else 0.0)
    colors = [f"class:{label % MOST}" for label in known] if names else _shades(known)
    dots = Points(x=points[:, 0], y=points[:, 1], color=colors, size=DOT, hollow=True)
    x, y = (
        Axis(say(f"embedding.axis_{place}", share=f"{share:.0%}"), low, high)
        for place, share, low, high in zip((1, 2), found.explained, *plane.ends, strict=True)
    )
    marks = [dots, *_classes(plane, points, known, names, pictures)]
    return Scene(x, y, marks, _caption(found, names), square=True)


def _caption(found: "Embedding", names: Sequence[str]) -> str:
    said = {"count": f"{len(found.points):,}", "layer": found.layer, "features": f"{found.features:,}"}
    key = "embedding.classes" if names else "embedding.numbers"
    return say(key, **said, share=f"{sum(found.explained):.0%}")


def _shades(values: Labels) -> list[str]:
    """From the lowest (dark) to the highest (yellow) as colours."""
    numbers = values.astype(float).reshape(-1)
    share = (numbers - numbers.min()) / (np.ptp(numbers) or 1.0)
    return ["#{:02x}{:02x}{:02x}".format(*color) for color in cividis(share)]


@dataclass(frozen=True)
class _Plane:
    """What is seen, one unit as long on both axes: from `corner` on, `unit` for each pixel."""

    corner: Floats
    unit: float

    @classmethod
    def around(cls, points: Floats, side: float) -> "_Plane":
        low, high = points.min(0), points.max(0)
        room = np.array([WIDE - 2 * (side + EDGE), HIGH - 2 * EDGE])
        unit = float(max(((high - low) / room).max(), 1e-9))
        return cls((low + high) / 2 - unit * np.array([WIDE, HIGH]) / 2, unit)

    @property
    def ends(self) -> tuple[list[float], list[float]]:
        """The lowest of both axes, and the highest."""
        return self.corner.tolist(), self.at(WIDE, HIGH).tolist()

    def at(self, x: float, y: float) -> Floats:
        """From pixels, from the lower left corner on."""
        place: Floats = self.corner + self.unit * np.array([x, y])
        return place


def _classes(
    plane: _Plane, points: Floats, labels: Labels, names: Sequence[str], pictures: NDArray[np.uint8] | None
) -> list[Mark]:
    """To the left and to the right of all points, each with a line to its middle: nothing is covered."""
    shown = [label for label in range(min(len(names), MOST)) if (labels == label).any()]
    middles = {label: np.median(points[labels == label], axis=0) for label in shown}
    marks: list[Mark] = []
    for label, (x, y, face) in _beside(middles).items():
        (at_x, at_y), (to_x, to_y) = plane.at(x, y), middles[label]
        inner = plane.at(x + (face / 2 + 4) * (1 if x < WIDE / 2 else -1), y)[0]
        marks.append(Segments(x0=[inner], y0=[at_y], x1=[to_x], y1=[to_y], width=1.5, color="ink"))
        marks.append(Points(x=[to_x], y=[to_y], color=f"class:{label}", size=MIDDLE))
        if pictures is not None and pictures.shape[3] in MODES:
            of_class = np.flatnonzero(labels == label)
            middle = np.linalg.norm(points[of_class] - middles[label], axis=1).argmin()
            marks.append(_face(plane, (x, y), face, pictures[of_class[middle]], f"class:{label}"))
            at_y -= plane.unit * (face / 2 + NAME / 2 + 3)
        marks.append(Text(x=at_x, y=at_y, text=names[label], size=NAME, align="center"))
    return marks


def _beside(middles: dict[int, Floats]) -> dict[int, tuple[float, float, float]]:
    """For each class where its picture stands and how large it is, in pixels: half of them to the left, as high and low
    as their middles are."""
    across = sorted(middles, key=lambda label: float(middles[label][0]))
    half = len(across) // 2
    places: dict[int, tuple[float, float, float]] = {}
    for column, x in ((across[:half], SIDE / 2), (across[half:], WIDE - SIDE / 2)):
        downward = sorted(column, key=lambda label: -float(middles[label][1]))
        step = (HIGH - TOP - EDGE) / max(len(downward), 1)
        face = min(FACE, step - NAME - 8)
        for row, label in enumerate(downward):
            places[label] = x, HIGH - TOP - step * (row + 0.5) + NAME / 2, face
    return places


def _face(
    plane: _Plane, at: tuple[float, float], side: float, picture: NDArray[np.uint8], color: str
) -> Image:
    """A real example, in a frame of its class's colour."""
    rgb = np.repeat(picture, 3, 2) if picture.shape[2] == 1 else picture[:, :, :3]
    (x0, y0), (x1, y1) = (plane.at(at[0] + way * side / 2, at[1] + way * side / 2) for way in (-1, 1))
    return Image(x0=x0, y0=y0, x1=x1, y1=y1, pixels=rgb, smooth=False, frame=color)
