"""A race's results as the figures of its curves and of its standing take them."""

from axb.jobs.racing.course import higher_is_better
from axb.jobs.racing.results import Results
from axb.jobs.racing.verdict import METRICS, raced
from axb.races.domains import told
from axb.views.race import Raced
from axb.views.race_lanes import Lane, Lanes
from axb.words import say


def lanes(found: Results) -> Lanes:
    """For `axb.views.race_curves`."""
    first, *others = found.vary
    drawn = []
    for number, (setting, label) in enumerate(zip(found.settings, found.labels, strict=True)):
        members = found.of(number)
        rest = told({name: setting[name] for name in others}) if others else ""
        one = told({first: setting[first]}).partition("=")[2]
        diverged = any(member.diverged for member in members)
        drawn.append(Lane(label, one, rest, [member.values for member in members], diverged))
    epochs = max((one.epochs for one in found.runners.values()), default=1)
    metric = say(METRICS[found.metric]) if found.metric else ""
    share = higher_is_better(found.metric)
    return Lanes(drawn, found.order, first, " ".join(others), metric, share, epochs, _sentence(found, metric))


def standing(found: Results) -> Raced | None:
    """For `axb.views.race`; None where no seed is whole yet."""
    return raced(found.race) if found.race is not None else None


def _sentence(found: Results, metric: str) -> str:
    """Who is ahead, and what is drawn."""
    if not found.metric:
        return say("views_race_curves.nothing")
    seeds = len({seed for (_, seed), one in found.runners.items() if len(one.values)})
    best = found.labels[found.order[0]]
    told = {"metric": metric[:1].upper() + metric[1:], "best": best, "seeds": seeds, "all": found.seeds}
    return say("views_race_curves.told", **told, settings=len(found.settings))
