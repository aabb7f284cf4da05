"""What the table of runs shows: filtered, folded, ordered, cut into pages."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from axb.views.folding import Fold, Group, folded, told
from axb.views.listing import Listed, best_accuracy, best_loss, shared
from axb.words import say

COLUMNS = ("name", "model", "data", "status", "right", "created")
EACH = 25  # rows of a page
UNKNOWN = "–"


@dataclass(frozen=True)
class Row:
    """A run, as one of `lines`; or, `whole`, a race or a sweep with the lines of its runs.

    group: the race or sweep that it is or belongs to, if any.
    right: the share it got right, on the test part, else the best on held-out examples (the best of a race or a sweep:
    on those alone, by which its runs are compared); loss: the smallest there; None: unknown.
    """

    id: str
    name: str
    model: str
    data: str
    status: str
    right: float | None
    loss: float | None
    created: float
    active: bool
    group: Group | None
    lines: tuple[Listed, ...]
    whole: bool = False

    @property
    def shown_right(self) -> str:
        """As a percentage; the loss where there is none."""
        if self.right is not None:
            return f"{self.right:.1%}"
        return UNKNOWN if self.loss is None else say("studio_runs.loss", value=f"{self.loss:.3g}")

    @property
    def shown_created(self) -> str:
        """Date and time."""
        at = datetime.fromtimestamp(self.created)
        return f"{at:%Y-%m-%d %H:%M}"

    @property
    def address(self) -> str:
        """Its page."""
        kind = self.group.kind if self.group and self.whole else "run"
        return f"/{kind}/{quote(self.name)}"

    def shown(self, column: str) -> str:
        """What stands in a column."""
        return str(getattr(self, f"shown_{column}" if column in ("right", "created") else column))

    def matches(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere in it."""
        if not words:
            return True
        of_group = f"{self.group.name} {say(f'studio_runs.kind_{self.group.kind}')}" if self.group else ""
        text = f"{self.name} {self.lines[0].model} {self.model} {self.data} {self.status} {of_group}".lower()
        return all(word in text for word in words)


def rows(lines: Sequence[Listed]) -> list[Row]:
    """One of each run."""
    return [_row(line) for line in lines]


def _row(line: Listed) -> Row:
    """In a race or a sweep it says what varies there instead of its model."""
    return Row(
        line.id, line.name, line.setting or line.model or UNKNOWN, line.data or UNKNOWN, line.said,
        line.accuracy if line.tested is None else line.tested, line.loss, line.created, line.active, line.group,
        (line,),
    )  # fmt: skip


def wholes(some: Sequence[Row], everything: Sequence[Row]) -> list[Row]:
    """`some` rows of runs, those of a race or a sweep as one, which says how many of `everything` these are."""
    count = Counter(row.group for row in everything)
    units = folded(some, lambda row: row.group)
    return [_whole(one, count[one.group]) if isinstance(one, Fold) else one for one in units]


def _whole(fold: Fold[Row], count: int) -> Row:
    lines = tuple(line for row in fold.runs for line in row.lines)
    return Row(
        f"{fold.group.kind}:{fold.group.name}", fold.group.name,
        shared(line.model for line in lines) or UNKNOWN, shared(line.data for line in lines) or UNKNOWN,
        told(fold.group.kind, [line.status for line in lines], count), best_accuracy(lines), best_loss(lines),
        min(line.created for line in lines), any(line.active for line in lines), fold.group, lines, whole=True,
    )  # fmt: skip


def chosen(
    all_rows: Sequence[Row], words: str, column: str, downward: bool, opened: Collection[str] = ()
) -> list[Row]:
    """Those that match the words, ordered by a column; what is unknown comes last.

    Those of a race or a sweep are one row, and follow it where its id is among the opened.
    """
    found = [row for row in all_rows if row.matches(words.lower().split())]
    shown = list[Row]()
    for unit in _ordered(wholes(found, all_rows), column, downward):
        within = [row for row in found if row.group == unit.group] if unit.id in opened else []
        shown += [unit, *_ordered(within, column, downward)]
    return shown


def _ordered(some: Sequence[Row], column: str, downward: bool) -> list[Row]:
    key: Callable[[Row], Any] = lambda row: getattr(row, column)  # noqa: E731
    known = [row for row in some if key(row) is not None]
    unknown = [row for row in some if key(row) is None]
    return sorted(known, key=_folded(key), reverse=downward) + unknown


def _folded(key: Callable[[Row], Any]) -> Callable[[Row], Any]:
    """Letters without regard to their case."""
    return lambda row: value.lower() if isinstance(value := key(row), str) else value
