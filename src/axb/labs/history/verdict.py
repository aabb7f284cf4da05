"""What was found: a table, and sentences on what follows and what does not."""

from collections.abc import Sequence

from axb.labs.history.outcome import Standing
from axb.labs.history.plan import Plan
from axb.labs.sentences import joined
from axb.words import say

GUESSED = 0.1  # ten classes, equally many of each
LEARNS = 2 * GUESSED  # a median above this is more than guessing
CLOSE = 0.01  # of accuracy: "within one point"
CHEAPER = 1.5  # times less work than the best, from which it is worth a sentence
COLUMNS = ("year", "network", "parameters", "work", "seconds", "accuracy", "seeds", "news")


def heads() -> list[str]:
    """Of the table's columns."""
    return [say(f"labs_history.column_{name}") for name in COLUMNS]


def rows(found: Sequence[Standing]) -> list[list[str]]:
    """One for each network."""
    return [
        [
            str(one.network.year), one.network.title, f"{one.parameters:,}", f"{one.multiply_adds:,}",
            f"{one.seconds:.1f}", f"{one.accuracy:.3f}",
            " ".join(f"{accuracy:.3f}" for accuracy in one.accuracies),
            say("labs_history.sourced", news=one.network.news.replace("\n", ""), paper=one.network.paper),
        ]
        for one in found
    ]  # fmt: skip


def verdict(found: Sequence[Standing], plan: Plan) -> str:
    """Who is best, which newer one is not better, who is nearly as good for less; and what can't be said."""
    if not found:
        return say("labs_history.at_start")
    said = [*_best(found), *_older(found), *_cheaper(found), *_skips(found), *_lost(found), _limits(plan)]
    return joined(said)


def _best(found: Sequence[Standing]) -> list[str]:
    if len(found) < 2:
        return []
    best = _first(found)
    return [say("labs_history.best", name=_dated(best), accuracy=f"{best.accuracy:.3f}", count=len(found))]


def _first(found: Sequence[Standing]) -> Standing:
    return max(found, key=lambda one: one.accuracy)


def _older(found: Sequence[Standing]) -> list[str]:
    """Networks that stay behind the best one of the years before, and how surely."""
    pairs: dict[str, list[str]] = {"surely": [], "perhaps": [], "once": []}
    for one in found:
        before = [other for other in found if other.network.year < one.network.year]
        if before and (older := _first(before)).accuracy >= one.accuracy:
            pairs[_how(one, older)].append(say("labs_history.pair", name=_dated(one), older=_dated(older)))
    told = [say(f"labs_history.behind_{how}", pairs=_listed(some)) for how, some in pairs.items() if some]
    return told or [say("labs_history.newer")] * (len({one.network.year for one in found}) > 1)


def _how(one: Standing, older: Standing) -> str:
    """ "surely": each of its seeds is behind each of the older one's; "once": there is one seed alone."""
    if min(len(one.accuracies), len(older.accuracies)) < 2:
        return "once"
    return "surely" if one.accuracies[-1] < older.accuracies[0] else "perhaps"


def _cheaper(found: Sequence[Standing]) -> list[str]:
    """The one that does with the least work what the best does, but for a point."""
    best = _first(found)
    near = [one for one in found if one.accuracy >= best.accuracy - CLOSE]
    least = min(near, key=lambda one: one.multiply_adds)
    times = best.multiply_adds / max(least.multiply_adds, 1)
    if times < CHEAPER:
        return []
    which = "sooner" if least.seconds < best.seconds else "later"
    return [
        say(
            f"labs_history.cheaper_{which}", name=_dated(least), accuracy=f"{least.accuracy:.3f}",
            times=f"{times:.2g}", seconds=f"{least.seconds:.1f}", longer=f"{best.seconds:.1f}",
        )
    ]  # fmt: skip


def _skips(found: Sequence[Standing]) -> list[str]:
    """What the skips alone change."""
    known = {one.network.name: one for one in found}
    if not {"plain", "resnet"} <= known.keys():
        return []
    plain, residual = known["plain"], known["resnet"]
    points = 100 * (residual.accuracy - plain.accuracy)
    overlap = (
        residual.accuracies[0] <= plain.accuracies[-1] and plain.accuracies[0] <= residual.accuracies[-1]
    )
    return [
        say(
            f"labs_history.skips{'_overlap' if overlap else ''}", points=f"{points:+.1f}",
            plain=f"{plain.accuracy:.3f}", residual=f"{residual.accuracy:.3f}",
        )
    ]  # fmt: skip


def _lost(found: Sequence[Standing]) -> list[str]:
    names = [_dated(one) for one in found if one.accuracy < LEARNS]
    return [say("labs_history.lost", names=_listed(names))] if names else []


def _limits(plan: Plan) -> str:
    """What doesn't follow."""
    return say(
        "labs_history.limits", data=plan.data, width=f"{plan.width:g}", epochs=plan.epochs, seeds=plan.seeds
    )


def _dated(one: Standing) -> str:
    return say("labs_history.dated", name=one.network.title, year=one.network.year)


def _listed(words: Sequence[str]) -> str:
    return say("labs_history.comma").join(words)
