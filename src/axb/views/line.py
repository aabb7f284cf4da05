"""y = ax + b itself, among the points it is learned from."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from axb.views.figure import NO_BOX, new_figure
from axb.views.palette import weight_color
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

THIN, THICK = 2.0, 9.0  # pixels: thickness is |value|, within what is still a line


def fit_line(x: ArrayLike, y: ArrayLike, a: float, b: float) -> "go.Figure":
    """Points `x`, `y` (N,), filled as they are learned from, and the line y = ax + b.

    The line has the colour of a, and the step from 0 up or down to b that of b: orange above zero, blue
    below, the thicker the further. Thin strokes are the errors whose squares make the loss.
    Raises InputError where there are no points, or not as many x as y.
    """
    points, answers = np.asarray(x, float).reshape(-1), np.asarray(y, float).reshape(-1)
    if not len(points) or len(points) != len(answers):
        raise InputError("views.points", x=np.shape(x), y=np.shape(y))
    loss = float(((a * points + b - answers) ** 2).mean())
    formula = f"y = {_number(a)}x {'+' if b >= 0 else '−'} {_number(abs(b))}"
    figure = new_figure(
        say("views.fit_line", line=formula, loss=f"{loss:.3g}", count=f"{len(points):,}"), 460
    )
    between = np.full(len(points), np.nan)  # lifts the pen
    figure.add_scatter(
        x=np.stack([points, points, between], 1).reshape(-1),
        y=np.stack([answers, a * points + b, between], 1).reshape(-1),
        mode="lines", line={"width": 1}, opacity=0.35, name=say("views.errors"), hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=points, y=answers, mode="markers", marker={"size": 8}, name=say("views.learned_from"),
        hovertemplate=f"x = %{{x:.3g}}<br>y = %{{y:.3g}}{NO_BOX}",
    )  # fmt: skip
    ends = np.array([min(points.min(), 0.0), max(points.max(), 0.0)])
    figure.add_scatter(x=ends, y=a * ends + b, mode="lines", line=_weight_line(a), name=formula)
    figure.add_scatter(x=[0, 0], y=[0, b], mode="lines", line=_weight_line(b), name=f"b = {_number(b)}")
    return figure.update_xaxes(title_text="x").update_yaxes(title_text="y")


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _weight_line(value: float) -> dict[str, Any]:
    """Colour by sign, thickness by |value|."""
    return {"width": min(THIN + 2 * abs(value), THICK), "color": weight_color(value)}
