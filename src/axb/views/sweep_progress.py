"""A search trial by trial: each one's score as a dot, and the best so far as a line."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from axb.views.figure import NO_BOX, new_figure
from axb.views.smoothing import wants_log
from axb.views.sweep import BEST, PRUNED, REST, told_trial
from axb.views.swept import Swept, Tried
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 380  # pixels


def progress(swept: Swept) -> "go.Figure":
    """Scores by the order in which trials began; one that is no number has no dot.

    A dot knows its run: `customdata`, for who wants to open it.
    """
    shown = sorted((one for one in swept.tried if math.isfinite(one.score)), key=lambda one: one.number)
    figure = new_figure(_caption(swept), HEIGHT)
    best = best_so_far(swept, shown)
    _draw_line(figure, best, max((one.number for one in shown), default=1))
    finished = [one for one in shown if one.finished]
    pruned = [one for one in shown if not one.finished]
    _draw_dots(figure, swept, pruned, say("views_sweep.pruned"), PRUNED, 7, "circle-open")
    others = [one for one in finished if one is not swept.best]
    _draw_dots(figure, swept, others, say("views_sweep.finished"), REST, 9, "circle")
    champion = [one for one in finished if one is swept.best]
    _draw_dots(figure, swept, champion, say("views_sweep.best"), BEST, 14, "star")
    _name_axes(figure, swept, shown)
    return figure


def best_so_far(swept: Swept, shown: Sequence[Tried]) -> list[Tried]:
    """The trials (in order) that were better than all before them, of those that were trained to their end."""
    found: list[Tried] = []
    for one in shown:
        if one.finished and (not found or _better(swept, one.score, found[-1].score)):
            found.append(one)
    return found


def _better(swept: Swept, score: float, other: float) -> bool:
    return score > other if swept.accuracy else score < other


def _caption(swept: Swept) -> str:
    best = swept.best
    if best is None:
        return say("views_sweep.nothing_yet")
    said = {"metric": swept.metric, "score": swept.score_text(best.score), "number": best.number}
    return say("views_sweep.progress", **said, count=max(one.number for one in swept.tried))


def _draw_line(figure: "go.Figure", best: Sequence[Tried], last: int) -> None:
    if best:
        figure.add_scatter(
            x=[*(one.number for one in best), last], y=[*(one.score for one in best), best[-1].score],
            mode="lines", line={"shape": "hv", "width": 3, "color": BEST}, name=say("views_sweep.best_so_far"),
            hoverinfo="skip",
        )  # fmt: skip


def _draw_dots(
    figure: "go.Figure", swept: Swept, group: Sequence[Tried], name: str, color: str, size: int, symbol: str
) -> None:
    if group:
        figure.add_scatter(
            x=[one.number for one in group], y=[one.score for one in group], mode="markers", name=name,
            marker={"color": color, "size": size, "symbol": symbol}, customdata=[one.name for one in group],
            text=[told_trial(swept, one) for one in group], hovertemplate="%{text}" + NO_BOX,
        )  # fmt: skip


def _name_axes(figure: "go.Figure", swept: Swept, shown: Sequence[Tried]) -> None:
    last = max((one.number for one in shown), default=1)
    figure.update_xaxes(title_text=say("views_sweep.trial"), range=[0.3, max(last, 5) + 0.7])
    if last <= 10:
        figure.update_xaxes(dtick=1)
    title = swept.metric
    if swept.accuracy:
        figure.update_yaxes(tickformat=".0%")
    elif wants_log(np.array([one.score for one in shown])):
        title = say("views.log_axis", what=title)
        figure.update_yaxes(type="log", exponentformat="power")
    figure.update_yaxes(title_text=title)
