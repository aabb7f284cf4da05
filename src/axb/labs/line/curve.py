"""The loss, step by step."""

import math
from typing import TYPE_CHECKING

import numpy as np

from axb.labs.line.descent import thinned
from axb.views.numbers import number
from axb.views.scene import Axis, Line, Mark, Points, Scene
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.line.lab import LineLab

MOST = 300  # places of the curve that are drawn
LOWEST = 1e-12  # a loss below this is drawn as this
DECADES = 30.0  # from this factor between largest and least on, the axis is logarithmic
FEWEST = 20  # steps that the axis has at least


def curve_scene(lab: "LineLab") -> Scene:
    """The loss of this way and, dashed, of the last one; with the least loss there is, where that is shown."""
    steps, way = thinned(lab.descent.way, MOST)
    old_steps, before = thinned(lab.descent.before, MOST)
    loss = np.maximum(way[:, 2], LOWEST) if len(way) else np.array([max(lab.loss, LOWEST)])
    old, least = np.maximum(before[:, 2], LOWEST), max(lab.cloud.bowl.least, LOWEST)
    last = max(FEWEST, lab.descent.steps, *old_steps[-1:].tolist())
    marks: list[Mark] = [Line(x=old_steps, y=old, color="muted", width=2, dashed=True)]
    if lab.best_shown:
        marks.append(Line(x=[0, last], y=[least, least], color="accent", width=2, dashed=True))
    marks.append(Line(x=steps, y=loss[: len(steps)], color="loss", width=3))
    marks.append(Points(x=[lab.descent.steps], y=loss[-1:], color="loss", size=6))
    shown = np.concatenate([loss, old, [least] if lab.best_shown else []])
    return Scene(Axis(say("labs_line.axis_step"), 0, last), _loss_axis(shown), marks, _caption(lab))


def _loss_axis(shown: np.ndarray) -> Axis:
    low, high = float(shown.min()), float(shown.max())
    if high < DECADES * low:
        return Axis(say("labs_line.axis_loss"), 0, 1.1 * high)
    bottom, top = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return Axis(say("labs_line.axis_log_loss"), 10.0**bottom, 10.0 ** max(top, bottom + 1), log=True)


def _caption(lab: "LineLab") -> str:
    if not lab.descent.steps:
        return say("labs_line.curve_empty")
    return say(
        "labs_line.curve", steps=f"{lab.descent.steps:,}",
        start=number(lab.descent.way[0][2]), end=number(lab.descent.way[-1][2]),
    )  # fmt: skip
