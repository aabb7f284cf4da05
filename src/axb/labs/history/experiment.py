"""The experiment: what it trains, and what it finds."""

from collections.abc import Sequence

from axb.labs.experiment import Experiment
from axb.labs.finding import Finding
from axb.labs.history.charts import seconds_scene, work_scene
from axb.labs.history.options import offers
from axb.labs.history.outcome import Outcome, standings
from axb.labs.history.picture import timeline_scene
from axb.labs.history.plan import PRESETS, Plan
from axb.labs.history.verdict import heads, rows, verdict


def finding(plan: Plan, outcomes: Sequence[Outcome]) -> Finding:
    """Of the outcomes that there are so far."""
    found = standings(outcomes)
    scenes = timeline_scene(found, plan.networks), work_scene(found), seconds_scene(found)
    return Finding(heads(), rows(found), scenes, verdict(found, plan))


EXPERIMENT = Experiment("history", PRESETS, Outcome, finding, offers)
