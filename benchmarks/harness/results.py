"""results.json: what was measured, row by row; a row that is run alone replaces its own part only."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from harness.report import document
from harness.row import Row


def read(folder: Path) -> dict[str, Any]:
    """The records by row; none where nothing was measured yet."""
    path = folder / "results.json"
    if not path.is_file():
        return {}
    records: dict[str, Any] = json.loads(path.read_text("utf-8"))["rows"]
    return records


def merged(records: Mapping[str, Any], key: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """The records with one row's replaced. Quick and real ones do not stand in one file."""
    if any(bool(other.get("quick")) != bool(record.get("quick")) for other in records.values()):
        raise ValueError("a quick run is never written beside real results")
    return {**records, key: record}


def write(folder: Path, rows: Mapping[str, Row], key: str, record: Mapping[str, Any]) -> None:
    """Put a row's record into results.json and results.md."""
    folder.mkdir(parents=True, exist_ok=True)
    records = merged(read(folder), key, record)
    _replace(folder / "results.json", json.dumps({"rows": records}, indent=1) + "\n")
    _replace(folder / "results.md", document(rows, records))


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(path)
