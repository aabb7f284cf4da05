"""Errors while they learn: plain networks left, residual ones right; with batch normalisation above, without below."""

from collections.abc import Sequence

import numpy as np

from axb.labs.degradation.outcome import Outcome, chosen, end, median, relation
from axb.labs.degradation.plan import Plan, title
from axb.views.scene import Axis, Line, Mark, Points, Scene, Text
from axb.words import say

GUESSED = 0.9  # both data sets have ten classes, equally many of each
SHALLOW, BETWEEN, DEEP = "accent", ("#009E73", "#E69F00", "#CC79A7", "#56B4E9"), "#D55E00"
FLOOR, CEILING = -0.24, 1.18  # of the picture
KEY, NUMBERS, UNITS = 1.09, -0.08, -0.18  # where lines are explained, and epochs counted
BESIDE, APART = 0.36, 0.1  # room for names behind the curves, of their width; between two of these
NAME, SMALL = 13.5, 12.0  # letters


def scenes(outcomes: Sequence[Outcome], plan: Plan) -> dict[str, Scene]:
    """By name, as "plain_on": family and batch normalisation. The plan's, and those that learned before."""
    families = _all(plan.families, [one.family for one in outcomes])
    norms = _all(plan.norm, [one.norm for one in outcomes])
    return {f"{family}_{norm}": panel(outcomes, plan, family, norm) for norm in norms for family in families}


def panel(outcomes: Sequence[Outcome], plan: Plan, family: str, norm: str) -> Scene:
    """The share of wrong answers after each epoch: solid on what was learned from, dashed on new examples."""
    depths = sorted({*plan.depths, *(one.depth for one in outcomes)})
    curves = {depth: seeds for depth in depths if (seeds := chosen(outcomes, family, norm, depth))}
    marks = [*_frame(plan.epochs), *_key(plan.epochs)]
    for depth, seeds in curves.items():
        marks += _curves(seeds, color_of(depth, depths))
    ends = _spread({depth: end(seeds, "train") for depth, seeds in curves.items()})
    for depth, height in ends.items():
        told = say("labs_degradation.end", depth=depth, error=percent(end(curves[depth], "train")))
        color = color_of(depth, depths)
        marks.append(Text(x=plan.epochs * 1.03, y=height, text=told, color=color, size=NAME))
    x = Axis(say("labs_degradation.axis_epochs"), 0, plan.epochs * (1 + BESIDE), shown=False)
    y = Axis(say("labs_degradation.axis_wrong"), FLOOR, CEILING)
    return Scene(x, y, marks, caption(curves, family, norm))


def caption(curves: dict[int, list[Outcome]], family: str, norm: str) -> str:
    """What is seen: whether the deepest one ends worse than the shallowest, on what they learned from."""
    name = say(f"labs_degradation.panel_{norm}", name=title(family))
    shallow, deep = min(curves, default=0), max(curves, default=0)
    found = relation(curves[deep], curves[shallow], "train") if shallow < deep else None
    seen = found or ("one" if curves else "waiting")
    return say(f"labs_degradation.seen_{seen}", name=name, deep=deep, shallow=shallow)


def color_of(depth: int, depths: Sequence[int]) -> str:
    """The shallowest blue, the deepest red."""
    place = sorted(depths).index(depth)
    if place == 0:
        return SHALLOW
    return DEEP if place == len(depths) - 1 else BETWEEN[(place - 1) % len(BETWEEN)]


def percent(share: float) -> str:
    """ "3.4%", "34%" """
    return f"{share:.1%}" if 0.0005 <= share < 0.0995 else f"{share:.0%}"


def _curves(seeds: Sequence[Outcome], color: str) -> list[Mark]:
    """Thin lines are seeds, thick ones their medians."""
    x = np.arange(1, len(seeds[0].train_errors) + 1)
    train, test = median(seeds, "train"), median(seeds, "test")
    thin: list[Mark] = [
        Line(x=x, y=one.train_errors, color=color, width=1, opacity=0.4)
        for one in (seeds if len(seeds) > 1 else ())
    ]
    return [
        *thin,
        Line(x=x, y=test, color=color, width=1.8, dashed=True),
        Line(x=x, y=train, color=color, width=3),
        Points(x=x[-1:], y=train[-1:], color=color, size=4.5),
        Points(x=x[-1:], y=test[-1:], color=color, size=4, hollow=True),
    ]


def _frame(epochs: int) -> list[Mark]:
    """The epochs along the bottom, and how much is wrong by guessing."""
    every = max(round(epochs / 5), 1)
    return [
        *(
            Text(x=at, y=NUMBERS, text=str(at), color="muted", size=SMALL, align="center")
            for at in range(every, epochs + 1, every)
        ),
        Text(x=epochs / 2, y=UNITS, text=say("labs_degradation.axis_epochs"), size=SMALL, align="center"),
        Line(x=[0, epochs], y=[GUESSED, GUESSED], color="muted", width=1.2, dashed=True),
        Text(x=epochs, y=0.965, text=say("labs_degradation.guessing"), color="muted", size=SMALL, align="right"),
    ]  # fmt: skip


def _key(epochs: int) -> list[Mark]:
    """What solid and dashed lines are."""
    wide, marks = epochs * (1 + BESIDE), list[Mark]()
    for place, part in ((0.46, "train"), (0.73, "test")):
        at = wide * place
        dashed = part == "test"
        marks += [
            Line(x=[at, at + 0.05 * wide], y=[KEY, KEY], color="muted", width=1.8 if dashed else 3, dashed=dashed),
            Text(x=at + 0.06 * wide, y=KEY, text=say(f"labs_degradation.part_{part}"), color="muted", size=SMALL),
        ]  # fmt: skip
    return marks


def _spread(heights: dict[int, float]) -> dict[int, float]:
    """The same, pushed up where two would stand on each other."""
    free, placed = APART / 2, dict[int, float]()
    for depth, height in sorted(heights.items(), key=lambda one: one[1]):
        placed[depth] = max(height, free)
        free = placed[depth] + APART
    return placed


def _all(wanted: Sequence[str], seen: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*wanted, *seen]))
