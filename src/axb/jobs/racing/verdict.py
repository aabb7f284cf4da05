"""What a race says, in words and as data for its figure."""

import math

from axb.jobs.racing.race import Race
from axb.races.statistics import Standing, critical
from axb.views.race import Raced
from axb.words import say

METRICS = {
    "val_accuracy": "views_race.accuracy",
    "val_loss": "views_race.loss",
    "loss": "views_race.training_loss",
}


def verdict(race: Race) -> str:
    """One sentence: the winner, or why there is none and what would help."""
    standing = race.standing
    if not standing.racing:
        return say("race.none_left")
    told = {
        "best": race.plan.label(standing.order[0]),
        "score": shown(race, standing.means[standing.order[0]]),
    }
    if standing.racing == 1:
        return say("race.one_left", **told)
    told |= {"lead": gap(race, standing.lead)}
    if not standing.freedom:
        return say("race.one_seed", **told)
    if standing.winner is not None:
        return say("race.wins", **told, second=race.plan.label(standing.order[1]), p=f"{standing.p:.2g}")
    if standing.more_seeds is None:
        return say("race.equal", **told)
    detectable = gap(race, standing.detectable)
    return say("race.unknown", **told, detectable=detectable, more=f"{standing.more_seeds:,}")


def method(race: Race) -> str:
    """The test by its name; empty where there was nothing to test."""
    standing = race.standing
    if not standing.freedom:
        return ""
    return say(
        "race.method", seeds=standing.seeds, pooled=len(standing.pooled), settings=standing.racing,
        detectable=gap(race, standing.detectable),
    )  # fmt: skip


def how(race: Race) -> str:
    """How the members were trained."""
    seconds = race.plan.job.seconds
    if seconds is not None:
        return say("race.how_seconds", seconds=f"{seconds:g}", count=race.scores.size)
    return say("race.how", together=race.together, apart=race.scores.size - race.together)


def shown(race: Race, value: float) -> str:
    """A score as people read it."""
    if math.isnan(value):
        return say("race.diverged")
    return f"{value:.2%}" if race.higher_is_better else f"{value:.4g}"


def gap(race: Race, value: float) -> str:
    """A difference of two scores: of shares in percentage points."""
    return say("race.points", value=f"{100 * value:.2f}") if race.higher_is_better else f"{value:.4g}"


def raced(race: Race) -> Raced:
    """The race for `axb.views.race`."""
    standing = race.standing
    return Raced(
        tuple(race.plan.label(number) for number in range(len(race.plan.settings))), race.scores, standing.order,
        standing.level, standing.winner, _reach(standing), say(METRICS[race.metric]),
        race.higher_is_better, verdict(race),
    )  # fmt: skip


def _reach(standing: Standing) -> float:
    """How far from the best a mean of the better half is not told from it."""
    if not standing.freedom:
        return math.nan
    return critical(standing.racing, standing.freedom) * standing.noise * math.sqrt(2 / standing.seeds)
