"""The task decides: output layer, last activation and loss follow from what there is to answer."""

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from torch import Tensor

from axb import losses
from axb.data.batches import Batches
from axb.graph.layer import Layer
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model

Task = Literal["regression", "binary", "multiclass"]


@dataclass(frozen=True)
class Head:
    """How a network for a task ends: so many outputs, this activation, this loss, these metrics."""

    task: Task
    units: int
    activation: str
    loss: str
    metrics: tuple[str, ...]

    @property
    def why(self) -> str:
        """One sentence: what was chosen, and why."""
        return say(f"training.why_{self.task}", units=self.units)


def head(task: Task, classes: int | None = None) -> Head:
    """A number: linear output and squared error. Two classes: one sigmoid and binary cross-entropy. Many: softmax."""
    if task == "regression":
        return Head(task, 1, "linear", "mean_squared_error", ("mae",))
    if task == "binary":
        return Head(task, 1, "sigmoid", "binary_crossentropy", ("accuracy",))
    if task == "multiclass" and classes and classes > 1:
        return Head(task, classes, "softmax", "sparse_categorical_crossentropy", ("accuracy",))
    raise InputError("training.no_such_task", task=task, classes=classes)


def head_for(y: Any) -> Head:
    """The head for answers `(N,)` or `(N, 1)`: whole numbers are classes 0..n-1, others are numbers to predict."""
    answers = np.asarray(y)
    if np.issubdtype(answers.dtype, np.floating):
        return head("regression")
    classes = int(answers.max()) + 1
    return head("binary") if classes <= 2 else head("multiclass", classes)


def last_activation(model: "Model", output: int = 0) -> str | None:
    """The name of the activation an output comes out of; None where it is not known."""
    if model.graph is None:
        return None
    part: Layer = model.graph.outputs[output].node.layer
    given = getattr(part, "activation", None)
    name = given if isinstance(given, str) else getattr(given, "__name__", None)
    return name or ("linear" if hasattr(part, "activation") else None)


def check(model: "Model", batches: Batches) -> None:
    """Name a mismatch between outputs, losses and answers before training: an error where it cannot work, a warning
    where it can but hardly is meant."""
    if model.graph is None or batches.y is None or type(model).loss_function is not _plain_loss():
        return
    objective = model.objective
    answers = objective.outputs(batches.y, "y")
    for number, (loss, y) in enumerate(zip(objective.losses, answers, strict=True)):
        if loss is not None and y is not None and isinstance(y, Tensor):
            units = model.graph.outputs[number].shape[-1]
            _check_one(model.output_names[number], loss, y, units, last_activation(model, number))


def _plain_loss() -> Any:
    from axb.training.model import Model

    return Model.loss_function


def _check_one(name: str, loss: losses.Loss, y: Tensor, units: int | None, activation: str | None) -> None:
    facts = {
        "name": name,
        "loss": loss.name,
        "units": units,
        "activation": activation,
        "shape": tuple(y.shape),
    }
    if isinstance(loss, losses.SparseCategoricalCrossentropy):
        _check_classes(y, units, facts)
    elif isinstance(loss, losses.CategoricalCrossentropy):
        if y.shape[-1] != units or y.ndim < 2:
            raise InputError("training.one_hot_needed", **facts)
        _check_several(units, facts)
    elif isinstance(loss, losses.BinaryCrossentropy):
        _check_columns(y, units, facts)
        if y.numel() and (float(y.min()) < 0 or float(y.max()) > 1):
            raise InputError("training.not_binary", low=float(y.min()), high=float(y.max()), **facts)
    elif isinstance(loss, losses.MeanSquaredError | losses.MeanAbsoluteError):
        _check_columns(y, units, facts)
    _check_activation(loss, activation, facts)


def _check_several(units: int | None, facts: dict[str, Any]) -> None:
    if units == 1:
        raise InputError("training.one_unit", **facts)


def _check_classes(y: Tensor, units: int | None, facts: dict[str, Any]) -> None:
    _check_several(units, facts)
    if y.ndim > 1 and y.shape[-1] == units:
        raise InputError("training.labels_needed", **facts)
    if units is not None and y.numel() and not 0 <= int(y.min()) <= int(y.max()) < units:
        raise InputError("training.label_range", low=int(y.min()), high=int(y.max()), last=units - 1, **facts)


def _check_columns(y: Tensor, units: int | None, facts: dict[str, Any]) -> None:
    if (y.shape[-1] if y.ndim > 1 else 1) != units:
        raise InputError("training.columns", **facts)


def _check_activation(loss: losses.Loss, activation: str | None, facts: dict[str, Any]) -> None:
    """A cross-entropy wants probabilities (or from_logits=True); an error in numbers wants no squashing softmax."""
    if activation is None:
        return
    from_logits = getattr(loss, "from_logits", None)
    fits = "sigmoid" if isinstance(loss, losses.BinaryCrossentropy) else "softmax"
    if from_logits is False and activation != fits:
        warnings.warn(say("training.wants_probabilities", fits=fits, **facts), stacklevel=5)
    elif from_logits is True and activation in ("softmax", "sigmoid"):
        warnings.warn(say("training.wants_logits", **facts), stacklevel=5)
