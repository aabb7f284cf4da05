"""A model as one file: safetensors with the graph and the compilation as JSON in its header. Loading runs no code."""

import json
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torch import Tensor

from axb import graph
from axb.registry import NotDescribableError, describe, rebuild
from axb.training import checkpoint
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model


def save(model: "Model", filepath: str | os.PathLike[str]) -> None:
    """Graph, weights, and (where compiled) optimizers and losses.

    A model that holds something unregistered saves its weights, and a warning says so.
    """
    weights = {f"weight:{name}": tensor for name, tensor in checkpoint.weight_tensors(model).items()}
    metadata: dict[str, str] = {}
    try:
        metadata["graph"] = graph.to_json(model)
    except InputError as error:
        warnings.warn(say("training.weights_only", path=os.fspath(filepath), reason=error), stacklevel=3)
    if model.compiled and "graph" in metadata:
        metadata.update(_compilation(model))
        weights.update({f"memory:{key}": piece for key, piece in checkpoint.memory_tensors(model).items()})
    _write(Path(filepath), weights, metadata)


def save_weights(model: "Model", filepath: str | os.PathLike[str]) -> None:
    """The weights alone."""
    _write(Path(filepath), {f"weight:{n}": t for n, t in checkpoint.weight_tensors(model).items()}, {})


def _compilation(model: "Model") -> dict[str, str]:
    """How it was compiled, where that can be told: not for a loss that is a bare function."""
    try:
        told = {
            "optimizers": describe(dict(model.optimizers)),
            "precision": model.precision,
            "objective": describe(model.objective.describe()),
            "states": {name: checkpoint.optimizer_state(one) for name, one in model.optimizers.items()},
        }
    except NotDescribableError:
        return {}
    return {"compilation": json.dumps(told)}


def _write(path: Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    from safetensors.torch import save as to_bytes

    from axb.runs.files import write_whole

    whole = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
    try:
        write_whole(path, to_bytes(whole, {"format": "axb", **metadata}))
    except OSError as error:
        raise InputError("training.cannot_write", path=path, problem=error.strerror or error) from error


def read(filepath: str | os.PathLike[str]) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Tensors and text of a file that `save` wrote."""
    from safetensors import SafetensorError, safe_open

    path = Path(filepath)
    if not path.is_file():
        raise InputError("training.no_file", path=path)
    try:
        with safe_open(path, "pt") as file:
            metadata = dict(file.metadata() or {})
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
    except (SafetensorError, OSError) as error:
        raise InputError("training.not_safetensors", path=path, problem=error) from None
    if metadata.get("format") != "axb":
        raise InputError("training.not_ours", path=path)
    return tensors, metadata


def _part(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {key.removeprefix(prefix): tensor for key, tensor in tensors.items() if key.startswith(prefix)}


def load_weights(model: "Model", filepath: str | os.PathLike[str]) -> None:
    """Weights from a file into a model of the same shape."""
    checkpoint.load_weight_tensors(model, _part("weight:", read(filepath)[0]), str(filepath))


def load_model(filepath: str | os.PathLike[str], compile: bool = True) -> Any:
    """The model in a file that `model.save` wrote, compiled as it was where the file tells how.

    Raises InputError for anything else: a missing file, another format, weights without a graph.
    """
    tensors, metadata = read(filepath)
    if "graph" not in metadata:
        raise InputError("training.no_graph_in_file", path=filepath)
    model = graph.from_json(metadata["graph"])
    _build_for(model, tensors)
    checkpoint.load_weight_tensors(model, _part("weight:", tensors), str(filepath))
    if compile and "compilation" in metadata:
        _compile(model, json.loads(metadata["compilation"]), _part("memory:", tensors))
    return model


def _build_for(model: Any, tensors: dict[str, Tensor]) -> None:
    if not model.built and any(key.startswith("weight:") for key in tensors):
        raise InputError("training.unbuilt_in_file", part=model.label)


def _compile(model: "Model", told: dict[str, Any], memory: dict[str, Tensor]) -> None:
    objective = rebuild(told["objective"])
    metrics, weights, losses = objective["metrics"], objective["loss_weights"], objective["loss"]
    model.compile(rebuild(told["optimizers"]), losses, weights, metrics, precision=told["precision"])
    for name, state in told["states"].items():
        checkpoint.load_optimizer_state(model.optimizers[name], state)
    checkpoint.load_memory_tensors(model, memory)
