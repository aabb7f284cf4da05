"""What an experiment hands over: a table, a figure, a sentence."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from axb.views.scene import Scene


@dataclass(frozen=True)
class Finding:
    """says: what follows and what does not."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    scenes: Sequence[Scene]
    says: str

    @property
    def csv(self) -> str:
        """The table as comma-separated values."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([self.heads, *self.rows])
        return text.getvalue()
