"""A training as tensors and JSON, and back: weights, memories, where it stands, what callbacks remember."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

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

if TYPE_CHECKING:
    from axb.training.callbacks import Callback
    from axb.training.loop import Trainer


def pack(trainer: "Trainer") -> tuple[dict[str, Tensor], dict[str, str]]:
    """The whole training as tensors, and text."""
    model = trainer.model
    tensors = {f"weight:{name}": tensor for name, tensor in weight_tensors(model).items()}
    tensors.update({f"memory:{key}": piece for key, piece in memory_tensors(model).items()})
    callbacks = {
        key: _put_apart(callback.state(), f"callback:{key}", tensors)
        for key, callback in _by_key(trainer.callbacks.callbacks).items()
    }
    state = {
        "step": trainer.step, "epoch": trainer.epoch, "position": trainer.position, "begun": trainer.begun,
        "stop": model.stop_training, "seed": trainer.seed, "frozen": frozen_names(model),
        "scores": trainer.scores.state(), "callbacks": callbacks,
        "optimizers": {name: optimizer_state(one) for name, one in model.optimizers.items()},
    }  # fmt: skip
    return tensors, {"training": json.dumps(state)}


def _by_key(callbacks: Sequence["Callback"]) -> dict[str, "Callback"]:
    """Callbacks by class and number: "EarlyStopping.0" is the first of that class."""
    seen: Counter[str] = Counter()
    keyed: dict[str, Callback] = {}
    for callback in callbacks:
        name = type(callback).__name__
        keyed[f"{name}.{seen[name]}"] = callback
        seen[name] += 1
    return keyed


def _put_apart(state: dict[str, Any], prefix: str, tensors: dict[str, Tensor]) -> dict[str, Any]:
    """Move arrays, and lists of arrays, out of a callback's state, leaving their number behind."""
    plain: dict[str, Any] = {}
    for key, value in state.items():
        arrays = value if isinstance(value, list) else [value]
        if arrays and all(hasattr(array, "shape") for array in arrays):
            tensors.update({f"{prefix}:{key}:{i}": torch.as_tensor(array) for i, array in enumerate(arrays)})
            plain[key] = {"arrays": len(arrays), "list": isinstance(value, list)}
        else:
            plain[key] = value
    return plain


def place(metadata: Mapping[str, str]) -> tuple[int, bool]:
    """How many epochs were over, and whether another had begun."""
    state = json.loads(metadata["training"])
    return state["epoch"], state["begun"]


def unpack_place(trainer: "Trainer", metadata: Mapping[str, str]) -> None:
    """Where the training stands: read before callbacks begin."""
    state = json.loads(metadata["training"])
    trainer.step, trainer.epoch, trainer.position = state["step"], state["epoch"], state["position"]
    trainer.begun, trainer.resumed = state["begun"], True
    trainer.seed = trainer.batches.seed = state["seed"]


def unpack(trainer: "Trainer", tensors: Mapping[str, Tensor], metadata: Mapping[str, str]) -> None:
    """Weights, memories, sums and callbacks as they were."""
    state, model = json.loads(metadata["training"]), trainer.model
    load_weight_tensors(model, under("weight:", tensors), "checkpoint")
    load_memory_tensors(model, under("memory:", tensors))
    freeze_exactly(model, state["frozen"])
    for name, one in state["optimizers"].items():
        load_optimizer_state(model.optimizers[name], one)
    trainer.scores.load_state(state["scores"])
    for key, callback in _by_key(trainer.callbacks.callbacks).items():
        if saved := state["callbacks"].get(key):
            arrays = under(f"callback:{key}:", tensors)
            callback.load_state({name: _put_back(name, value, arrays) for name, value in saved.items()})
    model.stop_training = state["stop"]


def _put_back(key: str, value: Any, arrays: Mapping[str, Tensor]) -> Any:
    if isinstance(value, dict) and set(value) == {"arrays", "list"}:
        found = [arrays[f"{key}:{i}"] for i in range(value["arrays"])]
        return found if value["list"] else found[0]
    return value
