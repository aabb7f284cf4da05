"""Which runs a list shows, and in which order."""

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from axb.views.facts import STATUSES
from axb.views.listing import Listed
from axb.words import InputError

# as they are asked for -> what `Listed` calls them
METRICS = {"accuracy": "accuracy", "loss": "loss", "test_accuracy": "tested"}
ORDERS = {
    "name": "name",
    "status": "status",
    "model": "model",
    "data": "data",
    **METRICS,
    "started": "created",
}
LARGEST_FIRST = ("accuracy", "test_accuracy", "started")
COMPARED: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
}  # fmt: skip
CONDITION = re.compile(rf"\s*(\w+)\s*({'|'.join(COMPARED)})\s*(\S+)\s*")


@dataclass(frozen=True)
class Sift:
    """What a run must be to be shown; None asks nothing.

    family, data: the name without options, or the whole spec. status: a key of `facts.STATUSES`. conditions: of its
    numbers, (metric, comparison, number); a run that hasn't that number isn't shown.
    """

    family: str | None = None
    data: str | None = None
    status: str | None = None
    conditions: Sequence[tuple[str, str, float]] = ()

    @classmethod
    def of(cls, family: str | None, data: str | None, status: str | None, metrics: Sequence[str]) -> "Sift":
        """From what a person wrote, conditions like "accuracy>0.9". Raises InputError where that can't be."""
        if status is not None and status not in STATUSES:
            raise InputError(
                "registry.unknown_choice", what="--status", known=", ".join(STATUSES), got=status
            )
        return cls(family, data, status, [_condition(one) for one in metrics])

    def takes(self, line: Listed) -> bool:
        """Whether a run is shown."""
        return (
            _named(self.family, line.model)
            and _named(self.data, line.data)
            and self.status in (None, line.status)
            and all(_holds(getattr(line, METRICS[name]), how, than) for name, how, than in self.conditions)
        )


def _named(wanted: str | None, spec: str) -> bool:
    return wanted is None or wanted in (spec, spec.partition(":")[0])


def _holds(value: float | None, how: str, than: float) -> bool:
    return value is not None and COMPARED[how](value, than)


def _condition(text: str) -> tuple[str, str, float]:
    found = CONDITION.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        name, how, than = found[1], found[2], float(found[3])
    except ValueError:
        raise InputError("runs_bin.condition", got=text) from None
    if name not in METRICS:
        raise InputError("registry.unknown_choice", what="--metric", known=", ".join(METRICS), got=name)
    return name, how, than


def in_order(
    lines: Iterable[Any], by: str, reverse: bool, of: Callable[[Any], Sequence[Listed]]
) -> list[Any]:
    """Lines of a list by a key of `ORDERS`: the best, the newest or the first letter first; `reverse` turns that round,
    and what has no such number stays last. `of`: a line's runs, of which the best counts.

    Raises InputError for another key.
    """
    if by not in ORDERS:
        raise InputError("registry.unknown_choice", what="--sort", known=", ".join(ORDERS), got=by)
    largest = by in LARGEST_FIRST

    def value(line: Any) -> Any:
        known = [one for run in of(line) if (one := getattr(run, ORDERS[by])) is not None]
        return (max if largest else min)(known, default=None)

    valued = [(value(line), line) for line in lines]
    ranked = sorted(
        (pair for pair in valued if pair[0] is not None), key=lambda pair: pair[0], reverse=largest != reverse
    )
    return [line for _, line in ranked] + [line for known, line in valued if known is None]
