"""How far predicted numbers are from the true ones."""

from typing import TYPE_CHECKING

import numpy as np

from axb.runs import Run
from axb.views.evaluation import NumberEvaluation, evaluation
from axb.views.figure import NO_BOX, new_figure, plain
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go


def number_evaluation(run: Run) -> NumberEvaluation:
    """The run's test as a regression. Raises InputError where it has none."""
    found = evaluation(run)
    if not isinstance(found, NumberEvaluation):
        raise InputError("views.no_numbers", name=run.name)
    return found


def predicted_against_true(run: Run) -> "go.Figure":
    """A ring for each test example (held out): to the right the true number, up the predicted one.

    Raises InputError where the run has no test of numbers.
    """
    found = number_evaluation(run)
    said = {"count": f"{found.count:,}", "mae": f"{found.mae:.3g}"}
    caption = say("views.numbers", **said)
    if found.r2 is not None:
        caption = say("views.numbers_r2", **said, r2=f"{found.r2:.3f}")
    figure = new_figure(caption, 460)
    ends = [
        float(np.minimum(found.true, found.predicted).min()),
        float(np.maximum(found.true, found.predicted).max()),
    ]
    figure.add_scatter(
        x=ends, y=ends, mode="lines", line={"width": 1.5}, name=say("views.perfect"), hoverinfo="skip"
    )
    figure.add_scatter(
        x=found.true, y=found.predicted, mode="markers", name=say("views.held_out"), opacity=0.7,
        marker={"symbol": "circle-open", "size": 7, "line": {"width": 1.5}},
        hovertemplate=say("views.numbers_hover", true="%{x:.4g}", predicted="%{y:.4g}") + NO_BOX,
    )  # fmt: skip
    what = plain(found.target or say("views.the_number"))
    figure.update_xaxes(title_text=say("views.axis_true", what=what))
    return figure.update_yaxes(title_text=say("views.axis_predicted", what=what))
