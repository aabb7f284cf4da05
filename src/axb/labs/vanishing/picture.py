"""The gradient ladders of all networks side by side, and below each how well it learned: panels on one pair of axes."""

from collections.abc import Sequence

import numpy as np

from axb.labs.panels import across, bar, beside, frame
from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.plan import Plan
from axb.labs.vanishing.recipes import RECIPES
from axb.labs.vanishing.verdict import GUESSED, power, ten
from axb.views.scene import Axis, Line, Mark, Points, Scene, Text
from axb.words import say
from axb.words.wrapping import cells

LOWEST, HIGHEST = 1e-12, 1e2  # of every gradient's axis
POWERS, SHARES = (-12, -9, -6, -3, 0, 2), (0.0, 0.5, 1.0)  # what is written beside the axes
TITLE, TOLD, NAMED, TOP = (
    1e5,
    10.0**3.2,
    10.0**6.8,
    10.0**7.6,
)  # above the ladders: names, ratios, the axis' name
FLOOR, CEILING = -0.2, 1.35  # of the accuracies' picture
EDGE, PANEL = 0.1, 0.8  # of a panel's width: to its first layer, from its first to its last
NAME, LONG, SMALL = 13.0, 14, 11.5  # the letters of a name, smaller from so many columns on; of a number
BAR = 0.6  # of the room that a depth has


def ladders_scene(outcomes: Sequence[Outcome], plan: Plan) -> Scene:
    """Of each recipe's deepest network: from input to output the gradient's norm, of each seed and their median."""
    names = shown_recipes(outcomes, plan)
    marks = frame(
        len(names), {10.0**exponent: ten(exponent) for exponent in POWERS}, (LOWEST, HIGHEST), SMALL
    )
    for place, name in enumerate(names):
        marks.append(_title(name, place, len(names)))
        found = [one for one in outcomes if one.recipe == name]
        if found:
            marks += _ladder(max(found, key=lambda one: one.depth), place)
    marks.append(beside(say("labs_vanishing.axis_gradient"), len(names), NAMED, SMALL))
    deepest = max((one.depth for one in outcomes), default=max(plan.depths))
    y = Axis(low=LOWEST / 10, high=TOP, log=True, shown=False)
    said = say("labs_vanishing.ladders" if len(names) > 1 else "labs_vanishing.ladder", depth=deepest)
    return Scene(across(len(names), say("labs_vanishing.axis_layers")), y, marks, said, wide=True)


def accuracy_scene(outcomes: Sequence[Outcome], plan: Plan) -> Scene:
    """Below each ladder a bar for each depth, the seeds' median, and every seed as a dot; dashed: guessing."""
    names = shown_recipes(outcomes, plan)
    depths = sorted({*plan.depths, *(one.depth for one in outcomes)})
    marks = frame(len(names), {share: f"{share:g}" for share in SHARES}, (0.0, 1.0), SMALL)
    marks.append(Line(x=[0, len(names)], y=[GUESSED, GUESSED], color="muted", width=1.5, dashed=True))
    for one in outcomes:
        marks += _bar(one, names.index(one.recipe), depths)
    marks += [
        Text(
            x=_middle(place, depths, depth),
            y=FLOOR / 2,
            text=str(depth),
            color="muted",
            align="center",
            size=SMALL,
        )
        for place in range(len(names))
        for depth in depths
    ]
    marks.append(beside(say("labs_vanishing.axis_accuracy"), len(names), 1.2, SMALL))
    y = Axis(low=FLOOR, high=CEILING, shown=False)
    said = say("labs_vanishing.accuracies", seeds=plan.seeds)
    return Scene(across(len(names), say("labs_vanishing.axis_depth")), y, marks, said, wide=True)


def shown_recipes(outcomes: Sequence[Outcome], plan: Plan) -> list[str]:
    """The plan's, and those that learned before, in the order of all recipes."""
    wanted = {*plan.recipes, *(one.recipe for one in outcomes)}
    return [name for name in RECIPES if name in wanted]


def _title(name: str, place: int, panels: int) -> Text:
    words = RECIPES[name].title
    size = NAME * min(1.0, LONG / max(cells(words), 1) * max(7 / panels, 1))
    return Text(x=place + 0.5, y=TITLE, text=words, size=size, align="center", bold=True)


def _ladder(one: Outcome, place: int) -> list[Mark]:
    """Thin lines are seeds, the thick one their median; above it how much is left for the first layer."""
    x = place + EDGE + PANEL * np.linspace(0, 1, one.depth)
    lines: list[Mark] = [
        Line(x=x, y=np.clip(seed, LOWEST, HIGHEST), color="gradient", width=1, opacity=0.35)
        for seed in one.ladders
    ]
    median = np.clip(one.ladder, LOWEST, HIGHEST)
    told = say("labs_vanishing.ratio", ratio=power(one.ratio))
    return [
        *lines,
        Line(x=x, y=median, color="gradient", width=3),
        Points(x=x, y=median, color="gradient", size=2.5),
        Text(x=place + 0.5, y=TOLD, text=told, color="gradient", size=SMALL, align="center"),
    ]


def _bar(one: Outcome, place: int, depths: Sequence[int]) -> list[Mark]:
    middle, half = _middle(place, depths, one.depth), BAR / 2 * PANEL / len(depths)
    return bar(middle, half, one.accuracies, "accent")


def _middle(place: int, depths: Sequence[int], depth: int) -> float:
    """Where a depth's bar stands."""
    return place + EDGE + PANEL * (depths.index(depth) + 0.5) / len(depths)
