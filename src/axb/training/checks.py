"""Do data, outputs and losses fit each other? Looked at before the first step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from torch import Tensor

from axb import losses
from axb.data.batches import Batches
from axb.graph.layer import Layer
from axb.graph.shapes import part_shape
from axb.graph.symbolic import Shape, flatten
from axb.training.callbacks import Callback
from axb.training.objective import answers
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model


def last_activation(model: "Model", output: int = 0) -> str | None:
    """The name of the activation an output comes out of; None where it is not known."""
    if model.graph is None:
        return None
    part: Layer = model.graph.outputs[output].node.layer
    given = getattr(part, "activation", None)
    name = given if isinstance(given, str) else getattr(given, "__name__", None)
    return name or ("linear" if hasattr(part, "activation") else None)


def check(model: "Model", batches: Batches) -> list[str]:
    """Name a mismatch between data, outputs and losses before training: an error where it cannot work; returned as
    sentences what can work but hardly is meant. Models with turns of their own are not judged."""
    if model.graph is None or model.has_own_turns or model.has_own_train_step:
        return []
    model.check([part_shape(array) for array in model.arrange(batches.x)])
    objective, doubts = model.objective, []
    outputs = zip(objective.names, objective.losses, objective.outputs(batches.y, "y"), strict=True)
    for number, (name, loss, y) in enumerate(outputs):
        if loss is not None:
            shape = model.graph.outputs[number].shape
            doubts.append(_check_one(name, loss, answers(y, name), shape, last_activation(model, number)))
    return [doubt for doubt in doubts if doubt]


def check_finite(batches: Batches) -> None:
    """Refuse numbers that would make every weight NaN in the first step."""
    for what, arrays in (("x", batches.x), ("y", batches.y)):
        for array in flatten(arrays):
            if array is not None and array.is_floating_point() and not bool(array.sum().isfinite()):
                bad = int((~array.isfinite()).reshape(len(array), -1).any(1).sum())
                if bad:  # else the numbers are only too large to be added up
                    raise InputError("training.not_finite_data", what=what, got=bad, examples=len(array))


def _check_one(name: str, loss: losses.Loss, y: Tensor, shape: Shape, activation: str | None) -> str | None:
    units = shape[-1] if len(shape) > 1 else 1
    facts = {"name": name, "loss": loss.name, "units": units, "shape": tuple(y.shape)}
    numbers = losses.Elementwise | losses.BinaryCrossentropy
    if isinstance(loss, losses.SparseCategoricalCrossentropy):
        _check_classes(y, shape, facts)
    elif isinstance(loss, losses.CategoricalCrossentropy):
        if units == 1:
            raise InputError("training.one_unit", **facts)
        if not _same(y, shape):
            raise InputError("training.one_hot_needed", **facts)
    elif isinstance(loss, numbers) and not any(_same(one, shape) for one in _alike(y)):
        raise InputError("training.columns", **facts)
    if isinstance(loss, losses.BinaryCrossentropy) and (float(y.min()) < 0 or float(y.max()) > 1):
        raise InputError("training.not_binary", low=float(y.min()), high=float(y.max()), **facts)
    return _doubt_activation(loss, activation, facts)


def _check_classes(y: Tensor, shape: Shape, facts: dict[str, Any]) -> None:
    units = facts["units"]
    if units == 1:
        raise InputError("training.one_unit", **facts)
    if not (_same(y, shape[:-1]) or _same(y, (*shape[:-1], 1))):
        raise InputError("training.labels_needed", **facts)
    if y.is_floating_point() and not bool((y == y.round()).all()):
        raise InputError("training.whole_numbers", **facts)
    low, high = int(y.min()), int(y.max())
    if units is not None and not 0 <= low <= high < units:
        raise InputError("training.label_range", low=low, high=high, last=units - 1, **facts)


def _same(y: Tensor, shape: Shape) -> bool:
    """Whether answers have that shape (None fits any size; axis 0 is the examples)."""
    return y.ndim == len(shape) and all(b in (None, a) for a, b in zip(y.shape[1:], shape[1:], strict=True))


def _alike(y: Tensor) -> list[Tensor]:
    """y, and y with a last axis of 1 more, or less: what losses take as the same."""
    return [y, y.unsqueeze(-1), *([y.squeeze(-1)] if y.ndim > 1 and y.shape[-1] == 1 else [])]


def _doubt_activation(loss: losses.Loss, activation: str | None, facts: dict[str, Any]) -> str | None:
    """A cross-entropy wants probabilities, or with from_logits=True raw numbers."""
    from_logits = getattr(loss, "from_logits", None)
    fits = "sigmoid" if isinstance(loss, losses.BinaryCrossentropy) else "softmax"
    if from_logits is False and activation not in (None, fits):
        return say("training.wants_probabilities", fits=fits, activation=activation, **facts)
    if from_logits is True and activation in ("softmax", "sigmoid"):
        return say("training.wants_logits", activation=activation, **facts)
    return None


def check_players(model: "Model") -> None:
    """Every player's weights must be the model's own: others would be missing in files and checkpoints."""
    own = {id(parameter) for parameter in model.parameters()}
    for name in model.optimizers:
        if any(id(p) not in own for part in model.player(name).parts for p in part.parameters()):
            raise InputError("training.parts_outside", player=name, part=model.label)


def doubt_monitors(model: "Model", callbacks: Sequence[Callback]) -> list[str]:
    """What watches a player's loss to choose the best moment, where players learn against each other."""
    if len(model.optimizers) < 2:
        return []
    watched = [(type(one).__name__, str(getattr(one, "monitor", ""))) for one in callbacks]
    players = ", ".join(model.optimizers)
    return [
        say("training.monitors_player", callback=callback, monitor=name, players=players)
        for callback, name in watched
        if name.endswith("loss")
    ]
