"""How sure a classifier was, beside how often it was right: the reliability diagram."""

from typing import TYPE_CHECKING, Any

import numpy as np

from axb.runs import Run
from axb.views.calibration import BINS, Calibration
from axb.views.confusion import class_evaluation
from axb.views.figure import NO_BOX
from axb.views.told import Told
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

HIGH, LOW, BETWEEN, BELOW = 300, 90, 40, 56  # pixels: of the two panels, between them, below
RIGHT, GAP, COUNT = "#56B4E9", "#D55E00", "#999999"
HONEST = 0.01  # a lean of less is none


def reliability(run: Run) -> "go.Figure":
    """For each tenth of the confidence a bar as high as the share that was right; below, how many predictions it holds.

    Hatched: how far that is from how sure it was. On the diagonal it would be as sure as it may be (Guo et al. 2017,
    figure 1). Raises InputError where the run has no such test, or was tested before this was kept.
    """
    found = class_evaluation(run).calibration
    if found is None:
        raise InputError("views_report.no_calibration", name=run.name)
    figure = Told(_caption(found), [HIGH, LOW], BETWEEN, BELOW)
    _draw(figure, found)
    for row in (1, 2):
        figure.x(row).update(range=[0, 1], tickformat=".0%", dtick=0.2)
    figure.x(2)["title"] = {"text": say("views_report.axis_sure")}
    figure.y(1).update(range=[0, 1.02], tickformat=".0%", title={"text": say("views_report.axis_right")})
    figure.y(2).update(nticks=3, rangemode="tozero", title={"text": say("views_report.axis_count")})
    figure.layout.update(barmode="overlay", bargap=0.06)
    figure.layout["margin"]["r"] = 30  # "100%" ends behind the axis
    return figure.figure()


def _draw(figure: Told, found: Calibration) -> None:
    some = found.count > 0
    middle = ((np.arange(BINS) + 0.5) / BINS)[some]
    count, sure, right = found.count[some], found.confidence[some], found.accuracy[some]
    told = [say("views_report.bin", sure=f"{s:.1%}", right=f"{r:.1%}", count=f"{n:,.0f}")
            for s, r, n in zip(sure, right, count, strict=True)]  # fmt: skip
    shared: dict[str, Any] = {
        "x": middle,
        "width": 0.094,
        "hovertext": told,
        "hovertemplate": "%{hovertext}" + NO_BOX,
    }
    figure.draw("bar", 1, y=right, name=say("views_report.right"), marker={"color": RIGHT}, **shared)
    figure.draw(
        "bar", 1, y=sure - right, base=right, name=say("views_report.gap"),
        marker={"color": "rgba(0,0,0,0)", "line": {"color": GAP, "width": 1.5},
                "pattern": {"shape": "/", "fgcolor": GAP, "size": 7, "solidity": 0.25}}, **shared,
    )  # fmt: skip
    figure.scatter(
        1, x=[0, 1], y=[0, 1], mode="lines", line={"width": 1.5, "dash": "dash"}, name=say("views_report.diagonal"),
        hoverinfo="skip",
    )  # fmt: skip
    figure.draw("bar", 2, y=count, marker={"color": COUNT}, showlegend=False, **shared)


def _caption(found: Calibration) -> str:
    which = "fair" if abs(found.lean) < HONEST else "bold" if found.lean > 0 else "shy"
    return say(f"views_report.calibration_{which}", error=f"{found.error:.1%}", lean=f"{abs(found.lean):.1%}")
