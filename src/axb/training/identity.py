"""What makes a training this very training: its graph, its data, its settings. A run is continued only by the same."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import torch

from axb import graph
from axb.data.batches import Batches
from axb.graph.serial import FORMAT
from axb.graph.symbolic import flatten
from axb.registry import Configurable, NotDescribableError, describe
from axb.training.callbacks import Callback
from axb.words import say

if TYPE_CHECKING:
    from axb.training.model import Model


def identity(
    model: "Model",
    settings: Mapping[str, Any],
    data: Sequence[Batches | None],
    callbacks: Sequence[Callback],
) -> dict[str, Any]:
    """Hashes of graph and data, and all settings as JSON: those of fit, of compile, of the callbacks."""
    compiled = {f"optimizer {name}": _arguments(one) for name, one in model.optimizers.items()}
    watching = [{"class": type(one).__name__, **_arguments(one)} for one in callbacks if not one.bystander]
    told = told_as_json({**settings, **compiled, **model.objective.describe(), "callbacks": watching})
    return {"graph": graph.graph_hash(model), "data": data_hash(data), "settings": told}


def _arguments(thing: Configurable) -> dict[str, Any]:
    """What it was made of: not what has become of it since (a rate that was reduced)."""
    given = Configurable.get_config(thing)
    return {name: value for name, value in given.items() if name != "verbose"}


def differences(before: Mapping[str, Any], asked: Mapping[str, Any]) -> list[str]:
    """What is not the same in two identities, in words."""
    differs = [say(f"training.other_{part}") for part in ("graph", "data") if before.get(part) != asked[part]]
    then, now = before.get("settings", {}), asked["settings"]
    changed = [key for key in sorted({*then, *now}) if then.get(key) != now.get(key)]
    return differs + [f"{key}: {then.get(key)!r} -> {now.get(key)!r}" for key in changed]


_hashed: WeakKeyDictionary[Batches, tuple[Batches | None, str]] = WeakKeyDictionary()


def data_hash(data: Sequence[Batches | None]) -> str:
    """SHA-256 of all arrays: types, shapes and bytes. Of the very same pair it is known."""
    first, second = data
    if first is None:
        return _hash(data)
    if first not in _hashed or _hashed[first][0] is not second:
        _hashed[first] = second, _hash(data)
    return _hashed[first][1]


def _hash(data: Sequence[Batches | None]) -> str:
    digest = hashlib.sha256()
    for one in data:
        for array in flatten([one.x, one.y, one.weight] if one else []):
            if array is not None:
                digest.update(f"{array.dtype}{tuple(array.shape)}".encode())
                digest.update(array.cpu().contiguous().reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()


def graph_of(model: "Model") -> Mapping[str, Any] | None:
    """The graph as data; None where it cannot be told."""
    try:
        return {"axb": FORMAT, "model": describe(model)}
    except NotDescribableError:
        return None


def told_as_json(value: Any) -> Any:
    """Settings as JSON; what cannot be told (a function, a path) or is long (an array) is named."""
    if isinstance(value, Mapping):
        return {str(key): told_as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [told_as_json(item) for item in value]
    if hasattr(value, "shape") and value.shape:
        return f"{type(value).__name__} {tuple(value.shape)}"
    try:
        return describe(value)
    except NotDescribableError:
        return getattr(value, "__qualname__", type(value).__name__)
