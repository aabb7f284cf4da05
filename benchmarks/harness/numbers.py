"""Numbers out of rounds: ratios within a round, medians, spread, and whether a goal is reached."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harness.row import Goal

# A round: for each contestant {"values": {...}, "versions": {...}} or {"error": "..."}
Round = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Summary:
    """The middle of some numbers, their ends, and all of them in the order they came."""

    middle: float
    low: float
    high: float
    values: tuple[float, ...]


def summarize(values: Sequence[float], how: str = "median") -> Summary | None:
    """None where there are no numbers."""
    if not values:
        return None
    middle = statistics.fmean(values) if how == "mean" else statistics.median(values)
    return Summary(middle, min(values), max(values), tuple(values))


def reported(one: Round, contestant: str, measure: str) -> float | None:
    """What a contestant reported in a round; None where it failed or does not report that."""
    value = one.get(contestant, {}).get("values", {}).get(measure)
    return None if value is None else float(value)


def measured(rounds: Sequence[Round], contestant: str, measure: str) -> list[float]:
    """What a contestant reported in all rounds in which it did."""
    values = (reported(one, contestant, measure) for one in rounds)
    return [value for value in values if value is not None]


def of_goal(rounds: Sequence[Round], goal: Goal) -> list[float]:
    """The goal's number of every round in which both sides reported."""
    numbers = []
    for one in rounds:
        own = reported(one, goal.contestant, goal.measure)
        other = reported(one, goal.against, goal.measure) if goal.against else None
        if own is None or (goal.against and other is None):
            continue
        numbers.append(_combined(goal.how, own, other or 0.0))
    return numbers


def _combined(how: str, own: float, other: float) -> float:
    if how == "ratio":
        return other / own
    return own - other if how == "difference" else own


def reaches(value: float, bound: float, sense: str) -> bool:
    """Whether a number is on the right side of a bound."""
    if sense == "within":
        return abs(value) <= bound
    return value >= bound if sense == ">=" else value <= bound


def verdict(goal: Goal, value: float) -> str:
    """ "aim", "yes" or "no"; "" where nothing is asked."""
    if goal.need is None:
        return ""
    if goal.aim is not None and reaches(value, goal.aim, goal.sense):
        return "aim"
    return "yes" if reaches(value, goal.need, goal.sense) else "no"


def failures(rounds: Sequence[Round]) -> dict[str, str]:
    """The last error of each contestant that failed at least once."""
    return {key: said["error"] for one in rounds for key, said in one.items() if "error" in said}
