"""The experiment: what it trains, and what it finds."""

from collections.abc import Sequence

from axb.labs.degradation.outcome import Outcome
from axb.labs.degradation.picture import scenes
from axb.labs.degradation.plan import DATA, FAMILIES, NORMS, PRESETS, Plan, title
from axb.labs.degradation.verdict import heads, rows, verdict
from axb.labs.experiment import Experiment
from axb.labs.finding import Finding
from axb.labs.plans import Offer
from axb.words import say


def finding(plan: Plan, outcomes: Sequence[Outcome]) -> Finding:
    """Of the outcomes that there are so far."""
    return Finding(heads(), rows(outcomes), [*scenes(outcomes, plan).values()], verdict(outcomes, plan))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    values = {
        "families": {name: title(name) for name in FAMILIES},
        "depths": _numbers(8, 20, 32, 56),
        "norm": {norm: say(f"labs_degradation.norm_{norm}") for norm in NORMS},
        "seeds": _numbers(1, 3, 5),
        "epochs": _numbers(5, 12, 20, 40),
        "data": {name: name for name in DATA},
    }
    return [Offer(field, say(f"labs_experiment.choose_{field}"), named) for field, named in values.items()]


def _numbers(*numbers: int) -> dict[str, str]:
    return {str(one): str(one) for one in numbers}


EXPERIMENT = Experiment("degradation", PRESETS, Outcome, finding, offers)
