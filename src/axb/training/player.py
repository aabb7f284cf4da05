"""A player: some parts of a model that learn together, and the optimizer that moves them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from axb.optimizers import Optimizer
from axb.words import InputError

# A turn: whose it is (one player's name, or several), and the function of a batch that gives the loss (or one each).
Turn = tuple[str | tuple[str, ...], Callable[[Any], Any]]
WHOLE = "model"  # the player who is the model itself


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

    def gradient(
        self, loss: Tensor, parameters: Sequence[nn.Parameter], keep_graph: bool = False
    ) -> list[Tensor]:
        """The gradient of a scalar loss with respect to the parameters: one piece for each, in its shape."""
        if loss.ndim or not loss.requires_grad:
            raise InputError(
                "training.bad_loss", player=self.name, got=tuple(loss.shape), learns=loss.requires_grad
            )
        return list(torch.autograd.grad(loss, parameters, retain_graph=keep_graph, materialize_grads=True))


def names_of(turn: Turn) -> tuple[str, ...]:
    """Whose turn it is."""
    return (turn[0],) if isinstance(turn[0], str) else tuple(turn[0])


def reported(turn: Turn, batch: Any, alone: bool) -> tuple[list[Tensor], dict[str, Tensor], Any]:
    """What a turn's function says of a batch: a loss for each player, all numbers by name, and the predictions.

    The function may return a loss, a list of losses, or either with a dictionary of more numbers ("y_pred" in it
    are the predictions). The loss of a player who is `alone`, or is the whole `WHOLE`, is called "loss", others
    "<player>_loss".
    """
    result, names, extras = turn[1](batch), names_of(turn), {}
    if isinstance(result, tuple) and len(result) == 2 and isinstance(result[1], Mapping):
        result, extras = result[0], dict(result[1])
    losses = [torch.as_tensor(loss) for loss in (result if isinstance(result, list | tuple) else [result])]
    if len(losses) != len(names):
        raise InputError("training.losses_count", players=", ".join(names), got=len(losses))
    prediction = extras.pop("y_pred", None)
    called = (
        ["loss"] if names == (WHOLE,) or (alone and len(names) == 1) else [f"{name}_loss" for name in names]
    )
    named = dict(zip(called, losses, strict=True))
    return losses, {**named, **{name: torch.as_tensor(value) for name, value in extras.items()}}, prediction
