"""Several runs on one pair of axes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from axb.runs import Run
from axb.views.curves import switch
from axb.views.figure import new_figure, plain
from axb.views.palette import class_color
from axb.views.panels import AS_PERCENT, EPOCH, HELD_OUT, RATE
from axb.views.smoothing import smoothed, wants_log, window_of
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST = 8  # the palette's colours
HEIGHT = 420  # pixels


def metrics_of(runs: Sequence[Run]) -> list[str]:
    """What can be compared: what at least one of them recorded, the usual ones first."""
    names = {
        name.removeprefix(HELD_OUT).removeprefix(EPOCH)
        for run in runs
        for name in run.series_names()
        if not name.endswith(RATE)
    }
    first = [name for name in ("accuracy", "loss") if name in names]
    return first + sorted(names - {*first})


def compare(runs: Sequence[Run], metric: str | None = None) -> "go.Figure":
    """A metric ("loss", "accuracy", ...) of up to 8 runs against the step, a colour for each.

    Rings joined by a strong line: examples held out, after each epoch. Thin: while training, a moving mean. metric None
    is the accuracy where there is one, else the loss.
    Raises InputError for fewer than 1 or more than 8 runs, or a metric that none of them recorded.
    """
    if not 0 < len(runs) <= MOST:
        raise InputError("views_compare.how_many", most=MOST, got=len(runs))
    known = metrics_of(runs)
    name = metric or next(iter(known), "loss")
    if known and name not in known:
        raise InputError("registry.unknown_choice", what="metric", known=", ".join(known), got=name)
    figure = new_figure(_caption(runs, name), HEIGHT)
    drawn = [_draw(figure, run, name, class_color(number)) for number, run in enumerate(runs)]
    _name_axes(figure, name, np.concatenate([*drawn, np.empty(0)]))
    return figure.update_layout(hovermode="x")


def _caption(runs: Sequence[Run], name: str) -> str:
    """Who is best on what was held out, as far as that is known."""
    higher = name.endswith(AS_PERCENT)
    ends = [(run.name, values) for run in runs if np.isfinite(values := run.series(HELD_OUT + name)[1]).any()]
    if not ends:
        return say("views_compare.no_held_out", metric=title_of(name), count=len(runs))
    best = {who: float((np.nanmax if higher else np.nanmin)(values)) for who, values in ends}
    winner = (max if higher else min)(best, key=lambda who: best[who])
    shown = f"{best[winner]:.1%}" if higher else f"{best[winner]:.3g}"
    return say("views_compare.best", metric=title_of(name), count=len(runs), name=winner, value=shown)


def title_of(name: str) -> str:
    """A metric's name for people."""
    usual = {"loss": say("views.axis_loss"), "accuracy": say("views.axis_accuracy")}
    return usual.get(name, name)


def _draw(figure: "go.Figure", run: Run, name: str, color: str) -> Any:
    """The thin line of training, the rings of what was held out; returns the values drawn."""
    label = plain(run.name)
    steps, values = run.series(name)
    if not len(values):
        steps, values = run.series(EPOCH + name)
    x, y = smoothed(steps, values, window_of(len(values)))
    held_at, held = run.series(HELD_OUT + name)
    said = {"name": label, "legendgroup": run.id, "hovertemplate": "%{y:.4g}"}
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"width": 1.5 if len(held) else 3, "color": color},
        opacity=0.55 if len(held) else 1, showlegend=not len(held), **said,
    )  # fmt: skip
    if len(held):
        marker = {"symbol": "circle-open", "size": 8, "color": color, "line": {"width": 2}}
        figure.add_scatter(
            x=held_at, y=held, mode="lines+markers", line={"width": 3, "color": color}, marker=marker, **said
        )
    return np.concatenate([y, held])


def _name_axes(figure: "go.Figure", name: str, values: Any) -> None:
    title = plain(title_of(name))
    if not name.endswith(AS_PERCENT):
        figure.update_layout(meta={**figure.layout.meta, "log": switch(1, title, values)})
    if name.endswith(AS_PERCENT):
        figure.update_yaxes(tickformat=".0%")
    elif wants_log(values):
        title = say("views.log_axis", what=title)
        figure.update_yaxes(type="log", exponentformat="power")
    figure.update_yaxes(title_text=title)
    figure.update_xaxes(title_text=say("views.axis_step"), tickformat=",d")
