"""axb: from y = ax + b to generative models. Build it from parts, train it fast, see inside."""

import importlib
from typing import Any

from axb.words import InputError, set_language

__version__ = "0.1.0"
_ROOMS = (
    "callbacks", "data", "datasets", "initializers", "insight", "jobs", "layers", "losses", "metrics", "models",
    "optimizers", "regularizers", "runs", "utils", "views", "zoo",
)  # fmt: skip
_NAMES = {
    "Input": "axb.graph", "Layer": "axb.graph", "Loss": "axb.losses", "Metric": "axb.metrics", "Model": "axb.training",
    "Sequential": "axb.training", "registered": "axb.registry",
    "race": "axb.jobs.racing", "sweep": "axb.jobs.sweeping", "find_learning_rate": "axb.training",
    "doctor": "axb.insight", "watch": "axb.insight",
}  # fmt: skip
__all__ = [
    "Input", "InputError", "Layer", "Loss", "Metric", "Model", "Sequential", "doctor", "find_learning_rate",
    "race", "registered", "set_language", "sweep", "watch", *_ROOMS,
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Rooms and parts are imported when they are first named: `import axb` stays quick, without PyTorch."""
    if name in _ROOMS:
        return importlib.import_module(f"axb.{name}")
    if name in _NAMES:
        return getattr(importlib.import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'axb' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
