"""What the last hidden layer says of examples, brought to two dimensions."""

from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from axb.data.batches import Batches
from axb.graph.mode import quietly
from axb.graph.symbolic import flatten
from axb.insight.route import route
from axb.words import InputError

BATCH = 256
Floats = NDArray[np.float64]


class Embedding(NamedTuple):
    """points: (examples, 2). explained: the share of the variance that each of the two axes has, 0 to 1.

    layer: the part that is told all this, usually the last Dense. features: with how many numbers it is told.
    """

    points: Floats
    explained: tuple[float, float]
    layer: str
    features: int


def embedding(model: nn.Module, x: Any) -> Embedding:
    """What comes into the last part that has weights, for each of N examples, seen along its two main axes.

    Raises InputError for fewer than three examples, a model without weights, and one that has diverged.
    """
    batches = Batches(x, batch_size=BATCH, device=next((p.device for p in model.parameters()), "cpu"))
    if batches.examples < 3:
        raise InputError("embedding.too_few", got=batches.examples)
    last, told = _told(model, batches)
    if not told.isfinite().all():
        raise InputError("embedding.not_finite", layer=last)
    points, explained = principal(told)
    return Embedding(points.cpu().numpy(), explained, last, told.shape[1])


def principal(rows: Tensor) -> tuple[Tensor, tuple[float, float]]:
    """Rows (N, D) along their two principal axes, (N, 2), and each axis' share of the variance (Pearson 1901).

    Exact, in float64: X - mean = U S V', the points are U S, the shares S^2 / sum S^2. V's signs are free: the largest
    number of each axis is made positive, so that the same rows always give the same picture.
    """
    centred = rows.double() - rows.double().mean(0)
    _, sizes, axes = torch.linalg.svd(centred, full_matrices=False)
    largest = axes.gather(1, axes.abs().argmax(1, keepdim=True))
    axes = axes * torch.where(largest < 0, -1.0, 1.0).to(axes)
    points = nn.functional.pad(centred @ axes[:2].T, (0, max(2 - len(axes), 0)))
    shares = (sizes.square() / sizes.square().sum().clamp(min=torch.finfo(sizes.dtype).tiny)).tolist()
    return points, (shares[0], shares[1] if len(shares) > 1 else 0.0)


def _told(model: nn.Module, batches: Batches) -> tuple[str, Tensor]:
    """The last part with weights that is called, and what comes into it: (examples, features)."""
    latest: dict[str, Tensor] = {}

    def note(name: str, inputs: tuple[Any, ...]) -> None:
        first = next(one for one in flatten(list(inputs)) if isinstance(one, Tensor))
        latest.clear()
        latest[name] = first.detach().flatten(1).float()

    places = [place for place in route(model).places if next(place.module.parameters(), None) is not None]
    hooks = [
        place.module.register_forward_pre_hook(lambda _, inputs, name=place.name: note(name, inputs))
        for place in places
    ]
    if not hooks:
        raise InputError("embedding.no_weights", part=getattr(model, "label", type(model).__name__))
    rows: list[Tensor] = []
    try:
        with quietly(model):
            for batch in batches.epoch():
                model(batch.x)
                rows += latest.values()
    finally:
        for hook in hooks:
            hook.remove()
    return next(iter(latest)), torch.cat(rows)
