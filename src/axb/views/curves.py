"""How training went: losses, metrics and learning rates over the steps of a run."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from axb.runs import Run
from axb.runs.series import Steps, Values
from axb.views.figure import plain
from axb.views.panels import EPOCH, HELD_OUT, LOSS, LOW, RATE, TALL, Panel, color_of, panels_of, player_of
from axb.views.smoothing import smoothed, thinned, wants_log, window_of
from axb.views.told import Axis, Told
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

BETWEEN, BELOW = 56, 56  # pixels: between two panels, below the last one
Recorded = dict[str, tuple[Steps, Values]]  # all of a run, read once
NOTHING: tuple[Steps, Values] = (np.empty(0, np.int64), np.empty(0))
RAW, SMOOTH = "raw", "smooth"  # what a report's switch goes by
DOT, RING = "circle", "circle-open"  # what was learned from is filled, what was held out is hollow


@dataclass(frozen=True)
class _Look:
    """A trace's name in the legend, its colour (None: the theme's ink), its markers."""

    label: str
    color: str | None
    symbol: str = DOT

    def line(self, width: float, **more: Any) -> dict[str, Any]:
        return {"width": width, "color": self.color, **more}


def curves(run: Run) -> "go.Figure":
    """Loss, each metric and the learning rate against the step, below one another; time runs to the right.

    Thin: every step; thick: a moving mean; filled dots: an epoch's mean; rings: examples held out.
    """
    return told_curves(run).figure()


def told_curves(run: Run) -> Told:
    """The same as data, which costs a tenth of the time: for who draws it again and again."""
    recorded = {name: run.series(name) for name in run.series_names()}
    panels = panels_of(list(recorded))
    if not panels:
        return _nothing_yet()
    heights = [panel.height for panel in panels]
    figure = Told(_caption(recorded, panels), heights, BETWEEN, BELOW)
    figure.layout["meta"]["log"] = {}
    for row, panel in enumerate(panels, 1):
        drawn = [_draw(figure, recorded, name, row, number) for number, name in enumerate(panel.names)]
        values = np.concatenate(drawn)
        _name_axis(figure.y(row), panel, values)
        if panel.height == TALL and not panel.is_percent:
            figure.layout["meta"]["log"] |= switch(row, panel.title, values)
        figure.x(row)["tickformat"] = ",d"
    figure.x(len(panels))["title"] = {"text": say("views.axis_step")}
    figure.layout["hovermode"] = "x"
    return figure


def _nothing_yet() -> Told:
    figure, empty = (
        Told(say("views.nothing_yet"), [TALL], below=BELOW),
        {"range": [0, 1], "showticklabels": False},
    )
    figure.x(1).update(title={"text": say("views.axis_step")}, **empty)
    figure.y(1).update(title={"text": say("views.axis_loss")}, **empty)
    return figure


def _caption(recorded: Recorded, panels: list[Panel]) -> str:
    """With one loss, where it began and where it is; else what the first panel shows."""
    rings = say("views.rings") if any(name.startswith(HELD_OUT) for name in recorded) else ""
    name = panels[0].names[0]
    steps, values = recorded.get(name, NOTHING)
    if name != LOSS or len(values) < 2:
        last = max(int(steps.max(initial=0)) for steps, _ in recorded.values())
        return say("views.curves", what=panels[0].title, steps=f"{last:,}", rings=rings)
    window = window_of(len(values))
    means = smoothed(steps, values, window)[1]
    thick = say("views.thick_line", window=f"{window:,}") if window > 1 else ""
    said = {"first": _number(means[0]), "last": _number(means[-1]), "steps": f"{steps[-1]:,}"}
    return say("views.curves_loss", **said, thick=thick, rings=rings)


def _number(value: float) -> str:
    return f"{value:.3g}" if math.isfinite(value) else say("views.not_a_number")


def _draw(figure: Told, recorded: Recorded, name: str, row: int, number: int) -> Values:
    """All that was recorded of one name; returns the values that the eye follows."""
    steps, values = recorded.get(name, NOTHING)
    player, color = plain(player_of(name)), color_of(name, number)
    if name.endswith(RATE):
        return _draw_rate(figure, steps, values, _Look(player, color), row)
    training = _Look(player or say("views.training"), color)
    held_out = say("views.held_out_of", what=player) if player else say("views.held_out")
    drawn = [_draw_steps(figure, steps, values, training, row)] if len(values) else []
    looks = [(HELD_OUT, _Look(held_out, color, RING))]
    for prefix, look in looks if len(values) else [(EPOCH, training), *looks]:
        at, means = recorded.get(prefix + name, NOTHING)
        if len(means):
            drawn.append(_draw_epochs(figure, at, means, look, row))
    return np.concatenate([*drawn, np.empty(0)])


def _draw_steps(figure: Told, steps: Steps, values: Values, look: _Look, row: int) -> Values:
    """Thin: every step. Thick: the mean of a window around it."""
    window = window_of(len(values))
    if window > 1:
        x, y = thinned(steps, values)
        figure.scatter(
            row,
            x=x,
            y=y,
            mode="lines",
            line=look.line(1),
            opacity=0.28,
            hoverinfo="skip",
            showlegend=False,
            meta=RAW,
        )
    x, y = smoothed(steps, values, window)
    smooth = {"meta": SMOOTH} if window > 1 else {}
    figure.scatter(row, x=x, y=y, mode="lines", line=look.line(3), **smooth, **_named(figure, look))
    return y


def _draw_epochs(figure: Told, steps: Steps, values: Values, look: _Look, row: int) -> Values:
    """One marker an epoch, where it ended."""
    hollow = look.symbol == RING
    marker = {"symbol": look.symbol, "size": 9, "color": look.color, "line": {"width": 2 if hollow else 0}}
    line = look.line(1.5 if hollow else 3)
    figure.scatter(
        row, x=steps, y=values, mode="lines+markers", marker=marker, line=line, **_named(figure, look)
    )
    return values


def _named(figure: Told, look: _Look) -> dict[str, Any]:
    """One line of the legend for all traces of a name."""
    is_new = all(trace["name"] != look.label for trace in figure.data if "name" in trace)
    return {"name": look.label, "legendgroup": look.label, "showlegend": is_new, "hovertemplate": "%{y:.4g}"}


def _draw_rate(figure: Told, steps: Steps, values: Values, look: _Look, row: int) -> Values:
    x, y = thinned(steps, values)
    figure.scatter(
        row, x=x, y=y, mode="lines", line=look.line(1.5, shape="hv"), name=look.label, showlegend=False,
        hovertemplate="%{y:.3g}",
    )  # fmt: skip
    return y


def switch(row: int, title: str, values: Values) -> dict[str, list[str]]:
    """An upright axis that can be logarithmic, and its title as it is and when it is; nothing where it cannot be."""
    finite = values[np.isfinite(values)]
    if not len(finite) or finite.min() <= 0:
        return {}
    return {f"yaxis{row if row > 1 else ''}": [title, say("views.log_axis", what=title)]}


def _name_axis(axis: Axis, panel: Panel, values: Values) -> None:
    title, finite, is_low = panel.title, values[np.isfinite(values)], panel.height == LOW
    is_log = wants_log(values)
    if is_log:
        title = say("views.low_log_axis" if is_low else "views.log_axis", what=title)
        axis.update(type="log", exponentformat="power")
    elif panel.is_percent:
        axis["tickformat"] = ".0%"
    if is_low:
        axis.update(nticks=3, tickformat="~g", rangemode="tozero")
    if is_low and is_log:  # powers of ten: Plotly would write 0.1, 0.2 and 0.5 on one another
        axis["dtick"] = max(round(math.log10(finite.max() / finite.min()) / 3), 1)
    if len(finite) and finite.min() == finite.max() != 0:  # Plotly would show 0.001 between -1 and 1
        axis["range"] = sorted((0, 1.2 * float(finite[0])))
    axis["title"] = {"text": title}
