"""What changed a run and doesn't follow from its configuration: written before it acts, to be replayed."""

import json
from typing import Any, NamedTuple

from axb.runs.fields import checked_step, json_text
from axb.runs.record import Record

TOTAL_STEPS = "steps"  # the key of a time budget's choice: how many steps there will be in all


class Decision(NamedTuple):
    """`key` was decided to be `value` after `step` updates; `seq` counts a run's decisions from 0."""

    step: int
    seq: int
    key: str
    value: Any


class Decisions(Record):
    """The decisions of a run, in the order in which they were taken."""

    def decide(self, step: int, key: str, value: object) -> None:
        """Write a decision at once: it stays, even if the process is killed right after this returns."""
        self._db.execute(
            "INSERT INTO decision SELECT ?, ?, coalesce(max(seq) + 1, 0), ?, ? FROM decision WHERE run = ?",
            (self.id, checked_step(step), key, json_text(key, value), self.id),
        )

    def chosen_steps(self) -> int:
        """All steps there will be, as a time budget chose last; 0 where none has."""
        row = self._db.execute(
            "SELECT value FROM decision WHERE run = ? AND key = ? ORDER BY seq DESC LIMIT 1",
            (self.id, TOTAL_STEPS),
        ).fetchone()
        return int(json.loads(row[0])) if row else 0

    def decisions(self) -> list[Decision]:
        """All decisions, first to last."""
        rows = self._db.execute(
            "SELECT step, seq, key, value FROM decision WHERE run = ? ORDER BY seq", (self.id,)
        )
        return [Decision(step, seq, key, json.loads(value)) for step, seq, key, value in rows]
