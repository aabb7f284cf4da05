"""A scene in letters: what a terminal can show of a picture."""

import numpy as np
from numpy.typing import NDArray

from axb.cli.screen import padded
from axb.views.palette import class_color
from axb.views.scene import Axis, Image, Line, Mark, Points, Scene, Segments
from axb.words.wrapping import cells

WIDE, HIGH = 64, 18  # letters
CLASSES = "ox+*%&@$"  # of the points of class 0, 1, ...
GROUND = " .:"  # of the surface where class 0, 1, 2 wins; cold to warm where it is a number
Floats = NDArray[np.float64]


def sketch(scene: Scene, wide: int = WIDE, high: int = HIGH) -> list[str]:
    """Lines of letters with a frame, the axes' names and ends. Later marks hide earlier ones, as in the picture.

    Boxes and texts are left out: letters are too coarse for them.
    """
    paper = np.full((high, wide), " ", dtype="<U1")
    for mark in scene.marks:
        _draw(paper, mark, scene)
    x, y = scene.x, scene.y
    low, high_end = f"{x.low:.3g}", f"{x.high:.3g}"
    below = low + _centered(x.label, wide - len(low) - len(high_end)) + high_end
    sides = [f"{y.high:.3g}", *[""] * (high - 2), f"{y.low:.3g}"]
    left = max(map(len, sides))
    rule = " " * left + " +" + "-" * wide + "+"
    rows = [f"{side:>{left}} |{''.join(row)}|" for side, row in zip(sides, paper, strict=True)]
    return [*([f"{' ' * left}  {y.label}"] if y.label else []), rule, *rows, rule, " " * (left + 2) + below]


def _draw(paper: NDArray[np.str_], mark: Mark, scene: Scene) -> None:
    if isinstance(mark, Points):
        colors = [mark.color] * np.size(mark.x) if isinstance(mark.color, str) else mark.color
        for x, y, color in zip(_numbers(mark.x), _numbers(mark.y), colors, strict=True):
            _put(paper, scene, np.array([x]), np.array([y]), _letter(color))
    elif isinstance(mark, Line):
        x, y = _numbers(mark.x), _numbers(mark.y)
        for place in range(len(x) - 1):
            _stroke(
                paper, scene, (x[place], y[place]), (x[place + 1], y[place + 1]), "-" if mark.dashed else "#"
            )
    elif isinstance(mark, Segments):
        ends = (_numbers(one) for one in (mark.x0, mark.y0, mark.x1, mark.y1))
        for x0, y0, x1, y1 in zip(*ends, strict=True):
            _stroke(paper, scene, (x0, y0), (x1, y1), "'")
    elif isinstance(mark, Image):
        _ground(paper, scene, mark)


def _letter(color: str) -> str:
    """Classes have a letter each; what isn't data, like a handle, is a star."""
    label = color.removeprefix("class:")
    return CLASSES[int(label) % len(CLASSES)] if label.isdecimal() else "o" if color == "ink" else "@"


def _ground(paper: NDArray[np.str_], scene: Scene, image: Image) -> None:
    """The class whose colour is the nearest by hue; where a number is shown, its brightness."""
    high, wide = paper.shape
    rows, columns = image.pixels.shape[:2]
    pixels = image.pixels[
        (np.arange(high) * rows // high)[:, None], np.arange(wide) * columns // wide
    ].astype(float)
    hues = np.array(
        [[int(class_color(label)[i : i + 2], 16) for i in (1, 3, 5)] for label in range(len(GROUND))]
    )
    away = ((_hue(pixels)[:, :, None] - _hue(hues.astype(float))) ** 2).sum(-1)
    paper[:] = np.array(list(GROUND))[away.argmin(-1)]


def _hue(colors: Floats) -> Floats:
    """How a colour differs from grey, whatever its strength."""
    from_grey = colors - colors.mean(-1, keepdims=True)
    hue: Floats = from_grey / (np.linalg.norm(from_grey, axis=-1, keepdims=True) + 1e-9)
    return hue


def _stroke(
    paper: NDArray[np.str_], scene: Scene, start: tuple[float, float], end: tuple[float, float], letter: str
) -> None:
    share = np.linspace(0, 1, 2 * max(paper.shape))
    _put(paper, scene, start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]), letter)


def _put(paper: NDArray[np.str_], scene: Scene, x: Floats, y: Floats, letter: str) -> None:
    high, wide = paper.shape
    across, up = _share(scene.x, x) * (wide - 1), _share(scene.y, y) * (high - 1)
    with np.errstate(invalid="ignore"):
        inside = (across >= 0) & (across <= wide - 1) & (up >= 0) & (up <= high - 1)
    paper[high - 1 - np.rint(up[inside]).astype(int), np.rint(across[inside]).astype(int)] = letter


def _centered(text: str, room: int) -> str:
    """`text` in the middle of so many columns."""
    left = max(room - cells(text), 0) // 2
    return padded(" " * left + text, room)


def _share(axis: Axis, values: Floats) -> Floats:
    """Where on the axis: 0 at its low end, 1 at its high end."""
    low, high = (np.log(axis.low), np.log(axis.high)) if axis.log else (axis.low, axis.high)
    with np.errstate(invalid="ignore", divide="ignore"):
        told: Floats = ((np.log(values) if axis.log else values) - low) / (high - low)
    return told


def _numbers(values: object) -> Floats:
    return np.asarray(values, np.float64).reshape(-1)
