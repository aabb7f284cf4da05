"""Cross-entropies: how surprised the model was by the right class.

They are computed from logits wherever the last activation was a softmax or a sigmoid: stable, and one kernel.
"""

from typing import Unpack

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.graph.layout import along_last
from axb.losses.loss import EPSILON, Loss, LossOptions, alike
from axb.registry import registered

NO_CLASS = -(2**62)  # torch passes over the number that it is told; nobody's class has this one


def logits_of(y_pred: Tensor, from_logits: bool) -> Tensor | None:
    """y_pred's logits where they are known: itself, or what its softmax or sigmoid was taken of."""
    logits: Tensor | None = y_pred if from_logits else getattr(y_pred, "logits", None)
    return None if logits is None else logits.float()


def smoothed(y_true: Tensor, label_smoothing: float, classes: int) -> Tensor:
    """(1 - s) y + s / classes (Szegedy et al. 2016, section 7)."""
    return y_true * (1 - label_smoothing) + label_smoothing / classes if label_smoothing else y_true


@registered
class BinaryCrossentropy(Loss):
    """-(y log p + (1 - y) log(1 - p)), mean over the last axis: for two classes, 0 and 1, and one sigmoid output."""

    def __init__(
        self, from_logits: bool = False, label_smoothing: float = 0.0, **options: Unpack[LossOptions]
    ) -> None:
        super().__init__(**options)
        self.from_logits, self.label_smoothing = from_logits, label_smoothing

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """from logits where they are known"""
        logits = logits_of(y_pred, self.from_logits)
        true, guess = alike(y_true, y_pred if logits is None else logits)
        target = smoothed(true, self.label_smoothing, 2)
        if logits is not None:
            return F.binary_cross_entropy_with_logits(guess, target, reduction="none").mean(-1)
        p = guess.clamp(EPSILON, 1 - EPSILON)
        return -(target * p.log() + (1 - target) * (1 - p).log()).mean(-1)


@registered
class CategoricalCrossentropy(Loss):
    """-sum(y log p) over the last axis: for classes given as one-hot rows (`to_categorical`)."""

    def __init__(
        self, from_logits: bool = False, label_smoothing: float = 0.0, **options: Unpack[LossOptions]
    ) -> None:
        super().__init__(**options)
        self.from_logits, self.label_smoothing = from_logits, label_smoothing

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """from logits where they are known"""
        target = smoothed(y_true.float(), self.label_smoothing, y_pred.shape[-1])
        return -(target * log_probabilities(y_pred, self.from_logits)).sum(-1)


@registered
class SparseCategoricalCrossentropy(Loss):
    """-log p[y]: for classes given as whole numbers 0..classes-1, `(N,)` or `(N, 1)`.

    `label_smoothing` spreads that share of the target evenly over all classes.
    """

    def __init__(
        self, from_logits: bool = False, label_smoothing: float = 0.0, **options: Unpack[LossOptions]
    ) -> None:
        super().__init__(**options)
        self.from_logits, self.label_smoothing = from_logits, label_smoothing

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """from logits where they are known"""
        labels = y_true.squeeze(-1) if y_true.ndim == y_pred.ndim else y_true
        log_p = log_probabilities(y_pred, self.from_logits)
        loss = _at(log_p, labels.long())
        if self.label_smoothing:
            loss = loss * (1 - self.label_smoothing) - log_p.mean(-1) * self.label_smoothing
        return loss


def _at(log_p: Tensor, labels: Tensor) -> Tensor:
    """-log p of each label. torch's own kernel is sooner done; it wants classes on axis 1, as a population has them."""
    by_class = log_p.movedim(-1, 1)
    if by_class.is_contiguous():
        return F.nll_loss(by_class, labels, reduction="none", ignore_index=NO_CLASS)
    return -log_p.gather(-1, labels.unsqueeze(-1)).squeeze(-1)


def log_probabilities(y_pred: Tensor, from_logits: bool) -> Tensor:
    """log p along the last axis; p without known logits is made to sum to 1 and kept off 0, as Keras does."""
    logits = logits_of(y_pred, from_logits)
    if logits is not None:
        return along_last(torch.log_softmax, logits)
    p = y_pred.float()
    return (p / p.sum(-1, keepdim=True)).clamp(EPSILON, 1 - EPSILON).log()
