"""What can be known before the first step: how the network ends, what chance reaches, the size of what comes in."""

import math
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from axb import losses
from axb.data.batches import Batches
from axb.graph.symbolic import flatten
from axb.insight.doctor.evidence import Ending, Entering
from axb.insight.route import Place, route
from axb.training.checks import last_activation

if TYPE_CHECKING:
    from axb.training.model import Model


def ending_of(model: "Model", batches: Batches) -> Ending | None:
    """Of a graph with one output and one compiled loss; None of others, which are not judged."""
    loss = _loss_of(model)
    if loss is None or model.graph is None or not isinstance(batches.y, Tensor):
        return None
    output = model.graph.outputs[0]
    activation = last_activation(model)
    if activation is None:
        return None
    low, high = torch.aminmax(batches.y.float())
    return Ending(
        output.node.layer.name, activation, int(output.shape[-1] or 1), loss.name,
        getattr(loss, "from_logits", None), float(low), float(high),
    )  # fmt: skip


def chance_of(model: "Model", batches: Batches) -> float | None:
    """The least loss of one who always says the same: the entropy of the answers, their variance or mean deviation."""
    loss, y = _loss_of(model), batches.y
    if loss is None or not isinstance(y, Tensor) or not len(y):
        return None
    if isinstance(loss, losses.SparseCategoricalCrossentropy):
        return _entropy(torch.bincount(y.reshape(-1).long()) / y.numel())
    y = y.float().reshape(len(y), -1)
    if isinstance(loss, losses.CategoricalCrossentropy):
        return _entropy(y.mean(0))
    if isinstance(loss, losses.BinaryCrossentropy):
        share = y.mean(0)
        return _entropy(torch.stack([share, 1 - share])) / len(share)
    if isinstance(loss, losses.MeanSquaredError):
        return float(y.var(0, correction=0).mean())
    if isinstance(loss, losses.MeanAbsoluteError):
        return float((y - y.median(0).values).abs().mean())
    return None


def _loss_of(model: "Model") -> Any:
    """The one compiled loss; None where there are several, or turns of the model's own."""
    if model.has_own_turns or model.has_own_train_step or not model.compiled:
        return None
    return model.objective.losses[0] if len(model.objective.losses) == 1 else None


def _entropy(shares: Tensor) -> float:
    return float(-torch.xlogy(shares, shares).sum())


class Entrance:
    """Looks once at what reaches the first part with weights: attached before a forward pass, gone after it."""

    def __init__(self, module: nn.Module) -> None:
        self.found: Entering | None = None
        learning = [place for place in route(module).places if any(True for _ in place.module.parameters())]
        self._hooks = [place.module.register_forward_pre_hook(self._note(place)) for place in learning]

    def _note(self, place: Place) -> Any:
        def look(module: nn.Module, args: tuple[Any, ...]) -> None:
            x = next((one for one in flatten(args) if isinstance(one, Tensor)), None)
            if self.found is None and x is not None and x.is_floating_point() and x.numel():
                size = torch.linalg.vector_norm(x.detach().float()) / math.sqrt(x.numel())
                self.found = Entering(place.name, type(module).__name__, float(size))
            self.leave()

        return look

    def leave(self) -> None:
        """Leave nothing behind."""
        while self._hooks:
            self._hooks.pop().remove()
