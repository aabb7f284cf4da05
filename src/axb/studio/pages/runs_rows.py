"""What the table of runs shows: read from the store, filtered, ordered, cut into pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from axb.runs import Run, Store
from axb.views.facts import job, status_text

COLUMNS = ("name", "model", "data", "status", "right", "created")
EACH = 25  # rows of a page


@dataclass(frozen=True)
class Row:
    """One run. right: the share it got right, on the test part, else the best on held-out examples; None: unknown."""

    id: str
    name: str
    model: str
    data: str
    status: str
    right: float | None
    created: float
    active: bool

    @property
    def shown_right(self) -> str:
        """As a percentage."""
        return "–" if self.right is None else f"{self.right:.1%}"

    @property
    def shown_created(self) -> str:
        """Date and time."""
        at = datetime.fromtimestamp(self.created)
        return f"{at:%Y-%m-%d %H:%M}"

    def shown(self, column: str) -> str:
        """What stands in a column."""
        return str(getattr(self, f"shown_{column}" if column in ("right", "created") else column))

    def matches(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere in it."""
        text = f"{self.name} {self.model} {self.data} {self.status}".lower()
        return all(word in text for word in words)


def rows(store: Store) -> list[Row]:
    """All runs, newest first."""
    return [_row(run) for run in store.runs()]


def _row(run: Run) -> Row:
    told = job(run)
    model, data = (str(told.get(part) or "–") for part in ("model", "data"))
    return Row(
        run.id, run.name, model, _last_part(data), status_text(run), _right(run), run.created, run.is_active
    )


def _last_part(spec: str) -> str:
    """A data set's spec without the folders before a file's name."""
    return spec.replace("\\", "/").rpartition("/")[2]


def _right(run: Run) -> float | None:
    tested: dict[str, Any] = run.json("test") or {}
    if "accuracy" in tested:
        return float(tested["accuracy"])
    held = run.series("epoch/val_accuracy")[1]
    return float(np.nanmax(held)) if np.isfinite(held).any() else None


def chosen(all_rows: Sequence[Row], words: str, column: str, downward: bool) -> list[Row]:
    """Those that match the words, ordered by a column; what is unknown comes last."""
    found = [row for row in all_rows if row.matches(words.lower().split())]
    key: Callable[[Row], Any] = lambda row: getattr(row, column)  # noqa: E731
    known = [row for row in found if key(row) is not None]
    unknown = [row for row in found if key(row) is None]
    return sorted(known, key=_folded(key), reverse=downward) + unknown


def _folded(key: Callable[[Row], Any]) -> Callable[[Row], Any]:
    """Letters without regard to their case."""
    return lambda row: value.lower() if isinstance(value := key(row), str) else value
