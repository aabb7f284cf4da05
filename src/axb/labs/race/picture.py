"""A race as scenes: how each setting learns, and how all stand with every seed to be seen."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.labs.surface.charts import spread
from axb.views.palette import OPTIMIZERS
from axb.views.scene import Axis, Boxes, Line, Mark, Points, Scene, Text
from axb.words import say
from axb.words.wrapping import cells

if TYPE_CHECKING:
    from axb.labs.race.lab import RaceLab

SINGLE = 2  # of the best so many settings each seed is a faint line
BESIDE, GAP = 0.42, 0.075  # of the epochs: room for names; of the height: from name to name
ROOM = 0.1  # of the accuracies, above all: for the axis' name
NAME, LONG = 11.5, 12  # the letters of a name; from so many columns on they are smaller
BEFORE, AWAY = 0.35, 0.025  # of the accuracies: room that a name needs before its rings; from them to it
STEP = 0.1  # accuracies are shown from such a step on
Floats = NDArray[np.float64]


def curves_scene(lab: "RaceLab") -> Scene:
    """Mean accuracy over the seeds after each epoch; the seeds of the best two as faint lines."""
    scores, low = lab.scores, _lowest(lab)
    means, order = scores.mean(1), lab.results.order
    epochs = np.arange(1, scores.shape[2] + 1)
    marks: list[Mark] = [
        Line(x=epochs, y=seed, color=_color(lab, one), width=1, opacity=0.35)
        for one in order[:SINGLE]
        for seed in scores[one]
    ]
    for one in reversed(order):
        marks.append(
            Line(x=epochs, y=means[one], color=_color(lab, one), width=3 if one in order[:SINGLE] else 2)
        )
    return Scene(
        Axis(say("views_race_curves.epoch"), 0, lab.epochs * (1 + BESIDE)),
        Axis(say("views_race.accuracy"), low, _highest(low)),
        [*marks, *_names(lab, means, low)],
        say("labs_race.curves", seeds=lab.plan.seeds, epoch=lab.epoch),
    )


def standing_scene(lab: "RaceLab") -> Scene:
    """A row a setting, the best on top: small rings are its seeds, the large dot their mean."""
    low, order = _lowest(lab), lab.results.order
    rows = len(order)
    marks = _reach(lab, rows)
    for place, one in enumerate(order):
        marks += _row(lab, one, rows - place, low)
    return Scene(
        Axis(say("views_race.accuracy"), low, 1 + 0.03 * (1 - low)),
        Axis(low=0.3, high=rows + 0.7, shown=False),
        marks,
        say("labs_race.standing", seeds=lab.plan.seeds),
    )


def _row(lab: "RaceLab", setting: int, y: float, low: float) -> list[Mark]:
    """Rings, dot and name; the name stands before the rings where there is room, else behind them."""
    color, now = _color(lab, setting), lab.scores[setting, :, -1:].ravel()
    known = now[np.isfinite(now)]
    mean = [now.mean()] if len(now) else []
    left, right = (float(known.min()), float(known.max())) if len(known) else (low, low)
    before = left - low > BEFORE * (1 - low)
    x = left - AWAY * (1 - low) if before else right + AWAY * (1 - low)
    return [
        Points(x=now, y=np.full(len(now), y), color=color, size=4, hollow=True),
        Points(x=mean, y=np.full(len(mean), y), color=color, size=6.5),
        Text(x=x, y=y, text=lab.name(setting), color=color, size=NAME, bold=True, align="right" if before else "left"),
    ]  # fmt: skip


def _reach(lab: "RaceLab", rows: int) -> list[Mark]:
    """The strip in which a mean can't be told from the best one's, once that is known."""
    race = lab.results.race
    if race is None or not np.isfinite(race.standing.reach):
        return []
    best = float(race.standing.means[race.standing.order[0]])
    return [
        Boxes(x0=[best - race.standing.reach], y0=[0.3], x1=[best], y1=[rows + 0.7], color="muted", fill=0.2, width=0)
    ]  # fmt: skip


def _color(lab: "RaceLab", setting: int) -> str:
    return OPTIMIZERS[str(lab.plan.settings[setting]["optimizer"])]


def _lowest(lab: "RaceLab") -> float:
    """The lower end of the accuracies: what guessing reaches, or the lowest so far, and down to a whole step."""
    known = lab.scores[np.isfinite(lab.scores)]
    guessed = 1 / (lab.data.classes or 1)
    return max(0.0, STEP * float(np.floor(min([guessed, *known]) / STEP + 1e-9)))


def _highest(low: float) -> float:
    return 1 + ROOM * (1 - low)


def _names(lab: "RaceLab", means: Floats, low: float) -> list[Mark]:
    """Each beside its curve's end, moved apart where they would cover one another; before the first epoch in order."""
    order = lab.results.order
    wanted = [
        (_end(means[one], low) - low) / (1 - low) if lab.epoch else 1 - place / len(order)
        for place, one in enumerate(order)
    ]
    places = spread(wanted, GAP)
    return [_name(lab, one, low + place * (1 - low)) for one, place in zip(order, places, strict=True)]


def _end(curve: Floats, low: float) -> float:
    """Where a curve ends; at the bottom where it diverged before its first epoch was over."""
    known = curve[np.isfinite(curve)]
    return float(known[-1]) if len(known) else low


def _name(lab: "RaceLab", setting: int, y: float) -> Text:
    words = lab.name(setting)
    size = NAME * min(1.0, LONG / cells(words))
    beside = lab.epoch + 0.02 * lab.epochs
    return Text(x=beside, y=y, text=words, color=_color(lab, setting), size=size, bold=True)
