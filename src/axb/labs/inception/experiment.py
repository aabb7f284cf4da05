"""The experiment: what it trains, and what it finds."""

from collections.abc import Sequence

from axb.labs.experiment import Experiment
from axb.labs.finding import Finding
from axb.labs.inception.options import offers
from axb.labs.inception.outcome import Outcome
from axb.labs.inception.picture import errors_scene, maps_scene, without_scene
from axb.labs.inception.plan import PRESETS, Plan
from axb.labs.inception.verdict import heads, rows, verdict


def finding(plan: Plan, outcomes: Sequence[Outcome]) -> Finding:
    """Of the outcomes that there are so far."""
    scenes = maps_scene(outcomes, plan), errors_scene(outcomes, plan), without_scene(outcomes)
    return Finding(heads(), rows(outcomes), scenes, verdict(outcomes, plan))


EXPERIMENT = Experiment("inception", PRESETS, Outcome, finding, offers)
