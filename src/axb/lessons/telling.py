"""A laboratory's numbers in words."""

import math
from collections.abc import Mapping

from axb.lessons.lesson import Bench, Goal
from axb.words import say


def told(bench: Bench, numbers: Mapping[str, float]) -> list[tuple[str, str]]:
    """(name, value) of each number that the bench shows and the laboratory has."""
    return [
        (say(f"lessons.number_{name}"), shown(numbers[name])) for name in bench.numbers if name in numbers
    ]


def shown(value: float) -> str:
    """Three figures; "∞" and "–" for what is no number."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if abs(value) >= 1000:
        return f"{value:,.0f}" if abs(value) < 1e7 else f"{value:.1e}"
    return f"{value:.3g}" if abs(value) >= 1e-4 else "0"


def wanted(goal: Goal) -> str:
    """The goal as a few words: "loss below 0.3"."""
    name = say(f"lessons.number_{goal.number}")
    if goal.below is not None and goal.above is not None:
        return say("lessons.goal_between", name=name, low=shown(goal.above), high=shown(goal.below))
    if goal.below is not None:
        return say("lessons.goal_below", name=name, limit=shown(goal.below))
    return say("lessons.goal_above", name=name, limit=shown(goal.above or 0.0))
