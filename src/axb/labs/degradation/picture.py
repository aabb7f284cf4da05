"""Errors while they learn: plain networks left, residual ones right; with batch normalisation above, without below."""

from collections.abc import Sequence

import numpy as np

from axb.labs.degradation.outcome import Outcome, chosen, end, median, relation
from axb.labs.degradation.plan import Plan, title
from axb.views.scene import Axis, Line, Mark, Points, Scene, Text
from axb.words import say

GUESSED, SHARES = 0.9, (0.0, 0.5, 1.0)  # ten classes, equally many of each; what is written beside
SHALLOW, BETWEEN, DEEP = "accent", ("#009E73", "#E69F00", "#CC79A7", "#56B4E9"), "#D55E00"
FLOOR, CEILING = -0.24, 1.4  # of the picture
TOP, BELOW, GUESS, NUMBERS, UNITS = 1.3, 1.13, 0.96, -0.08, -0.18  # heights of words
BEFORE, BEHIND, APART = (
    0.1,
    0.38,
    0.12,
)  # room before and behind the curves, of their width; between two names
TITLE, NAME, SMALL = 15.0, 13.5, 12.0  # letters


def scenes(outcomes: Sequence[Outcome], plan: Plan) -> dict[str, Scene]:
    """By name, as "plain_on": family and batch normalisation. The plan's, and those that learned before."""
    families = _all(plan.families, [one.family for one in outcomes])
    norms = _all(plan.norm, [one.norm for one in outcomes])
    return {f"{family}_{norm}": panel(outcomes, plan, family, norm) for norm in norms for family in families}


def panel(outcomes: Sequence[Outcome], plan: Plan, family: str, norm: str) -> Scene:
    """The share of wrong answers after each epoch: solid on what was learned from, dashed on new examples."""
    depths = sorted({*plan.depths, *(one.depth for one in outcomes)})
    curves = {depth: seeds for depth in depths if (seeds := chosen(outcomes, family, norm, depth))}
    marks = [Text(x=0, y=TOP, text=title(family), size=TITLE), *_frame(plan.epochs), *_key(plan.epochs)]
    for depth, seeds in curves.items():
        marks += _curves(seeds, color_of(depth, depths))
    ends = _spread({depth: end(seeds, "train") for depth, seeds in curves.items()})
    for depth, height in ends.items():
        told = say("labs_degradation.end", depth=depth, error=percent(end(curves[depth], "train")))
        color = color_of(depth, depths)
        marks.append(Text(x=plan.epochs * 1.03, y=height, text=told, color=color, size=NAME))
    x = Axis("", -BEFORE * plan.epochs, (1 + BEHIND) * plan.epochs, shown=False)
    return Scene(x, Axis("", FLOOR, CEILING, shown=False), marks, caption(curves, family, norm))


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
    """Shares upwards, epochs along the bottom, and how much is wrong by guessing."""
    every = max(round(epochs / 5), 1)
    end = epochs * (1 + BEHIND)
    lines: list[Mark] = [Line(x=[0, end], y=[share, share], color="grid", width=1) for share in SHARES]
    return [
        *lines,
        *(_word(-0.02 * epochs, share, f"{share:g}", "muted", "right") for share in SHARES),
        *(_word(at, NUMBERS, str(at), "muted", "center") for at in range(every, epochs + 1, every)),
        _word(0, BELOW, say("labs_degradation.axis_wrong")),
        _word(epochs / 2, UNITS, say("labs_degradation.axis_epochs"), align="center"),
        Line(x=[0, epochs], y=[GUESSED, GUESSED], color="muted", width=1.2, dashed=True),
        _word(epochs, GUESS, say("labs_degradation.guessing"), "muted", "right"),
    ]


def _key(epochs: int) -> list[Mark]:
    """What solid and dashed lines are."""
    at, marks = 0.85 * epochs, list[Mark]()
    for height, part in ((TOP, "train"), (BELOW, "test")):
        test = part == "test"
        sample = Line(
            x=[at, at + 0.1 * epochs],
            y=[height, height],
            color="muted",
            width=1.8 if test else 3,
            dashed=test,
        )
        marks += [sample, _word(at + 0.12 * epochs, height, say(f"labs_degradation.part_{part}"), "muted")]
    return marks


def _word(x: float, y: float, text: str, color: str = "ink", align: str = "left") -> Text:
    return Text(x=x, y=y, text=text, color=color, size=SMALL, align=align)


def _spread(heights: dict[int, float]) -> dict[int, float]:
    """The same, pushed up where two would stand on each other."""
    free, placed = APART / 2, dict[int, float]()
    for depth, height in sorted(heights.items(), key=lambda one: one[1]):
        placed[depth] = max(height, free)
        free = placed[depth] + APART
    return placed


def _all(wanted: Sequence[str], seen: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*wanted, *seen]))
