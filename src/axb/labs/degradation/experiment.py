"""The experiment: what it trains, and what it finds."""

from collections.abc import Sequence

from axb.labs.degradation.outcome import Outcome
from axb.labs.degradation.picture import scenes
from axb.labs.degradation.plan import DATA, FAMILIES, NORMS, PRESETS, Plan, title
from axb.labs.degradation.verdict import heads, rows, verdict
from axb.labs.experiment import Experiment
from axb.labs.finding import Finding
from axb.labs.plans import Offer, offer
from axb.words import say


def finding(plan: Plan, outcomes: Sequence[Outcome]) -> Finding:
    """Of the outcomes that there are so far."""
    return Finding(heads(), rows(outcomes), [*scenes(outcomes, plan).values()], verdict(outcomes, plan))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    norms = {norm: say(f"labs_degradation.norm_{norm}") for norm in NORMS}
    return [
        Offer("families", say("labs_experiment.choose_families"), {name: title(name) for name in FAMILIES}),
        offer("depths", 8, 20, 32, 56),
        Offer("norm", say("labs_experiment.choose_norm"), norms),
        offer("seeds", 1, 3, 5),
        offer("epochs", 5, 12, 20, 40),
        offer("data", *DATA),
    ]


EXPERIMENT = Experiment("degradation", PRESETS, Outcome, finding, offers)
