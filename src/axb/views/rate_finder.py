"""What a learning-rate range test found: the loss against the rate, every seed, and the suggestion."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from axb.views.figure import new_figure
from axb.views.scene import MEANINGS, Axis, Line, Scene
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from axb.training import RateFinding

HEIGHT = 420  # pixels
ROOM = 0.25  # of the losses' range, above the first and below the least
LOSS, ACCENT = MEANINGS["loss"], MEANINGS["accent"]
Values = NDArray[np.float64]


def rate_figure(finding: "RateFinding") -> "go.Figure":
    """Thin: each seed's loss, smoothed; thick: their median; the suggestion as a line in a band from the smallest to
    the largest of all seeds. A loss that bursts leaves the picture at the top."""
    figure = new_figure(finding.verdict, HEIGHT)
    for number, sweep in enumerate(finding.sweeps):
        figure.add_scatter(
            x=sweep.rates, y=sweep.smooth, mode="lines", line={"width": 1}, opacity=0.6, legendgroup="seeds",
            name=say("rate_finder.each_seed"), showlegend=not number, hoverinfo="skip",
        )  # fmt: skip
    rates, losses = median(finding)
    figure.add_scatter(
        x=rates, y=losses, mode="lines", line={"width": 4, "color": LOSS}, name=say("rate_finder.median"),
        hovertemplate="%{y:.3g}",
    )  # fmt: skip
    low, high = _seen(finding)
    figure.update_xaxes(
        type="log",
        exponentformat="power",
        dtick=1,
        title_text=say("views.log_axis", what=say("views.axis_rate")),
    )
    figure.update_yaxes(range=[low, high], title_text=say("views.axis_loss"))
    if finding.rate is not None:
        _mark(figure, finding, [low, high])
    return figure.update_layout(hovermode="x")


def _mark(figure: "go.Figure", finding: "RateFinding", ends: list[float]) -> None:
    """The suggestion, and the band of all seeds'."""
    smallest, largest = min(finding.suggestions), max(finding.suggestions)
    band: dict[str, Any] = {"fillcolor": ACCENT, "opacity": 0.18, "line": {"width": 0}, "layer": "below"}
    figure.add_shape(type="rect", x0=smallest, x1=largest, yref="paper", y0=0, y1=1, **band)
    name = say("rate_finder.suggestion", rate=f"{finding.rate:g}")
    figure.add_scatter(
        x=[finding.rate] * 2, y=ends, mode="lines", line={"width": 3, "color": ACCENT, "dash": "dash"}, name=name,
        hoverinfo="skip",
    )  # fmt: skip


def rate_scene(finding: "RateFinding") -> Scene:
    """The same in a few marks, for a terminal."""
    rates, losses = median(finding)
    low, high = _seen(finding)
    marks = [Line(x=rates, y=losses, color="loss")]
    if finding.rate is not None:
        marks.append(Line(x=[finding.rate] * 2, y=[low, high], color="accent", dashed=True))
    ends = (float(rates[0]), float(rates[-1])) if len(rates) > 1 else (1e-6, 10.0)
    x = Axis(say("views.log_axis", what=say("views.axis_rate")), *ends, log=True)
    return Scene(x, Axis(say("views.axis_loss"), low, high), marks)


def median(finding: "RateFinding") -> tuple[Values, Values]:
    """The rates that all seeds came to, and the median of their smoothed losses there."""
    shortest = min(finding.sweeps, key=lambda sweep: len(sweep.rates)).rates
    return shortest, np.median([sweep.smooth[: len(shortest)] for sweep in finding.sweeps], axis=0)


def _seen(finding: "RateFinding") -> tuple[float, float]:
    """The range of losses that is shown."""
    losses = [sweep.smooth for sweep in finding.sweeps if len(sweep.smooth)]
    low = min((float(one.min()) for one in losses), default=0.0)
    first = max((float(one[0]) for one in losses), default=1.0)
    room = ROOM * (first - low) or 0.1 * abs(first) or 1.0
    return (low - room if low < 0 else max(low - room, 0.0)), first + room
