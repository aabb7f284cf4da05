"""A model as one file: safetensors with the graph and the compilation as JSON in its header. Loading runs no code."""

import json
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torch import Tensor

from axb import graph
from axb.graph.serial import type_name
from axb.registry import NotDescribableError, describe, rebuild
from axb.training.tensors import (
    freeze_exactly,
    frozen_names,
    load_memory_tensors,
    load_optimizer_state,
    load_weight_tensors,
    memory_tensors,
    optimizer_state,
    under,
    weight_tensors,
)
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model


def save(model: "Model", filepath: str | os.PathLike[str]) -> None:
    """Graph, weights, and (where compiled) optimizers and losses.

    A model that holds something unregistered saves its weights, and a warning says so.
    """
    tensors = _weights(model)
    metadata = {"frozen": json.dumps(frozen_names(model))}
    path = os.fspath(filepath)
    try:
        metadata["graph"] = graph.to_json(model)
        if model.compiled:
            metadata["compilation"] = json.dumps(_compilation(model))
            tensors.update({f"memory:{key}": piece for key, piece in memory_tensors(model).items()})
    except NotDescribableError as error:
        thing = type_name(error.thing)
        warnings.warn(say("training.uncompiled_in_file", path=path, thing=thing), stacklevel=3)
    except InputError as error:
        warnings.warn(say("training.weights_only", path=path, reason=error), stacklevel=3)
    _write(Path(path), tensors, metadata)


def save_weights(model: "Model", filepath: str | os.PathLike[str]) -> None:
    """The weights alone."""
    _write(Path(filepath), _weights(model), {})


def _weights(model: "Model") -> dict[str, Tensor]:
    return {f"weight:{name}": tensor for name, tensor in weight_tensors(model).items()}


def _compilation(model: "Model") -> dict[str, Any]:
    """How it was compiled. Raises NotDescribableError for a loss or metric that is a bare function."""
    return {
        "optimizers": describe(dict(model.optimizers)),
        "precision": model.precision,
        "objective": describe(model.objective.describe()),
        "states": {name: optimizer_state(one) for name, one in model.optimizers.items()},
    }


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


def load_weights(model: "Model", filepath: str | os.PathLike[str]) -> None:
    """Weights from a file into a model of the same shape."""
    load_weight_tensors(model, under("weight:", read(filepath)[0]), os.fspath(filepath))


def load_model(filepath: str | os.PathLike[str], compile: bool = True) -> Any:
    """The model in a file that `model.save` wrote, compiled as it was where the file tells how.

    Raises InputError for anything else: a missing file, another format, weights without a graph, a damaged file.
    """
    tensors, metadata = read(filepath)
    if "graph" not in metadata:
        raise InputError("training.no_graph_in_file", path=filepath)
    try:
        return _model(tensors, metadata, os.fspath(filepath), compile)
    except InputError:
        raise
    except Exception as error:  # a file may hold anything, and what it holds may break anywhere
        problem = f"{type(error).__name__}: {error}"
        raise InputError("training.damaged_file", path=filepath, problem=problem) from error


def _model(tensors: dict[str, Tensor], metadata: dict[str, str], source: str, compile: bool) -> Any:
    model, weights = graph.from_json(metadata["graph"]), under("weight:", tensors)
    if not isinstance(model, graph.Network) or not hasattr(model, "compile"):
        raise InputError("training.damaged_file", path=source, problem=type(model).__name__)
    if not model.built and weights.keys() - weight_tensors(model).keys():
        raise InputError("training.unbuilt_in_file", part=model.label)
    load_weight_tensors(model, weights, source)
    freeze_exactly(model, json.loads(metadata["frozen"]))
    if compile and "compilation" in metadata:
        _compile(model, json.loads(metadata["compilation"]), under("memory:", tensors))
    return model


def _compile(model: Any, told: dict[str, Any], memory: dict[str, Tensor]) -> None:
    objective = rebuild(told["objective"])
    metrics, weights, losses = objective["metrics"], objective["loss_weights"], objective["loss"]
    model.compile(rebuild(told["optimizers"]), losses, weights, metrics, precision=told["precision"])
    for name, state in told["states"].items():
        load_optimizer_state(model.optimizers[name], state)
    load_memory_tensors(model, memory)
