"""The surface and the curve as scenes."""

import numpy as np

from axb.labs.network.learning import History
from axb.labs.network.points import Points
from axb.labs.network.seeing import FINE, SIGNED_DOTS, Bounds, Floats, Pixels, classes, hex_color, signed
from axb.views.palette import weight_color
from axb.views.scene import Axis, Image, Line, Mark, Scene, Text
from axb.views.scene import Points as Dots
from axb.words import say

MOST_CURVE = 240  # places along a curve
SMALLEST, LARGEST = 1e-6, 1e6  # losses beyond are drawn as these
ROOM = 0.25  # of the curve's height, above it for the words


def ground(points: Points, answers: Floats) -> Pixels:
    """What the network answers, `(N, outputs)`, as colours `(N, 3)`: classes, or numbers about their middle."""
    if points.has_classes:
        labels = points.labels if len(points.labels) > 1 else (0, 1)
        return classes(answers, labels)
    middle, reach = middle_and_reach(points)
    return signed(answers[..., 0] - middle, reach)


def middle_and_reach(points: Points) -> tuple[float, float]:
    """The number that is drawn white, and how far from it colours are full."""
    if points.kind == "points":
        return 0.0, float(np.abs(points.y).max(initial=0.0)) or 1.0
    low, high = float(points.y.min()), float(points.y.max())
    return (low + high) / 2, (high - low) / 2 or 1.0


def dots(points: Points, held: np.ndarray, chosen: int | None) -> Dots:
    """The points themselves: they can be dragged and picked."""
    if points.has_classes:
        colors = [f"class:{label}" for label in points.y]
    else:
        middle, reach = middle_and_reach(points)
        colors = [hex_color(pixel) for pixel in signed(points.y - middle, reach, SIGNED_DOTS)]
    return Dots(
        name="point", grab=True, x=points.x[:, 0].round(4), y=points.x[:, 1].round(4), color=colors,
        hollow=held.tolist(), size=5.0, chosen=chosen,
    )  # fmt: skip


def surface(points: Points, marks: Dots, bounds: Bounds, answers: Floats) -> Scene:
    """The plane, coloured by what the network answers `(FINE * FINE, outputs)`, and the points."""
    pixels = ground(points, answers).reshape(FINE, FINE, 3)
    image = Image(x0=bounds.x0, y0=bounds.y0, x1=bounds.x1, y1=bounds.y1, pixels=pixels)
    x, y = Axis(points.axes[0], bounds.x0, bounds.x1), Axis(points.axes[1], bounds.y0, bounds.y1)
    if points.has_classes:
        caption = say("labs_network.caption_classes")
    else:
        caption = say("labs_network.caption_number", middle=f"{middle_and_reach(points)[0]:.3g}")
    return Scene(x, y, [image, marks], caption, square=points.kind == "points", taps=True)


def curve(history: History, step: int) -> Scene:
    """The loss so far, of learned-from and held-out points; a line at `step` where that was rewound to."""
    last = max(len(history.loss), 1)
    every = max(1, -(-last // MOST_CURVE))
    epochs = history.epochs[:: max(1, len(history.epochs) // MOST_CURVE)]
    at = [float(end) for end, _ in epochs]
    lines: list[tuple[list[float], list[float], dict[str, object]]] = [
        (
            [float(i + 1) for i in range(0, last, every)],
            history.loss[::every],
            {"opacity": 0.25, "width": 1.0},
        ),
        (at, [logs["loss"] for _, logs in epochs], {"width": 3.0}),
        (at, [logs["val_loss"] for _, logs in epochs], {"width": 3.0, "dashed": True}),
    ]
    low, high = _range(
        [value for _, values, _ in (lines[1:] if len(epochs) > 1 else lines) for value in values]
    )
    log = high > 60 * low
    marks: list[Mark] = [
        Line(x=x, y=np.clip(y, SMALLEST, LARGEST), color="loss", **look)  # type: ignore[arg-type]
        for x, y, look in lines
        if x and y
    ]
    above = (high / low) ** ROOM if log else 1 + ROOM
    axis = Axis(say("labs_network.loss"), low / 1.3 if log else 0.0, high * above, log=log)
    if step < len(history.loss):
        marks.append(Line(x=[step, step], y=[axis.low, axis.high], color="muted", width=1.5))
    marks += _legend(last, axis)
    x = Axis(say("labs_network.steps"), 0, last)
    return Scene(x, axis, marks, say("labs_network.caption_curve", step=f"{step:,}"))


def _range(values: list[float]) -> tuple[float, float]:
    known = [value for value in values if np.isfinite(value)] or [1.0]
    return max(min(known), SMALLEST), min(max(known), LARGEST)


def _legend(last: int, y: Axis) -> list[Mark]:
    def height(share: float) -> float:
        if y.log:
            return float(y.low * (y.high / y.low) ** share)
        return y.low + (y.high - y.low) * share

    told: list[Mark] = []
    for share, key, dashed in ((0.95, "labs_network.learned", False), (0.84, "labs_network.held_out", True)):
        told += [
            Line(x=[last * 0.52, last * 0.58], y=[height(share)] * 2, color="loss", width=3.0, dashed=dashed),
            Text(x=last * 0.6, y=height(share), text=say(key), color="ink", size=13),
        ]
    return told


def sign_color(value: float) -> str:
    """A weight's colour by its meaning."""
    color = weight_color(value)
    return "muted" if color is None else "positive" if value > 0 else "negative"
