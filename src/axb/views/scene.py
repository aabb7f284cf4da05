"""A picture as data: marks in the coordinates of two axes. Drawn in the browser (live) and by `paint` (slides, films).

Colours are told by what they mean ("ink", "muted", "grid", "paper", "accent", "loss", "gradient", "negative",
"positive", "class:0", "class:1", ...) or as "#rrggbb"; sizes and widths in pixels of a picture 400 high.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.views.palette import THEMES, Scheme, class_color

MEANINGS = {
    "loss": "#b0457b",
    "gradient": "#d6119a",
    "negative": "#2a6fdb",
    "positive": "#e07b00",
    "accent": "#0072B2",
}
Colors = str | Sequence[str]  # one for all, or one each
Widths = float | ArrayLike


@dataclass(frozen=True)
class Axis:
    """An axis: its name (with its unit), the range that is shown, whether it is logarithmic, whether it is drawn."""

    label: str = ""
    low: float = 0.0
    high: float = 1.0
    log: bool = False
    shown: bool = True


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something drawn. With a `name` it answers a hand: it can be picked and, where `grab`, dragged.

    An arrow key moves it `step` units of the axes, or a fortieth of the picture where there is none.
    """

    kind: ClassVar[str]
    name: str = ""
    grab: bool = False
    step: float | None = None
    opacity: float = 1.0

    @cached_property
    def told(self) -> dict[str, Any]:
        """The same as JSON's types: told once, however many scenes it stands in."""
        return {"kind": self.kind, **_told(self)}


@dataclass(frozen=True, kw_only=True)
class Points(Mark):
    """Dots; hollow ones are what was held out."""

    kind: ClassVar[str] = "points"
    x: ArrayLike
    y: ArrayLike
    color: Colors = "ink"
    size: float = 5.0  # radius
    hollow: bool | Sequence[bool] = False
    chosen: int | None = None  # this one has a ring around it


@dataclass(frozen=True, kw_only=True)
class Line(Mark):
    """A line through points; NaN breaks it."""

    kind: ClassVar[str] = "line"
    x: ArrayLike
    y: ArrayLike
    color: str = "ink"
    width: float = 2.0
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Segments(Mark):
    """Many straight lines, from (x0, y0) to (x1, y1): wires, residuals; with an arrowhead at the end if `arrow`."""

    kind: ClassVar[str] = "segments"
    x0: ArrayLike
    y0: ArrayLike
    x1: ArrayLike
    y1: ArrayLike
    color: Colors = "ink"
    width: Widths = 1.0
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True, kw_only=True)
class Boxes(Mark):
    """Rectangles: `fill` is how opaque the inside is, the frame has `width` (solid: real; dashed: made by a model)."""

    kind: ClassVar[str] = "boxes"
    x0: ArrayLike
    y0: ArrayLike
    x1: ArrayLike
    y1: ArrayLike
    color: Colors = "ink"
    fill: float = 0.2
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Image(Mark):
    """Pixels between two corners, row 0 on top: uint8 `(H, W, 3)`; `smooth` blends neighbours."""

    kind: ClassVar[str] = "image"
    x0: float
    y0: float
    x1: float
    y1: float
    pixels: NDArray[np.uint8]
    smooth: bool = True
    frame: str = ""  # a colour, or none


@dataclass(frozen=True, kw_only=True)
class Text(Mark):
    """Words at a point; align is which end of them stands there: "left", "center" or "right".

    room: units of the x axis that they may take; where they'd take more, the letters are smaller.
    """

    kind: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    color: str = "ink"
    size: float = 13.0
    align: str = "left"
    bold: bool = False
    room: float | None = None


@dataclass(frozen=True)
class Scene:
    """A whole picture. `caption` is one sentence that says what it shows; `square`: one unit is as long on both axes.

    Where `taps`, a tap on the empty ground means something (the page is told where). `wide`: on a slide with others it
    gets the whole width.
    """

    x: Axis
    y: Axis
    marks: Sequence[Mark]
    caption: str = ""
    square: bool = False
    taps: bool = False
    wide: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON's types, for a browser."""
        return {
            "x": _told(self.x), "y": _told(self.y), "caption": self.caption, "square": self.square,
            "taps": self.taps, "marks": [mark.told for mark in self.marks],
        }  # fmt: skip


def color_table(scheme: Scheme) -> dict[str, str]:
    """What each colour's meaning is in light or dark."""
    theme = THEMES[scheme]._asdict()
    return {**theme, **MEANINGS, **{f"class:{label}": class_color(label) for label in range(16)}}


def _told(thing: Any) -> dict[str, Any]:
    """A dataclass's fields, without those that say nothing."""
    told = {
        field.name: _plain(getattr(thing, field.name), field.type == ArrayLike) for field in fields(thing)
    }
    return {
        name: value
        for name, value in told.items()
        if value is not False and value is not None and value != ""
    }


def _plain(value: Any, many: bool = False) -> Any:
    """As JSON's types; where there are `many`, one alone is a list, too."""
    if isinstance(value, np.ndarray) and value.dtype == np.uint8:
        import base64

        return {"shape": value.shape[:2], "rgb": base64.b64encode(value.tobytes()).decode()}
    if isinstance(value, str | bool | int | float | type(None)) and not many:
        return value
    array = np.asarray(value)
    if array.dtype.kind not in "fiu":
        return list(value)
    return _short(array.astype(np.float64).reshape(-1))


def _short(numbers: NDArray[np.float64]) -> list[float | None]:
    """Rounded to about 6 digits, which is much less to send; what is no number is None."""
    finite = np.isfinite(numbers)
    known = np.where(finite, numbers, 0.0)
    scale = 10.0 ** (5 - np.floor(np.log10(np.maximum(np.abs(known), 1e-16))))
    short: list[float | None] = (np.rint(known * scale) / scale).tolist()
    return short if finite.all() else [one if real else None for one, real in zip(short, finite, strict=True)]
