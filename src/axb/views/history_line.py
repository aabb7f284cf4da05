"""A run of y = ax + b told again: the line among its points, and its way over the loss."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from axb.data import load
from axb.runs import Run
from axb.views.cividis import cividis
from axb.views.facts import job
from axb.views.learned_line import Line as LearnedLine
from axb.views.learned_line import around
from axb.views.scene import Axis, Image, Line, Points, Scene
from axb.views.surface import LOWEST
from axb.words import InputError, say

WIDE = 2.5  # standard deviations of x that are shown on each side of its mean


def line_history(run: Run, line: LearnedLine) -> Callable[[float], list[Scene]]:
    """The share of the steps, 0 to 1 -> the line then, and the way to it."""
    steps, a = run.series("a")
    way = np.concatenate([[line.start], np.stack([a, run.series("b")[1]], axis=1)])
    points = _points(run)
    surface = _surface(line, way)

    def shown(share: float) -> list[Scene]:
        done = round(share * (len(way) - 1))
        step = int(steps[done - 1]) if done else 0
        return [_line(line, way[done], points, step), surface(way[: done + 1])]

    return shown


def _points(run: Run) -> NDArray[np.float64]:
    """What it learned from, (N, 2); empty where that isn't there any more."""
    try:
        data = load(str(job(run).get("data")))
    except InputError:
        return np.empty((0, 2))
    x, y = (np.asarray(part, np.float64).reshape(-1) for part in (data.x_train, data.y_train))
    return np.stack([x, y], axis=1) if len(x) == len(y) else np.empty((0, 2))


def _line(line: LearnedLine, now: NDArray[np.float64], points: NDArray[np.float64], step: int) -> Scene:
    a, b = now.tolist()
    spread = max(line.mean_square_x - line.mean_x**2, 1e-12) ** 0.5
    ends = np.array([line.mean_x - WIDE * spread, line.mean_x + WIDE * spread])
    seen = np.concatenate([line.best_a * ends + line.best_b, points[:, 1]])
    room = 0.15 * float(np.ptp(seen)) or 1.0
    sign = "+" if b >= 0 else "−"
    formula = f"y = {a:.3g}x {sign} {abs(b):.3g}".replace("-", "−")
    marks = [
        Points(x=points[:, 0], y=points[:, 1]),
        Line(x=ends, y=line.best_a * ends + line.best_b, color="muted", dashed=True),
        Line(
            x=ends, y=a * ends + b, color="positive" if a > 0 else "negative", width=min(2 + 2 * abs(a), 9.0)
        ),
    ]
    said = say("views_slides.line", step=f"{step:,}", line=formula, loss=f"{float(line.loss(a, b)):.3g}")
    return Scene(
        Axis("x", *ends.tolist()), Axis("y", float(seen.min()) - room, float(seen.max()) + room), marks, said
    )


def _surface(line: LearnedLine, way: NDArray[np.float64]) -> Callable[[NDArray[np.float64]], Scene]:
    """The loss over all a and b as colour, and the way so far."""
    a, b = (around(way[:, axis], best) for axis, best in enumerate((line.best_a, line.best_b)))
    height = np.log10(np.maximum(line.loss(a[None, :], b[::-1, None]), LOWEST))
    share = (height - height.min()) / (np.ptp(height) or 1.0)
    x, y = Axis(say("views.axis_a"), a[0], a[-1]), Axis(say("views.axis_b"), b[0], b[-1])
    ground = Image(x0=a[0], y0=b[0], x1=a[-1], y1=b[-1], pixels=cividis(share))

    def shown(path: NDArray[np.float64]) -> Scene:
        marks = [
            ground,
            Points(x=[line.best_a], y=[line.best_b], color="#ffffff", hollow=True, size=9),
            *(
                Line(x=path[:, 0], y=path[:, 1], color=color, width=width)
                for color, width in (("#000000", 4.5), ("#ffffff", 2.5))
            ),
            Points(x=path[-1:, 0], y=path[-1:, 1], color="positive", size=6),
        ]
        return Scene(x, y, marks, say("views_slides.surface"))

    return shown
