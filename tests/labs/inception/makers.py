"""Outcomes by hand."""

import numpy as np

from axb.labs.inception.networks import BRANCHES, MODULES
from axb.labs.inception.outcome import Outcome


def outcome(network: str, seed: int, error: float, **changes: object) -> Outcome:
    several = network == "inception"
    without = {f"{module}.{last}": error + 0.01 for module in MODULES for last in BRANCHES} if several else {}
    told = {
        "network": network, "seed": seed, "widths": [8, 16], "parameters": 8000, "multiply_adds": 500_000,
        "train_errors": [error], "test_errors": [0.9, error], "seconds": 1.5, "without": without,
        "seen": seen() if several else [],
    }  # fmt: skip
    return Outcome(**{**told, **changes})  # type: ignore[arg-type]


def seen() -> list[dict[str, object]]:
    """A picture, and one part that makes two maps of it."""
    picture, maps = np.arange(16.0).reshape(4, 4, 1), np.arange(32.0).reshape(4, 4, 2)
    return [
        {"name": "input", "values": picture.tolist(), "sources": [], "column": 0, "lane": 0.0, "shape": [4, 4, 1]},
        {"name": "module_1.filters_1x1", "values": maps.tolist(), "sources": [0], "column": 1, "lane": 0.0,
         "shape": [4, 4, 6]},
    ]  # fmt: skip
