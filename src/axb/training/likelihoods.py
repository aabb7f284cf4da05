"""What a generative model's answer says of x: -log p(x|z) in nats."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from axb.words import InputError

LIKELIHOODS = ("bernoulli", "gaussian")
EPSILON = 1e-7
START = (
    -4.0
)  # of a learned log-variance: small, so that codes are needed from the first step and not forgotten
LEAST = -10.0  # a learned log-variance stays above: what can be told exactly would be told ever more surely


def bernoulli(x: Tensor, made: Tensor, unit: float) -> Tensor:
    """-sum(x log p + (1 - x) log(1 - p)) of each example, with x and p divided by `unit` to lie in [0, 1].

    From logits where they are known: where `made` came out of a sigmoid, perhaps with a Rescaling by `unit` behind it.
    """
    true, logits = probabilities(x, unit).flatten(1), _logits(made, unit)
    if logits is not None:
        logits = logits.float().flatten(1)
        return F.softplus(logits).sum(1) - (true * logits).sum(1)
    p = (made.float() / unit).flatten(1).clamp(EPSILON, 1 - EPSILON)
    return -(true * p.log() + (1 - true) * (1 - p).log()).sum(1)


def _logits(made: Tensor, unit: float) -> Tensor | None:
    scaled: tuple[Tensor, float] | None = getattr(made, "scaled_logits", None)
    if scaled is not None:
        return scaled[0] if scaled[1] == unit else None
    return getattr(made, "logits", None) if unit == 1 else None


def probabilities(x: Tensor, unit: float) -> Tensor:
    """x / unit. Raises InputError where that is no probability."""
    if x.is_floating_point() and (float(x.min()) < 0 or float(x.max()) > unit):
        raise InputError("training.not_probabilities", unit=unit, low=float(x.min()), high=float(x.max()))
    return x.float() / unit


def entropy(x: Tensor, unit: float) -> Tensor:
    """The least that `bernoulli` can be, of each example: the entropy of x itself, which p = x reaches."""
    p = probabilities(x, unit).flatten(1)
    return -(torch.xlogy(p, p) + torch.xlogy(1 - p, 1 - p)).sum(1)


def gaussian(x: Tensor, made: Tensor, unit: Tensor, log_noise: Tensor) -> Tensor:
    """-sum(log N(x; made, s^2)) of each example, x and made divided by `unit`; log s^2 is `log_noise`, one for each
    place of the last axis, kept above LEAST by a soft bend."""
    log_variance = LEAST + F.softplus(log_noise - LEAST)
    error = ((x - made.float()) / unit).square()
    nats = 0.5 * (error * (-log_variance).exp() + log_variance + math.log(2 * math.pi))
    return nats.flatten(1).sum(1)
