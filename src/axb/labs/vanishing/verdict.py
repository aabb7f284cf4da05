"""What was found: a table, and sentences on what follows and what does not."""

import math
from collections.abc import Sequence

from axb.labs.sentences import joined, listed
from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.plan import Plan
from axb.labs.vanishing.recipes import RECIPES
from axb.views.paint_axes import RAISED
from axb.words import say

GUESSED = 0.1  # both data sets have ten classes, equally many of each
LEARNS = 2 * GUESSED  # a median above this is more than guessing
SICK = 1e-6  # a first layer that gets less than this share of the last one's gradient gets next to none


def heads() -> list[str]:
    """Of the table's columns."""
    return [
        say(f"labs_vanishing.column_{name}") for name in ("network", "depth", "ratio", "accuracy", "seeds")
    ]


def rows(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """One for each network at each depth."""
    return [
        [
            RECIPES[one.recipe].title, str(one.depth), power(one.ratio), f"{one.accuracy:.3f}",
            " ".join(f"{accuracy:.3f}" for accuracy in sorted(one.accuracies)),
        ]
        for one in outcomes
    ]  # fmt: skip


def verdict(outcomes: Sequence[Outcome], plan: Plan) -> str:
    """Of the deepest networks: who gets no gradient and who learns nothing, who does; and what can't be said."""
    if not outcomes:
        return say("labs_vanishing.at_start")
    deepest = max(one.depth for one in outcomes)
    deep = [one for one in outcomes if one.depth == deepest]
    lost = [one for one in deep if one.accuracy < LEARNS]
    learned = [one for one in deep if one.accuracy >= LEARNS]
    said = [
        say(f"labs_vanishing.deep_{key}", names=_names(some), depth=deepest)
        for key, some in (("lost", lost), ("learned", learned))
        if some
    ]
    odd = [one for one in deep if (one.ratio < SICK) == (one.accuracy >= LEARNS)]
    if odd:
        said.append(say("labs_vanishing.odd", names=_names(odd)))
    said += [*_deeper(outcomes, deepest), limits(plan)]
    return joined(said)


def power(ratio: float) -> str:
    """ "10⁻¹²": to the nearest power of ten."""
    return ten(round(math.log10(ratio))) if ratio > 0 else "0"


def ten(exponent: int) -> str:
    """ "10⁻³" """
    return f"10{str(exponent).translate(RAISED)}" if exponent not in (0, 1) else str(10**exponent)


def _deeper(outcomes: Sequence[Outcome], deepest: int) -> list[str]:
    """How many are better with the most layers than with the fewest, by their medians."""
    shallowest = min(one.depth for one in outcomes)
    scores = {(one.recipe, one.depth): one.accuracy for one in outcomes}
    both = [one for one in RECIPES if {(one, shallowest), (one, deepest)} <= scores.keys()]
    if shallowest == deepest or not both:
        return []
    better = sum(scores[one, deepest] > scores[one, shallowest] for one in both)
    return [say("labs_vanishing.deeper", better=better, of=len(both), deep=deepest, shallow=shallowest)]


def limits(plan: Plan) -> str:
    """What doesn't follow."""
    return say(
        "labs_vanishing.limits", seeds=plan.seeds, epochs=plan.epochs, width=plan.width, data=plan.data
    )


def _names(some: Sequence[Outcome]) -> str:
    told = [
        say("labs_vanishing.named", name=RECIPES[one.recipe].title, ratio=power(one.ratio)) for one in some
    ]
    return listed(told)
