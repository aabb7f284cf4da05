"""The goals of results.json as the markdown table of the README: `python benchmarks/table.py`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from harness import results
from harness.report import goal_cells, table
from harness.row import Row
from harness.rows import ROWS

HEAD = ("what", "measured", "from - to", "at least", "aim")


def lines(rows: Mapping[str, Row], records: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """A line for every goal that asks for something."""
    return [
        (f"{row.title}: {label}", shown, spread, need, aim)
        for key, row in rows.items()
        if key in records
        for goal in row.goals
        if goal.need is not None
        for label, shown, spread, need, aim, _ in [goal_cells(goal, records[key]["rounds"])]
    ]


if __name__ == "__main__":
    print(table(HEAD, lines(ROWS, results.read(Path(__file__).resolve().parent))))
