"""What was found: a table, and sentences on what follows and what does not."""

from collections.abc import Sequence

from axb.labs.degradation.outcome import Outcome, chosen, end, relation
from axb.labs.degradation.picture import GUESSED, percent
from axb.labs.degradation.plan import FAMILIES, NORMS, Plan, title
from axb.labs.sentences import joined
from axb.words import say

LOST = GUESSED - 0.05  # more wrong than this on what it learned from: next to nothing was learned


def heads() -> list[str]:
    """Of the table's columns."""
    names = ("network", "norm", "depth", "train", "test", "seeds", "parameters")
    return [say(f"labs_degradation.column_{name}") for name in names]


def rows(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """One for each network."""
    found = dict.fromkeys((one.norm, one.family, one.depth) for one in outcomes)
    return [
        _row(chosen(outcomes, family, norm, depth))
        for norm, family, depth in sorted(
            found, key=lambda one: (NORMS.index(one[0]), FAMILIES.index(one[1]), one[2])
        )
    ]


def _row(seeds: Sequence[Outcome]) -> list[str]:
    one = seeds[0]
    return [
        title(one.family), say(f"labs_degradation.norm_{one.norm}"), str(one.depth),
        percent(end(seeds, "train")), percent(end(seeds, "test")),
        " ".join(percent(seed.train_errors[-1]) for seed in seeds),
        f"{one.parameters:,}",
    ]  # fmt: skip


def verdict(outcomes: Sequence[Outcome], plan: Plan) -> str:
    """Whether deeper is worse on what was learned from, whether skips bring it back; what differs from the paper; and
    what can't be said."""
    if not outcomes:
        return say("labs_degradation.at_start")
    said = [one for norm in NORMS for one in _norm(outcomes, norm)]
    if not said:
        return say("labs_degradation.alone")
    return joined([*said, limits(outcomes, plan)])


def _norm(outcomes: Sequence[Outcome], norm: str) -> list[str]:
    """With batch normalisation, or without."""
    depths = sorted({one.depth for one in outcomes if one.norm == norm})
    if len(depths) < 2:
        return []
    shallow, deep = depths[0], depths[-1]
    found = {family: (chosen(outcomes, family, norm, shallow), chosen(outcomes, family, norm, deep))
             for family in FAMILIES}  # fmt: skip
    told = [one for family in FAMILIES if (one := _deeper(family, *found[family]))]
    plain, residual = (found[family][1] for family in FAMILIES)
    back = relation(residual, plain, "train")
    if back:
        told.append(say(f"labs_degradation.back_{back}", deep=deep))
    if told:
        told[0] = say(f"labs_degradation.with_{norm}", said=told[0])
    return [*told, *(_paper(*found["plain"], *found["resnet"]) if norm == "on" else [])]


def _deeper(family: str, shallow: Sequence[Outcome], deep: Sequence[Outcome]) -> str | None:
    """One family's deep network beside its shallow one."""
    train, test = (relation(deep, shallow, part) for part in ("train", "test"))
    if train is None or test is None:
        return None
    ends = {
        f"{part}_{which}": percent(end(seeds, part))
        for which, seeds in (("deep", deep), ("shallow", shallow))
        for part in ("train", "test")
    }
    lost = end(deep, "train") > LOST
    key = "lost" if lost else "overfits" if train != "worse" and test == "worse" else train
    return say(
        f"labs_degradation.deeper_{family}_{key}", name=title(family),
        deep=deep[0].depth, shallow=shallow[0].depth, **ends,
    )  # fmt: skip


def _paper(*found: Sequence[Outcome]) -> list[str]:
    """Figure 6 of He et al. 2015: plain networks got worse with depth, residual ones better."""
    plain_shallow, plain_deep, shallow, deep = found
    plain, residual = (relation(plain_deep, plain_shallow, "train"), relation(deep, shallow, "train"))
    if plain is None or residual is None:
        return []
    alike = (plain == "worse") + 2 * (residual == "better")
    return [say(f"labs_degradation.paper_{('neither', 'plain', 'residual', 'both')[alike]}")]


def limits(outcomes: Sequence[Outcome], plan: Plan) -> str:
    """What doesn't follow."""
    seeds = len({one.seed for one in outcomes})
    return say(
        "labs_degradation.limits", seeds=seeds, epochs=plan.epochs, width=f"{plan.width:g}", data=plan.data
    )
