"""A search for hyperparameters in two figures: every trial as a line through its values, and what decided."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from axb.views.figure import NO_BOX, new_figure, plain
from axb.views.palette import OKABE_ITO
from axb.views.smoothing import wants_log
from axb.views.swept import Dimension, Swept, Tried, setting_text
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT, BAR = 420, 44  # pixels: of the lines' figure, of one bar of the other
BEST, GOOD, REST, PRUNED = OKABE_ITO[5], OKABE_ITO[4], OKABE_ITO[1], OKABE_ITO[7]
FEW = 5  # of the best are told apart from the rest


class Look(NamedTuple):
    """A group of trials in the legend, and how their lines are drawn."""

    label: str
    color: str
    width: float
    opacity: float = 1.0
    dash: str = "solid"


def parallel(swept: Swept) -> "go.Figure":
    """Parallel coordinates: an upright axis for each hyperparameter and one for the score; a line for each trial."""
    figure = new_figure(_caption(swept), HEIGHT)
    axes = [*swept.dimensions, _score_axis(swept)]
    finished = [one for one in swept.tried if one.finished]
    pruned = [one for one in swept.tried if not one.finished]
    groups = {
        Look(say("views_sweep.pruned"), PRUNED, 1, 0.6, "dot"): pruned,
        Look(say("views_sweep.finished"), REST, 1, 0.7): finished[FEW:],
        Look(say("views_sweep.good"), GOOD, 2.5): finished[1:FEW],
        Look(say("views_sweep.best"), BEST, 4): finished[:1],
    }
    for look, group in groups.items():
        if group:
            _draw(figure, swept, axes, group, look)
    _draw_axes(figure, axes)
    return figure


def _caption(swept: Swept) -> str:
    if swept.best is None:
        return say("views_sweep.nothing_yet")
    said = {"count": len(swept.tried), "metric": swept.metric, "score": swept.score_text(swept.best.score)}
    return say("views_sweep.parallel", **said, setting=setting_text(swept.best.setting))


def _score_axis(swept: Swept) -> Dimension:
    scores = np.array([one.score for one in swept.tried if math.isfinite(one.score)] or [0.0, 1.0])
    log = not swept.accuracy and wants_log(scores)
    return Dimension(
        swept.metric, low=float(scores.min()), high=float(scores.max()), log=log, share=swept.accuracy
    )


def _draw(
    figure: "go.Figure", swept: Swept, axes: Sequence[Dimension], group: Sequence[Tried], look: Look
) -> None:
    """All trials of a group as one trace, with gaps between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    texts: list[str] = []
    for one in group:
        x += [*range(len(axes)), None]
        y += [*(axis.place(one.setting[axis.name]) for axis in axes[:-1]), _score_place(axes[-1], one), None]
        texts += [told_trial(swept, one)] * (len(axes) + 1)
    line = {"width": look.width, "color": look.color, "dash": look.dash}
    figure.add_scatter(
        x=x, y=y, text=texts, mode="lines+markers", line=line, opacity=look.opacity, name=look.label,
        marker={"size": 2 + look.width, "color": look.color}, hovertemplate="%{text}" + NO_BOX,
    )  # fmt: skip


def told_trial(swept: Swept, one: Tried) -> str:
    """A trial as a hovering hand is told of it: its run, its setting, its score."""
    score = f"{swept.metric} {swept.score_text(one.score)}"
    return f"{plain(one.name)}<br>{plain(setting_text(one.setting))}<br>{score}"


def _score_place(axis: Dimension, one: Tried) -> float | None:
    """None, so that the line ends before the axis, for what is no number."""
    return axis.place(one.score) if math.isfinite(one.score) else None


def _draw_axes(figure: "go.Figure", axes: Sequence[Dimension]) -> None:
    for number, axis in enumerate(axes):
        figure.add_shape(type="line", x0=number, x1=number, y0=0, y1=1, line={"width": 1.5}, layer="below")
        beside = _beside(number, len(axes), bool(axis.choices))
        for place, text in axis.ticks():
            written = {"text": plain(text), "showarrow": False, "borderpad": 0, **beside}
            figure.add_annotation(x=number, y=place, xref="x", yref="y", **written)
    names = [plain(axis.name) + (f"<br>{say('views_sweep.log')}" if axis.log else "") for axis in axes]
    figure.update_xaxes(
        tickvals=list(range(len(axes))), ticktext=names, range=[-0.35, len(axes) - 0.7], showgrid=False,
        zeroline=False, showline=False, ticks="", ticklabeloverflow="allow",
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[-0.04, 1.04])


def _beside(number: int, count: int, choices: bool) -> dict[str, Any]:
    """Where an axis has its values: outside at the ends; in between choices stand above the lines' common point."""
    if number == 0:
        return {"xanchor": "right", "xshift": -8}
    if number == count - 1:
        return {"xanchor": "left", "xshift": 8}
    return {"xanchor": "left", "xshift": 5, **({"yanchor": "bottom", "yshift": 6} if choices else {})}


def importance(swept: Swept) -> "go.Figure":
    """How much each hyperparameter decides about reaching the best scores, as bars of shares."""
    shares = sorted(swept.importance.items(), key=lambda item: item[1])
    figure = new_figure(_importance_caption(swept), BAR * max(len(shares), 1) + 120, above=16)
    names, values = [plain(name) for name, _ in shares], [share for _, share in shares]
    figure.add_bar(
        x=values, y=names, orientation="h", marker={"color": GOOD}, width=0.5, cliponaxis=False,
        text=[f"{share:.0%}" for share in values], textposition="outside", hovertemplate="%{y} %{x:.1%}" + NO_BOX,
    )  # fmt: skip
    figure.update_xaxes(title_text=say("views_sweep.share"), tickformat=".0%")
    figure.update_xaxes(range=[0, 1.2], tickvals=[0, 0.25, 0.5, 0.75, 1])  # room for "100%" on a phone
    return figure.update_yaxes(ticks="", showline=False)


def _importance_caption(swept: Swept) -> str:
    if not swept.importance:
        return say("views_sweep.no_importance")
    name = max(swept.importance, key=lambda one: swept.importance[one])
    return say(
        "views_sweep.importance", name=name, share=f"{swept.importance[name]:.0%}", count=len(swept.tried)
    )
