"""A player: some parts of a model that learn together, and the optimizer that moves them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from axb.optimizers import Optimizer
from axb.words import InputError

# A turn: whose it is (one player's name, or several), and the function of a batch that gives the loss (or one each).
Turn = tuple[str | tuple[str, ...], Callable[[Any], Any]]


class Player:
    """An ordered list, without repeats, of the trainable parameters in `parts`, read anew each turn."""

    def __init__(self, name: str, parts: Iterable[nn.Module], optimizer: Optimizer) -> None:
        self.name, self.parts, self.optimizer = name, list(parts), optimizer

    def parameters(self) -> list[nn.Parameter]:
        """What learns now. Raises InputError where nothing does."""
        found = dict.fromkeys(p for part in self.parts for p in part.parameters() if p.requires_grad)
        if not found:
            raise InputError("training.nothing_learns", player=self.name)
        return list(found)

    def gradient(self, loss: Tensor, parameters: Sequence[nn.Parameter], keep_graph: bool = False) -> Tensor:
        """The gradient of a scalar loss with respect to the parameters, end to end: `(P,)`."""
        if loss.ndim or not loss.requires_grad:
            raise InputError(
                "training.bad_loss", player=self.name, got=tuple(loss.shape), learns=loss.requires_grad
            )
        pieces = torch.autograd.grad(loss, parameters, retain_graph=keep_graph, materialize_grads=True)
        return torch.cat([piece.reshape(-1) for piece in pieces])
