"""Interleaved rounds: A B C, A B C, ... each contestant a process of its own that prints one JSON line."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.machine import load
from harness.row import Contestant, Row

ROOT = Path(__file__).resolve().parents[2]
CONTESTANTS = ROOT / "benchmarks" / "contestants"
LONGEST = 3600.0  # seconds that one contestant may take


@dataclass(frozen=True)
class Setting:
    """What all contestants are told: the data, a folder to write to, and whether this is a quick run.

    peers: the interpreter of the peers' environment, or a sentence that says why there is none.
    """

    data: Path
    scratch: Path
    quick: bool
    peers: Path | str


def rounds(
    row: Row, number: int, setting: Setting, say: Callable[[str], None]
) -> Iterator[tuple[float, dict[str, Any]]]:
    """For each round the load average before it, and what every contestant said."""
    for seed in range(number):
        before, said = load(), {}
        for one in row.contestants:
            said[one.key] = run(one, seed, setting)
            say(f"{row.key} {seed + 1}/{number}  {one.label}: {_told(said[one.key])}")
        yield before, said


def _told(said: dict[str, Any]) -> str:
    if "error" in said:
        return f"failed: {said['error']}"
    values = list(said["values"].items())
    return ", ".join(f"{name} {value:.4g}" for name, value in values[:4]) + (
        ", ..." if len(values) > 4 else ""
    )


def run(one: Contestant, seed: int, setting: Setting) -> dict[str, Any]:
    """What a contestant said, or {"error": ...}: a failing contestant is a line of the report."""
    python: Path | str = sys.executable if one.python == "axb" else setting.peers
    if one.python == "peers" and not isinstance(python, Path):
        return {"error": str(python)}
    arguments = [argument.format(seed=seed) for argument in one.arguments]
    command = [python, CONTESTANTS / one.script, *arguments, "--data", setting.data]
    try:
        done = subprocess.run(
            [*command, "--quick"] if setting.quick else command,
            capture_output=True, text=True, timeout=LONGEST, env=environment(one, setting), check=False,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError) as error:
        return {"error": str(error)}
    return parsed(done.returncode, done.stdout, done.stderr)


def environment(one: Contestant, setting: Setting) -> dict[str, str]:
    """The person's own, without settings that only some contestants would hear of."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("KERAS_", "TF_", "AXB_"))
    }
    return {
        **own,
        "KERAS_HOME": str(setting.scratch / "keras"),
        "AXB_HOME": str(setting.scratch / "axb"),
        **one.environment,
    }


def parsed(code: int, out: str, errors: str) -> dict[str, Any]:
    """The last JSON line of the output; an error where the process failed or said none."""
    if code:
        lines = [line for line in errors.splitlines() if line.strip()]
        last = lines[-1].strip().replace(str(ROOT), ".")[:300] if lines else "no message"
        return {"error": f"exit code {code}: {last}"}
    for line in reversed(out.splitlines()):
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict) and isinstance(said.get("values"), dict):
            return said
    return {"error": "it printed no JSON line with values"}
