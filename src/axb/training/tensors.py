"""A model's weights and its optimizers' memories as named tensors, and back."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from axb.optimizers import Optimizer
from axb.optimizers.schedules import LearningRateSchedule
from axb.words import InputError

if TYPE_CHECKING:
    from axb.training.model import Model

NAMED = 4  # weights that a sentence names


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
        told = {"missing": _listed(missing), "extra": _listed(extra), "wrong": _listed(wrong)}
        raise InputError("training.weights_differ", source=source, **told)
    for name, tensor in own.items():
        tensor.copy_(tensors[name])


def _listed(names: Collection[str]) -> str:
    some = sorted(names)[:NAMED]
    return ", ".join([*some, *(["..."] if len(names) > NAMED else [])]) or "-"


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
    """Give the optimizers back what they remembered; each piece must fit its weight."""
    parameters = dict(model.named_parameters())
    for one in model.optimizers.values():
        one.memory.clear()
    for key, piece in tensors.items():
        player, slot, name = [*key.split("/", 2), "", ""][:3]
        parameter, optimizer = parameters.get(name), model.optimizers.get(player)
        if parameter is None or optimizer is None or piece.shape != (parameter.numel(),):
            raise InputError("training.memory_differs", name=key)
        optimizer.memory.load(slot, parameter, piece)


def optimizer_state(optimizer: Optimizer) -> dict[str, Any]:
    """Steps done and hyperparameters of now (a schedule follows from the steps)."""
    values = {h.name: getattr(optimizer, h.name) for h in optimizer.hyperparameters}
    numbers = {name: value for name, value in values.items() if not isinstance(value, LearningRateSchedule)}
    return {"iterations": optimizer.iterations, "hyperparameters": numbers}


def load_optimizer_state(optimizer: Optimizer, state: Mapping[str, Any]) -> None:
    """Go on from what `optimizer_state` returned."""
    steps, values = state["iterations"], state["hyperparameters"]
    if type(steps) is not int or steps < 0 or not set(values) <= {h.name for h in optimizer.hyperparameters}:
        raise InputError("training.memory_differs", name=optimizer.name)
    optimizer.iterations = steps
    for name, value in values.items():
        setattr(optimizer, name, value)


def frozen_names(model: torch.nn.Module) -> list[str]:
    """The parameters that do not learn."""
    return [name for name, parameter in model.named_parameters() if not parameter.requires_grad]


def freeze_exactly(model: torch.nn.Module, names: Collection[str]) -> None:
    """These parameters do not learn, all others do."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name not in names)


def under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors whose names begin so, without that beginning."""
    return {key.removeprefix(prefix): tensor for key, tensor in tensors.items() if key.startswith(prefix)}
