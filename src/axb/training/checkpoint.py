"""A training as tensors and JSON, and back: weights, optimizers' memory, where it stands, what callbacks remember."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from axb.optimizers import Optimizer
from axb.optimizers.schedules import LearningRateSchedule
from axb.words import InputError

if TYPE_CHECKING:
    from axb.training.loop import Trainer
    from axb.training.model import Model


def weight_tensors(model: torch.nn.Module) -> dict[str, Tensor]:
    """Every parameter and persistent buffer by name, each shared one once."""
    buffers = {id(b) for module in model.modules() for n, b in module._buffers.items()
               if b is not None and n not in module._non_persistent_buffers_set}  # fmt: skip
    named = {**dict(model.named_parameters()), **{n: b for n, b in model.named_buffers() if id(b) in buffers}}
    return {name: tensor.detach() for name, tensor in named.items()}


@torch.no_grad()
def load_weight_tensors(model: torch.nn.Module, tensors: Mapping[str, Tensor], source: str) -> None:
    """Copy tensors into the model's weights by name; names and shapes must agree."""
    own = weight_tensors(model)
    missing, extra = own.keys() - tensors.keys(), tensors.keys() - own.keys()
    wrong = [n for n in own.keys() & tensors.keys() if own[n].shape != tensors[n].shape]
    if missing or extra or wrong:
        raise InputError(
            "training.weights_differ",
            source=source,
            missing=sorted(missing),
            extra=sorted(extra),
            wrong=sorted(wrong),
        )
    for name, tensor in own.items():
        tensor.copy_(tensors[name])


def memory_tensors(model: "Model") -> dict[str, Tensor]:
    """What the optimizers remember, as "player/slot/weight"."""
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    return {
        f"{player}/{slot}/{names[id(parameter)]}": piece
        for player, optimizer in model.optimizers.items()
        for slot, parameter, piece in optimizer.memory.pieces()
        if id(parameter) in names
    }


def load_memory_tensors(model: "Model", tensors: Mapping[str, Tensor]) -> None:
    """Give the optimizers back what they remembered."""
    parameters = dict(model.named_parameters())
    for optimizer in model.optimizers.values():
        optimizer.memory.clear()
    for key, piece in tensors.items():
        player, slot, name = key.split("/", 2)
        model.optimizers[player].memory.load(slot, parameters[name], piece)


def optimizer_state(optimizer: Optimizer) -> dict[str, Any]:
    """Steps done and hyperparameters of now (a schedule follows from the steps)."""
    values = {h.name: getattr(optimizer, h.name) for h in optimizer.hyperparameters}
    numbers = {name: value for name, value in values.items() if not isinstance(value, LearningRateSchedule)}
    return {"iterations": optimizer.iterations, "hyperparameters": numbers}


def load_optimizer_state(optimizer: Optimizer, state: Mapping[str, Any]) -> None:
    """Go on from what `optimizer_state` returned."""
    optimizer.iterations = state["iterations"]
    for name, value in state["hyperparameters"].items():
        setattr(optimizer, name, value)


def pack(trainer: "Trainer") -> tuple[dict[str, Tensor], dict[str, str]]:
    """The whole training as tensors, and text."""
    model = trainer.model
    tensors = {f"weight:{name}": tensor for name, tensor in weight_tensors(model).items()}
    tensors.update({f"memory:{key}": piece for key, piece in memory_tensors(model).items()})
    callbacks = []
    for number, callback in enumerate(trainer.callbacks.callbacks):
        callbacks.append(_put_apart(callback.state(), f"callback:{number}", tensors))
    state = {
        "step": trainer.step, "epoch": trainer.epoch, "position": trainer.position, "seed": trainer.seed,
        "scores": trainer.scores.state(), "callbacks": callbacks,
        "optimizers": {name: optimizer_state(one) for name, one in model.optimizers.items()},
    }  # fmt: skip
    return tensors, {"training": json.dumps(state)}


def _put_apart(state: dict[str, Any], prefix: str, tensors: dict[str, Tensor]) -> dict[str, Any]:
    """Move arrays out of a callback's state, leaving their number behind."""
    plain: dict[str, Any] = {}
    for key, value in state.items():
        arrays = value if isinstance(value, list) and value and hasattr(value[0], "shape") else None
        if arrays is None:
            plain[key] = value
        else:
            tensors.update({f"{prefix}:{key}:{i}": torch.as_tensor(array) for i, array in enumerate(arrays)})
            plain[key] = {"arrays": len(arrays)}
    return plain


def unpack_place(trainer: "Trainer", metadata: Mapping[str, str]) -> None:
    """Where the training stands: read before callbacks begin."""
    state = json.loads(metadata["training"])
    trainer.step, trainer.epoch, trainer.position = state["step"], state["epoch"], state["position"]
    trainer.seed = trainer.batches.seed = state["seed"]


def unpack(trainer: "Trainer", tensors: Mapping[str, Tensor], metadata: Mapping[str, str]) -> None:
    """Weights, memories, sums and callbacks as they were."""
    state, model = json.loads(metadata["training"]), trainer.model
    load_weight_tensors(model, _under("weight:", tensors), "checkpoint")
    load_memory_tensors(model, _under("memory:", tensors))
    for name, one in state["optimizers"].items():
        load_optimizer_state(model.optimizers[name], one)
    trainer.scores.load_state(state["scores"])
    for number, (callback, saved) in enumerate(
        zip(trainer.callbacks.callbacks, state["callbacks"], strict=True)
    ):
        if saved:
            arrays = _under(f"callback:{number}:", tensors)
            callback.load_state({key: _put_back(key, value, arrays) for key, value in saved.items()})


def _put_back(key: str, value: Any, arrays: Mapping[str, Tensor]) -> Any:
    if isinstance(value, dict) and set(value) == {"arrays"}:
        return [arrays[f"{key}:{i}"].numpy() for i in range(value["arrays"])]
    return value


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {key.removeprefix(prefix): tensor for key, tensor in tensors.items() if key.startswith(prefix)}
