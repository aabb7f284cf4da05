"""The experiment: what it trains, and what it finds."""

from collections.abc import Sequence

from axb.labs.experiment import Experiment
from axb.labs.finding import Finding
from axb.labs.plans import Offer, offer
from axb.labs.two_questions.pictured.asked import DATA
from axb.labs.two_questions.pictured.outcome import Outcome, part
from axb.labs.two_questions.pictured.plan import PRESETS, Plan
from axb.labs.two_questions.pictured.sheets import made_scene, odd_scene
from axb.labs.two_questions.pictured.verdict import heads, rows, verdict
from axb.labs.two_questions.pictured.way import border_scene, density_scene
from axb.views.scene import Scene
from axb.words import say


def scenes(outcomes: Sequence[Outcome], share: float | None = None) -> dict[str, Scene]:
    """ "border" and "density": the way, seen by either; "odd": strange pictures; "new": what they make. share: where
    somebody asks on the way."""
    told, made = part(outcomes, "tell"), part(outcomes, "make")
    return {
        "border": border_scene(told, share), "density": density_scene(made, share),
        "odd": odd_scene(told, made), "new": made_scene(told, made),
    }  # fmt: skip


def finding(plan: Plan, outcomes: Sequence[Outcome]) -> Finding:
    """Of the outcomes that there are so far."""
    return Finding(heads(), rows(outcomes), [*scenes(outcomes).values()], verdict(outcomes))


def offers() -> list[Offer]:
    """For a page; other values can be typed."""
    steps = {str(one): f"{one:,}" for one in (500, 1500, 8000)}
    return [offer("data", *DATA), Offer("steps", say("labs_two_questions.choose_steps"), steps)]


EXPERIMENT = Experiment("two_questions", PRESETS, Outcome, finding, offers)
