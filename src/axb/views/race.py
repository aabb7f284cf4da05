"""How a race stands: every setting's scores, and how near to the best a setting can be without being told from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.views.figure import NO_BOX, new_figure, plain
from axb.views.palette import OKABE_ITO
from axb.views.smoothing import wants_log
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW, MOST = 34, 24  # pixels a setting; settings that are drawn
BEST, LEVEL, BEHIND, STOPPED = OKABE_ITO[4], OKABE_ITO[1], OKABE_ITO[7], OKABE_ITO[6]


@dataclass(frozen=True)
class Raced:
    """A race as its figure takes it. scores: `(settings, seeds)`, NaN where diverged; order: best first.

    level: settings that can't be told from the best. reach: how far from the best's mean that is (NaN: not known).
    sentence: what the race says. stopped: settings whose scores are not those of the end.
    """

    labels: tuple[str, ...]
    scores: NDArray[np.float64]
    order: tuple[int, ...]
    level: tuple[int, ...]
    winner: int | None
    reach: float
    metric: str
    share: bool  # scores are shares of 1, and larger is better
    sentence: str
    stopped: tuple[int, ...] = ()


def standing(raced: Raced) -> "go.Figure":
    """A row a setting, the best on top: a small dot for each seed, a large one for their mean.

    The shaded strip is where a mean can't be told from the best one.
    """
    shown = [one for one in raced.order if np.isfinite(raced.scores[one]).any()][:MOST]
    figure = new_figure(raced.sentence, 150 + ROW * max(len(shown), 2))
    for look, group in _groups(raced, shown).items():
        if group:
            _draw(figure, raced, shown, group, look)
    if np.isfinite(raced.reach) and shown:
        best = float(np.nanmean(raced.scores[shown[0]]))
        other = best - raced.reach if raced.share else best + raced.reach
        figure.add_vrect(
            x0=min(best, other), x1=max(best, other), fillcolor=LEVEL, opacity=0.15, line_width=0
        )
    ticks = [plain(raced.labels[one]) for one in shown]
    figure.update_yaxes(
        tickvals=list(range(len(shown))), ticktext=ticks, autorange="reversed", automargin=True
    )
    _name_axis(figure, raced, shown)
    return figure


def _groups(raced: Raced, shown: Sequence[int]) -> dict[tuple[str, str], list[int]]:
    """(what a colour means, the colour): the settings that have it."""
    top = [shown[0]] if shown and raced.winner is not None else []
    level = [one for one in shown if one in raced.level and one not in top]
    stopped = [one for one in shown if one in raced.stopped]
    rest = [one for one in shown if one not in (*top, *level, *stopped)]
    return {
        (say("views_race.winner"), BEST): top,
        (say("views_race.level"), LEVEL): level,
        (say("views_race.behind"), BEHIND): rest,
        (say("views_race.stopped_early"), STOPPED): stopped,
    }


def _draw(
    figure: "go.Figure", raced: Raced, shown: Sequence[int], group: Sequence[int], look: tuple[str, str]
) -> None:
    name, color = look
    seeds = raced.scores.shape[1]
    places = [shown.index(one) for one in group]
    figure.add_scatter(
        x=raced.scores[group].ravel(), y=np.repeat(places, seeds), mode="markers", showlegend=False,
        marker={"size": 7, "color": color, "symbol": "circle-open"}, hovertemplate=f"%{{x:.4g}}{NO_BOX}",
    )  # fmt: skip
    figure.add_scatter(
        x=np.nanmean(raced.scores[group], axis=1), y=places, mode="markers", name=name,
        marker={"size": 14, "color": color, "symbol": "diamond"}, hovertemplate=f"%{{x:.4g}}{NO_BOX}",
    )  # fmt: skip


def _name_axis(figure: "go.Figure", raced: Raced, shown: Sequence[int]) -> None:
    title = raced.metric
    if raced.share:
        figure.update_xaxes(tickformat=".0%")
    elif shown and wants_log(raced.scores[list(shown)].ravel()):
        title = say("views.log_axis", what=title)
        figure.update_xaxes(type="log", exponentformat="power")
    figure.update_xaxes(title_text=title)
