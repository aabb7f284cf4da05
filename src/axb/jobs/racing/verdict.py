"""What a race says, in words and as data for its figure."""

import math

from axb.jobs.racing.course import higher_is_better
from axb.jobs.racing.halving import Rungs
from axb.jobs.racing.race import Race
from axb.jobs.racing.script import Script
from axb.views.race import Raced
from axb.words import say

METRICS = {
    "val_accuracy": "views_race.accuracy",
    "val_mae": "views_race.error",
    "val_loss": "views_race.loss",
    "loss": "views_race.training_loss",
}


def verdict(race: Race) -> str:
    """The winner, or why there is none and what would help; what is compared, where not all reached the end."""
    said, left = _verdict(race), len(race.scores) - len(race.stopped)
    if not (race.stopped and left):
        return said
    return say("race.reached", verdict=said, count=left, settings=len(race.scores))


def _verdict(race: Race) -> str:
    standing = race.standing
    if not standing.racing:
        return say("race.none_left")
    told = {
        "best": race.plan.label(standing.order[0]),
        "score": shown(race, standing.means[standing.order[0]]),
    }
    if standing.racing == 1:
        return say("race.one_reached" if race.stopped else "race.one_left", **told)
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
    said = say(
        "race.method", seeds=standing.seeds, pooled=len(standing.pooled), settings=standing.racing,
        detectable=gap(race, standing.detectable),
    )  # fmt: skip
    return say("race.chosen_on_the_way", method=said) if race.stopped else said


def how(race: Race) -> str:
    """How the members were trained."""
    seconds = race.plan.job.seconds
    if seconds is not None:
        return say("race.how_seconds", seconds=f"{seconds:g}", count=race.scores.size)
    counts = {"together": race.together, "apart": race.scores.size - race.together}
    said = say("race.how_here" if isinstance(race.plan.job, Script) else "race.how", **counts)
    return say("race.how_halving", how=said, rungs=_rungs(race.rungs)) if race.rungs else said


def _rungs(rungs: Rungs) -> str:
    told = [say("race.rung", count=rungs.many(rung), share=rungs.share(rung)) for rung in range(rungs.last)]
    return "".join([*told, say("race.last_rung", count=rungs.many(rungs.last))])


def place(race: Race, setting: int) -> str:
    """What may be said of a setting."""
    standing = race.standing
    if setting in race.stopped:
        assert race.rungs is not None  # who else would have stopped it
        return say("race.stopped", rung=race.stopped[setting] + 1, rungs=race.rungs.last + 1)
    if not standing.freedom or setting not in (*standing.level, *standing.behind):
        return ""
    known = "winner" if setting == standing.winner else "level" if setting in standing.level else "behind"
    return say(f"views_race.{known}")


def shown(race: Race, value: float) -> str:
    """A score as people read it."""
    return score_text(value, race.metric, digits=2)


def score_text(value: float, metric: str, digits: int = 1) -> str:
    """A score of that metric as people read it: of an accuracy, so many digits of a percentage."""
    if math.isnan(value):
        return say("race.diverged")
    return f"{value:.{digits}%}" if higher_is_better(metric) else f"{value:.4g}"


def gap(race: Race, value: float) -> str:
    """A difference of two scores: of shares in percentage points."""
    return say("race.points", value=f"{100 * value:.2f}") if race.higher_is_better else f"{value:.4g}"


def raced(race: Race) -> Raced:
    """The race for `axb.views.race`."""
    standing = race.standing
    return Raced(
        tuple(race.plan.label(number) for number in range(len(race.plan.settings))), race.scores, race.order,
        standing.level, standing.winner, standing.reach, say(METRICS[race.metric]),
        race.higher_is_better, verdict(race), tuple(race.stopped),
    )  # fmt: skip
