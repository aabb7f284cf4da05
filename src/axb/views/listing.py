"""What a list of runs says of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from axb.runs import Run
from axb.views.facts import job, status_words
from axb.views.folding import Group, group_of
from axb.words import say

TESTED = "test"  # the artifact that the test part's numbers are kept in


@dataclass(frozen=True)
class Listed:
    """One run. group: the race or sweep that it belongs to, setting: what it has there of what varies ("" elsewhere).

    status: as `Run.shown_status`. words: the same as a sentence's key and what it tells, in no language. accuracy,
    loss: the best on held-out examples; tested: the accuracy on the test part. What isn't known is None or "". created:
    seconds since 1970.
    """

    id: str
    name: str
    group: Group | None
    setting: str
    model: str
    data: str
    status: str
    words: tuple[str, dict[str, Any]]
    accuracy: float | None
    loss: float | None
    tested: float | None
    created: float
    active: bool

    @property
    def said(self) -> str:
        """The status in words."""
        key, told = self.words
        return say(key, **told)


def listed(run: Run) -> Listed:
    """Read what a list says of it."""
    told, group = job(run), group_of(run)
    model, data = (without_folder(str(told.get(part) or "")) for part in ("model", "data"))
    setting = told_setting(run.config.get("setting")) if group else ""
    tested = (run.json(TESTED) or {}).get("accuracy")
    return Listed(
        run.id, run.name, group, setting, model, data, run.shown_status, status_words(run),
        _best(run, "accuracy", np.max), _best(run, "loss", np.min), None if tested is None else float(tested),
        run.created, run.is_active,
    )  # fmt: skip


def told_setting(setting: object) -> str:
    """What varies, as a person reads it: "learning_rate=0.01 optimizer=adam"."""
    found = setting.items() if isinstance(setting, dict) else ()
    return " ".join(
        f"{name}={value:g}" if isinstance(value, float) else f"{name}={value}" for name, value in found
    )


def without_folder(spec: str) -> str:
    """ "/home/me/people.csv:target=age" -> "people.csv:target=age" """
    name, colon, options = spec.partition(":") if spec[1:3] not in (":\\", ":/") else spec[2:].partition(":")
    return name.replace("\\", "/").rpartition("/")[2] + colon + options


def _best(run: Run, metric: str, choose: Callable[[Any], float]) -> float | None:
    values = run.series(f"epoch/val_{metric}")[1]
    known = values[np.isfinite(values)]
    return float(choose(known)) if len(known) else None


def best_accuracy(lines: Iterable[Listed]) -> float | None:
    """The highest on held-out examples; None where there is none."""
    return max((one.accuracy for one in lines if one.accuracy is not None), default=None)


def best_loss(lines: Iterable[Listed]) -> float | None:
    """The smallest on held-out examples; None where there is none."""
    return min((one.loss for one in lines if one.loss is not None), default=None)


def best(*lines: Listed) -> str:
    """The best accuracy on held-out examples, else the smallest loss there, of one or of many; "" without either."""
    accuracy, loss = best_accuracy(lines), best_loss(lines)
    if accuracy is not None:
        return f"{accuracy:.1%}"
    return "" if loss is None else f"{loss:.4g}"


def shared(specs: Iterable[str]) -> str:
    """What they have in common: "mlp:hidden=8" and "mlp:hidden=16" are "mlp"."""
    several = {*specs}
    families = {one.partition(":")[0] for one in several}
    found = several if len(several) == 1 else families
    return found.pop() if len(found) == 1 else "…"
