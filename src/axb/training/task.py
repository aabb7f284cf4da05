"""The task decides: output layer, last activation and loss follow from what there is to answer."""

from dataclasses import dataclass
from typing import Any, Literal

from axb.data.batches import to_target
from axb.words import InputError, say

Task = Literal["regression", "binary", "multiclass", "reconstruct", "generate", "unlabelled"]


@dataclass(frozen=True)
class Head:
    """How a network for a task ends: so many outputs (0: what x has), this activation, this loss, these metrics."""

    task: Task
    units: int
    activation: str
    loss: str | None
    metrics: tuple[str, ...]

    @property
    def why(self) -> str:
        """One sentence: what was chosen, and why."""
        return say(f"training.why_{self.task}", units=self.units)


def head(task: Task, classes: int | None = None) -> Head:
    """A number: linear output and squared error. Two classes: one sigmoid and binary cross-entropy. Many: softmax.
    x itself: squared error, and the network sees to its own end. More like x: a loss that is the model's own.
    No answers: no head either; only models that bring their own can learn from such data."""
    if task == "regression":
        return Head(task, 1, "linear", "mean_squared_error", ("mae",))
    if task == "binary":
        return Head(task, 1, "sigmoid", "binary_crossentropy", ("accuracy",))
    if task == "multiclass" and classes and classes > 1:
        return Head(task, classes, "softmax", "sparse_categorical_crossentropy", ("accuracy",))
    if task == "reconstruct":
        return Head(task, 0, "linear", "mean_squared_error", ())
    if task in ("generate", "unlabelled"):
        return Head(task, 0, "linear", None, ())
    raise InputError("training.no_such_task", task=task, classes=classes)


def head_for(y: Any) -> Head:
    """The head for answers `(N,)` or `(N, 1)`: whole numbers are classes 0..n-1, others are numbers to predict."""
    given = to_target(y)
    if given.numel() == 0 or given.numel() != len(given):
        raise InputError("training.one_answer", shape=tuple(given.shape))
    if given.is_floating_point():
        return head("regression")
    classes = int(given.max()) + 1
    return head("binary") if classes <= 2 else head("multiclass", classes)
