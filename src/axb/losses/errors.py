"""Losses for numbers: how far off each was, averaged over the last axis."""

import math
from typing import Unpack

import torch.nn.functional as F
from torch import Tensor

from axb.losses.loss import EPSILON, Loss, LossOptions, alike
from axb.registry import registered
from axb.words import InputError


class Elementwise(Loss):
    """A subclass writes `each(true, guess)`: one number for each number."""

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """one mean an example"""
        return self.each(*alike(y_true, y_pred)).mean(-1)

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """What one number costs."""
        raise NotImplementedError


@registered
class MeanSquaredError(Elementwise):
    """mean((y_true - y_pred)²) over the last axis: for numbers."""

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """(guess - true)²"""
        return (guess - true).square()


@registered
class MeanAbsoluteError(Elementwise):
    """mean(|y_true - y_pred|) over the last axis: for numbers, less moved by outliers."""

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """|guess - true|"""
        return (guess - true).abs()


@registered
class MeanAbsolutePercentageError(Elementwise):
    """100 mean(|y_true - y_pred| / |y_true|): how far off in percent."""

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """100 |guess - true| / |true|"""
        return 100 * (guess - true).abs() / true.abs().clamp(min=EPSILON)


@registered
class MeanSquaredLogarithmicError(Elementwise):
    """mean((log(1 + y_true) - log(1 + y_pred))²): for numbers of very different size, none below 0."""

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """(log(1 + guess) - log(1 + true))²"""
        return (guess.clamp(min=EPSILON).log1p() - true.clamp(min=EPSILON).log1p()).square()


@registered
class Huber(Elementwise):
    """Half the square of errors up to `delta` (> 0), and beyond it a straight line (Huber 1964): outliers pull no
    harder than others."""

    def __init__(self, delta: float = 1.0, **options: Unpack[LossOptions]) -> None:
        super().__init__(**options)
        if not delta > 0:
            raise InputError("registry.out_of_range", what="Huber: delta", rule="> 0", got=delta)
        self.delta = float(delta)

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """e² / 2, or delta |e| - delta² / 2"""
        return F.huber_loss(guess, true, reduction="none", delta=self.delta)


@registered
class LogCosh(Elementwise):
    """mean(log(cosh(y_pred - y_true))): half the square of small errors, and the size of large ones."""

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """log(cosh(e)) = e + softplus(-2 e) - log 2"""
        error = guess - true
        return error + F.softplus(-2 * error) - math.log(2)


@registered
class Poisson(Elementwise):
    """mean(y_pred - y_true log(y_pred)): for counts, the prediction being their mean (> 0)."""

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """guess - true log(guess)"""
        return guess - true * (guess + EPSILON).log()


def signs(true: Tensor) -> Tensor:
    """Answers 0 and 1 as -1 and 1; others, which have signs already, as they are."""
    binary = ((true == 0) | (true == 1)).all()
    return (2 * true - 1).where(binary, true)


@registered
class Hinge(Elementwise):
    """mean(max(1 - y_true y_pred, 0)), y_true -1 or 1 (or 0 or 1): what a support vector machine makes small."""

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """max(1 - true guess, 0)"""
        return (1 - signs(true) * guess).clamp(min=0)


@registered
class SquaredHinge(Elementwise):
    """The mean of Hinge's squares."""

    def each(self, true: Tensor, guess: Tensor) -> Tensor:
        """max(1 - true guess, 0)²"""
        return (1 - signs(true) * guess).clamp(min=0).square()
