"""The experiment: what it trains, and what it finds."""

from collections.abc import Sequence

from axb.labs.experiment import Experiment
from axb.labs.finding import Finding
from axb.labs.vanishing.options import offers
from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.picture import accuracy_scene, ladders_scene
from axb.labs.vanishing.plan import PRESETS, Plan
from axb.labs.vanishing.verdict import heads, rows, verdict


def finding(plan: Plan, outcomes: Sequence[Outcome]) -> Finding:
    """Of the outcomes that there are so far."""
    scenes = ladders_scene(outcomes, plan), accuracy_scene(outcomes, plan)
    return Finding(heads(), rows(outcomes), scenes, verdict(outcomes, plan))


EXPERIMENT = Experiment("vanishing", PRESETS, Outcome, finding, offers)
