"""What an experiment hands over when it has ended: a table, a figure, a sentence."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from axb.views.scene import Scene


@dataclass(frozen=True)
class Finding:
    """says: what follows and what does not. folder: where its parts are kept, so that it need not be done again."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    scenes: Sequence[Scene]
    says: str
    folder: Path

    @property
    def csv(self) -> str:
        """The table as comma-separated values."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([self.heads, *self.rows])
        return text.getvalue()
