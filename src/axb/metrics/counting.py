"""Precision and recall: of what was said to be there, how much was; of what was there, how much was said."""

from typing import Any

import torch
from torch import Tensor

from axb import losses
from axb.metrics.metric import Metric, weighed
from axb.registry import registered


class Share(Metric):
    """The share of right ones among what a subclass counts.

    What is larger than `thresholds` (0.5) was said to be there; with `class_id` only that class's column counts.
    """

    def __init__(
        self, thresholds: float | None = None, class_id: int | None = None, name: str | None = None
    ) -> None:
        super().__init__(name)
        self.threshold, self.class_id = 0.5 if thresholds is None else float(thresholds), class_id

    @torch.no_grad()
    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take a batch in, as tensors or arrays: answers 0 and 1, outputs of that shape."""
        true, guess = losses.alike(torch.as_tensor(y_true), torch.as_tensor(y_pred))
        if self.class_id is not None:
            true, guess = true[..., self.class_id], guess[..., self.class_id]
        there, said = (true != 0).float(), (guess > self.threshold).float()
        weight = torch.ones_like(said) if sample_weight is None else weighed(sample_weight, said)
        self.add((there * said * weight).sum(), (self.counted(there, said) * weight).sum())

    def counted(self, there: Tensor, said: Tensor) -> Tensor:
        """1 for what the right ones are a share of."""
        raise NotImplementedError


@registered
class Precision(Share):
    """Right ones among all that were said to be there."""

    default_name = "precision"

    def counted(self, there: Tensor, said: Tensor) -> Tensor:
        """what was said"""
        return said


@registered
class Recall(Share):
    """Right ones among all that were there."""

    default_name = "recall"

    def counted(self, there: Tensor, said: Tensor) -> Tensor:
        """what was there"""
        return there
