"""What was found: a table, and sentences on what follows and what does not."""

import math
from collections.abc import Sequence

import numpy as np

from axb.labs.inception.networks import NETWORKS
from axb.labs.inception.outcome import Outcome
from axb.labs.inception.plan import Plan
from axb.labs.sentences import joined, listed
from axb.words import say

SEVERAL = "inception"
LEAST = 3  # seeds of each network, before anything is said of who is better


def grouped(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The seeds of each network, in the order of `NETWORKS`; those that nobody has trained are left out."""
    found = {name: [one for one in outcomes if one.network == name] for name in NETWORKS}
    return {name: seeds for name, seeds in found.items() if seeds}


def median(errors: Sequence[float]) -> float:
    """The one in the middle."""
    return float(np.median(errors))


def heads() -> list[str]:
    """Of the table's columns."""
    names = ("network", "widths", "parameters", "multiply_adds", "seconds", "train", "test", "seeds")
    return [say(f"labs_inception.column_{name}") for name in names]


def rows(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """One for each network, then one for each branch that was switched off."""
    told = [
        [
            NETWORKS[name].title, " + ".join(map(str, seeds[0].widths)), f"{seeds[0].parameters:,}",
            f"{seeds[0].multiply_adds / 1e6:.2f} M", f"{median([one.seconds for one in seeds]):.1f}",
            percent(median([one.train_errors[-1] for one in seeds])), percent(median([one.error for one in seeds])),
            " ".join(percent(error) for error in sorted(one.error for one in seeds)),
        ]
        for name, seeds in grouped(outcomes).items()
    ]  # fmt: skip
    for branch, errors in switched_off(outcomes).items():
        name = say("labs_inception.row_without", branch=title_of(branch))
        told.append(
            [name, "", "", "", "", "", percent(median(errors)), " ".join(map(percent, sorted(errors)))]
        )
    return told


def switched_off(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    """For each branch the test error of every seed without it."""
    found: dict[str, list[float]] = {}
    for one in outcomes:
        for branch, error in one.without.items():
            found.setdefault(branch, []).append(error)
    return found


def percent(share: float) -> str:
    """ "12.3%" """
    return f"{share:.1%}"


def title_of(branch: str) -> str:
    """ "module_1.filters_3x3" in words."""
    module, _, last = branch.partition(".")
    return say("labs_inception.branch", module=module[-1], window=window_of(last))


def window_of(last: str) -> str:
    """ "filters_3x3" as "3×3" """
    size = last.rpartition("_")[2]
    return say("labs_inception.pooled") if size == "pool" else size.replace("x", "×")


def verdict(outcomes: Sequence[Outcome], plan: Plan) -> str:
    """Who is ahead of whom at an equal count, what the branches are worth; and what can't be said."""
    groups = grouped(outcomes)
    if not groups:
        return say("labs_inception.at_start")
    counts = [one.parameters for one in outcomes]
    said = [
        say(
            "labs_inception.medians", low=f"{min(counts):,}", high=f"{max(counts):,}",
            names=listed([_with_error(name, seeds) for name, seeds in groups.items()]),
        )
    ]  # fmt: skip
    said += [*_against(groups), *_branches(outcomes), _limits(plan, groups)]
    return joined(said)


def so_far(outcomes: Sequence[Outcome]) -> str:
    """The errors alone, for whoever watches one seed learn."""
    if not outcomes:
        return say("labs_inception.at_start")
    names = listed([_with_error(name, seeds) for name, seeds in grouped(outcomes).items()])
    return say("labs_inception.live", parameters=f"{round(outcomes[0].parameters, -2):,}", names=names)


def _with_error(name: str, seeds: Sequence[Outcome]) -> str:
    return say(
        "labs_inception.with_error",
        name=NETWORKS[name].title,
        error=percent(median([one.error for one in seeds])),
    )


def _against(groups: dict[str, list[Outcome]]) -> list[str]:
    """Several sizes against each single one: ahead where even its worst seed beats the other's best."""
    if SEVERAL not in groups:
        return []
    mine = [one.error for one in groups[SEVERAL]]
    others = {name: [one.error for one in seeds] for name, seeds in groups.items() if name != SEVERAL}
    seeds = min(map(len, groups.values()))
    if not others or seeds < LEAST:
        return [say("labs_inception.few", least=LEAST)] if others else []
    better = [name for name, errors in others.items() if max(mine) < min(errors)]
    worse = [name for name, errors in others.items() if min(mine) > max(errors)]
    open_ = [name for name in others if name not in (*better, *worse)]
    told = {"better": better, "worse": worse, "open": open_}
    said = [
        say(f"labs_inception.against_{key}", names=listed([NETWORKS[name].title for name in names]))
        for key, names in told.items()
        if names
    ]
    return [*said, *([_chance(seeds)] if better or worse else [])]


def _chance(seeds: int) -> str:
    """How often all seeds of one are ahead of all of another although both are alike: 2 of all orders."""
    return say("labs_inception.chance", seeds=seeds, share=percent(2 / math.comb(2 * seeds, seeds)))


def _branches(outcomes: Sequence[Outcome]) -> list[str]:
    """Which branch is missed most, which least; in points of accuracy, the medians over the seeds."""
    lost: dict[str, float] = {}
    for branch in switched_off(outcomes):
        lost[branch] = median([one.without[branch] - one.error for one in outcomes if branch in one.without])
    if not lost:
        return []
    most, least = max(lost, key=lost.__getitem__), min(lost, key=lost.__getitem__)
    return [
        say(
            "labs_inception.lost", most=title_of(most), much=_points(lost[most]), least=title_of(least),
            little=_points(lost[least]),
        )
    ]  # fmt: skip


def _points(share: float) -> str:
    """ "12.3", "−0.4" """
    return f"{round(100 * share, 1) + 0.0:.1f}".replace("-", "−")


def _limits(plan: Plan, groups: dict[str, list[Outcome]]) -> str:
    """What doesn't follow."""
    seeds = max(map(len, groups.values()))
    return say(
        "labs_inception.limits",
        data=plan.data,
        examples=f"{plan.examples:,}",
        epochs=plan.epochs,
        seeds=seeds,
    )
