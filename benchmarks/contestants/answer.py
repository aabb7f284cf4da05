"""How a contestant is asked and answers: arguments in, one JSON line out."""

import argparse
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGES = ("axb", "keras", "tensorflow", "jax", "torch", "numpy")


def parser(about: str | None) -> argparse.ArgumentParser:
    """What every contestant is told: where the data are, and whether a few images will do."""
    asked = argparse.ArgumentParser(description=about)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--quick", action="store_true")
    return asked


def answer(values: Mapping[str, float], details: Mapping[str, Sequence[float] | float] | None = None) -> None:
    """Print the one line: numbers, what stands behind them, and the versions that ran."""
    versions = {"python": platform.python_version(), **_versions()}
    print(
        json.dumps({"values": dict(values), "details": dict(details or {}), "versions": versions}), flush=True
    )


def _versions() -> dict[str, str]:
    found = {name: getattr(sys.modules.get(name), "__version__", None) for name in PACKAGES}
    return {name: str(version) for name, version in found.items() if version is not None}
