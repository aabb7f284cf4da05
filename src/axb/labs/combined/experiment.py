"""The experiment: what it trains, and what it finds."""

from collections.abc import Sequence

from axb.labs.combined.outcome import Outcome
from axb.labs.combined.picture import scenes
from axb.labs.combined.plan import DATA, PARTS, PRESETS, Plan
from axb.labs.combined.verdict import heads, rows, verdict
from axb.labs.experiment import Experiment
from axb.labs.finding import Finding
from axb.labs.plans import Offer, offer
from axb.words import say


def finding(plan: Plan, outcomes: Sequence[Outcome]) -> Finding:
    """Of the outcomes that there are so far."""
    return Finding(heads(), rows(outcomes), [*scenes(outcomes).values()], verdict(outcomes, plan))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    return [
        Offer(
            "parts",
            say("labs_combined.choose_parts"),
            {one: say(f"labs_combined.name_{one}") for one in PARTS},
        ),
        offer("seeds", 1, 3, 5),
        offer("epochs", 2, 5, 10, 20),
        offer("data", *DATA),
    ]


EXPERIMENT = Experiment("combined", PRESETS, Outcome, finding, offers)
