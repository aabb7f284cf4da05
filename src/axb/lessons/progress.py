"""Which steps of which lesson a person has answered rightly in a terminal. (A browser keeps its own.)"""

import json
from pathlib import Path
from tempfile import NamedTemporaryFile

from axb.runs.home import home

FILE = "lessons.json"


def finished(name: str) -> set[int]:
    """The steps of that lesson, from 1; none where nothing, or nothing readable, was kept."""
    return {step for step in _kept().get(name, []) if isinstance(step, int)}


def finish(name: str, step: int) -> None:
    """Remember one more step. Raises InputError where axb's home can't be written."""
    kept = {**_kept(), name: sorted(finished(name) | {step})}
    with NamedTemporaryFile("w", dir=home(), suffix=".tmp", delete=False, encoding="utf-8") as file:
        json.dump(kept, file)
    Path(file.name).replace(_file())


def _file() -> Path:
    return home() / FILE


def _kept() -> dict[str, list[object]]:
    try:
        kept = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return (
        {name: steps for name, steps in kept.items() if isinstance(steps, list)}
        if isinstance(kept, dict)
        else {}
    )
