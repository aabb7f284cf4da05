"""The gradient ladders of all networks side by side, and below each how well it learned: panels on one pair of axes."""

from collections.abc import Sequence

import numpy as np

from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.plan import Plan
from axb.labs.vanishing.recipes import RECIPES
from axb.labs.vanishing.verdict import GUESSED, power, ten
from axb.views.scene import Axis, Boxes, Line, Mark, Points, Scene, Text
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
BESIDE = 0.07  # of all panels' width: room for the axis' numbers, the same in both pictures
NAME, LONG, SMALL = 13.0, 14, 11.5  # the letters of a name, smaller from so many columns on; of a number
BAR = 0.6  # of the room that a depth has


def ladders_scene(outcomes: Sequence[Outcome], plan: Plan) -> Scene:
    """Of each recipe's deepest network: from input to output the gradient's norm, of each seed and their median."""
    names = shown_recipes(outcomes, plan)
    marks = _frame(len(names), {10.0**exponent: ten(exponent) for exponent in POWERS}, (LOWEST, HIGHEST))
    for place, name in enumerate(names):
        marks.append(_title(name, place, len(names)))
        found = [one for one in outcomes if one.recipe == name]
        if found:
            marks += _ladder(max(found, key=lambda one: one.depth), place)
    marks.append(_axis_name(say("labs_vanishing.axis_gradient"), len(names), NAMED))
    deepest = max((one.depth for one in outcomes), default=max(plan.depths))
    y = Axis(low=LOWEST / 10, high=TOP, log=True, shown=False)
    said = say("labs_vanishing.ladders" if len(names) > 1 else "labs_vanishing.ladder", depth=deepest)
    return Scene(_across(say("labs_vanishing.axis_layers"), len(names)), y, marks, said, wide=True)


def accuracy_scene(outcomes: Sequence[Outcome], plan: Plan) -> Scene:
    """Below each ladder a bar for each depth, the seeds' median, and every seed as a dot; dashed: guessing."""
    names = shown_recipes(outcomes, plan)
    depths = sorted({*plan.depths, *(one.depth for one in outcomes)})
    marks = _frame(len(names), {share: f"{share:g}" for share in SHARES}, (0.0, 1.0))
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
    marks.append(_axis_name(say("labs_vanishing.axis_accuracy"), len(names), 1.2))
    y = Axis(low=FLOOR, high=CEILING, shown=False)
    said = say("labs_vanishing.accuracies", seeds=plan.seeds)
    return Scene(_across(say("labs_vanishing.axis_depth"), len(names)), y, marks, said, wide=True)


def shown_recipes(outcomes: Sequence[Outcome], plan: Plan) -> list[str]:
    """The plan's, and those that learned before, in the order of all recipes."""
    wanted = {*plan.recipes, *(one.recipe for one in outcomes)}
    return [name for name in RECIPES if name in wanted]


def _across(name: str, panels: int) -> Axis:
    """A panel is 1 wide; to the left of the first one there is room for numbers."""
    return Axis(name, low=-BESIDE * panels, high=panels, shown=False)


def _frame(panels: int, ticks: dict[float, str], ends: tuple[float, float]) -> list[Mark]:
    """Lines at the ticks, with what is written beside them, and lines between the panels."""
    lines: list[Mark] = [Line(x=[0, panels], y=[value, value], color="grid", width=1) for value in ticks]
    lines += [Line(x=[place, place], y=[*ends], color="grid", width=1.5) for place in range(panels + 1)]
    beside = -0.012 * panels
    return [
        *lines,
        *(
            Text(x=beside, y=value, text=text, color="muted", size=SMALL, align="right")
            for value, text in ticks.items()
        ),
    ]


def _axis_name(words: str, panels: int, y: float) -> Text:
    return Text(x=-BESIDE * panels, y=y, text=words, size=SMALL)


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
    spread = np.linspace(-0.5, 0.5, len(one.accuracies) + 2)[1:-1] * half
    return [
        Boxes(
            x0=[middle - half],
            y0=[0],
            x1=[middle + half],
            y1=[one.accuracy],
            color="accent",
            fill=0.35,
            width=1.5,
        ),
        Points(x=middle + spread, y=one.accuracies, color="ink", size=3.2),
    ]


def _middle(place: int, depths: Sequence[int], depth: int) -> float:
    """Where a depth's bar stands."""
    return place + EDGE + PANEL * (depths.index(depth) + 0.5) / len(depths)
