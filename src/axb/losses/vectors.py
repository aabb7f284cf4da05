"""Losses that look at a row as a whole: its direction, its shares."""

from typing import Unpack

import torch.nn.functional as F
from torch import Tensor

from axb.losses.loss import EPSILON, Loss, LossOptions, alike
from axb.registry import registered


@registered
class CosineSimilarity(Loss):
    """-cos of the angle between y_true and y_pred along `axis`: -1 is the same direction, 1 the opposite one."""

    def __init__(self, axis: int = -1, **options: Unpack[LossOptions]) -> None:
        super().__init__(**options)
        self.axis = axis

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """-sum(y_true y_pred) of unit vectors"""
        true, guess = (F.normalize(one, dim=self.axis, eps=EPSILON) for one in alike(y_true, y_pred))
        return -(true * guess).sum(self.axis)


@registered
class KLDivergence(Loss):
    """sum(y_true log(y_true / y_pred)) over the last axis: how far y_pred's shares are from y_true's (Kullback &
    Leibler 1951)."""

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """one number an example"""
        true, guess = (one.clamp(EPSILON, 1) for one in alike(y_true, y_pred))
        return (true * (true / guess).log()).sum(-1)


@registered
class CategoricalHinge(Loss):
    """max(0, 1 + the largest wrong output - the right one), y_true a one-hot row."""

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """one number an example"""
        true, guess = alike(y_true, y_pred)
        return (((1 - true) * guess).amax(-1) - (true * guess).sum(-1) + 1).clamp(min=0)
