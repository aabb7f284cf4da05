"""Training or inference mode for a while, and the tally that tells whether weights were made meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn


class Tally:
    """How many weights all parts have made so far."""

    weights = 0


@contextmanager
def mode(module: nn.Module, training: bool) -> Iterator[None]:
    """Training or inference mode for a while; every inner module's own mode comes back after."""
    before = [(inner, inner.training) for inner in module.modules()]
    module.train(training)
    try:
        yield
    finally:
        for inner, was in before:
            inner.training = was


@contextmanager
def quietly(module: nn.Module) -> Iterator[None]:
    """Inference mode, no gradient, no autocast; random state restored unless first weights were drawn."""
    made, state = Tally.weights, torch.get_rng_state()
    try:
        with mode(module, False), torch.no_grad(), torch.autocast("cpu", enabled=False):
            yield
    finally:
        if Tally.weights == made:
            torch.set_rng_state(state)
