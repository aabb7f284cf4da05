"""Which part made the first number that is none: looked for once, at the step where the gradient shows it."""

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from axb.data.batches import Batch
from axb.graph.symbolic import flatten
from axb.insight.doctor.evidence import Broken
from axb.insight.route import route

if TYPE_CHECKING:
    from axb.training.loop import Trainer


def find_broken(trainer: "Trainer") -> Broken:
    """Before the update of a step whose gradient is no number: its batch goes through the network once more.

    "weights": the update before has broken this part's. "output": its inputs and weights are numbers, what it makes
    of them isn't. "loss": all outputs are, the loss isn't. "gradient": only on the way back.
    """
    where = trainer.epoch, trainer.position
    batch = next(trainer.batches.epoch(trainer.epoch, trainer.position, trainer.position + 1))
    part, what = _first_broken(trainer.model, batch)
    return Broken(part, what, trainer.step + 1, where[1])


def is_finite(tensor: Tensor) -> bool:
    """Whether all of it is."""
    return bool(torch.isfinite(tensor).all())


def _first_broken(model: Any, batch: Batch) -> tuple[str, str]:
    places = route(model).places
    for place in places:
        if not all(is_finite(weight.detach()) for weight in place.module.parameters()):
            return place.name, "weights"
    found: list[tuple[str, str]] = []
    gradients: dict[str, Tensor] = {}
    hooks = [place.module.register_forward_hook(_looker(place.name, found, gradients)) for place in places]
    try:
        loss = _loss(model, batch)
        if found or not is_finite(loss.detach()):
            return found[0] if found else ("", "loss")
        learning = [weight for weight in model.parameters() if weight.requires_grad]
        torch.autograd.grad(loss, learning, allow_unused=True)
    finally:
        for hook in hooks:
            hook.remove()
    names = [name for name, gradient in gradients.items() if not is_finite(gradient)]
    return (names[0] if names else places[-1].name), "gradient"


def _looker(name: str, found: list[tuple[str, str]], gradients: dict[str, Tensor]) -> Any:
    def note(gradient: Tensor) -> None:
        gradients[name] = gradient.detach()

    def look(module: nn.Module, args: Any, output: Any) -> None:
        tensors: list[Any] = [one for one in flatten(output) if isinstance(one, Tensor)]
        for one in tensors:
            if one.is_floating_point() and not is_finite(one.detach()):
                found.append((name, "output"))
            elif one.requires_grad:
                one.register_hook(note)

    return look


def _loss(model: Any, batch: Batch) -> Tensor:
    told = model.loss_function(batch)
    loss: Tensor = told[0] if isinstance(told, tuple) else told
    return loss
