"""Where a network looks: the pixels that speak for an answer (Grad-CAM, Selvaraju et al. 2017)."""

from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor, nn

from axb.graph.layer import as_tensor
from axb.graph.mode import mode
from axb.insight.activity import has_channels_last
from axb.insight.route import route
from axb.words import InputError


def where_it_looks(
    model: nn.Module, picture: ArrayLike, answer: int | None = None, layer: str | None = None
) -> NDArray[np.float32]:
    """For one picture a map `(height, width)` of a layer, 0 to 1: how much each place speaks for the answer.

    With A_k the layer's channels and y the score of the answer (before softmax): alpha_k is the mean of dy/dA_k over
    all places (equation 1), and the map is max(sum_k alpha_k A_k, 0) (equation 2), divided by its largest value.
    `picture`: one example as the model takes it, without batch axis. answer: a class; None is the model's own answer.
    layer: a name as `route` has it; None is the last layer that still is a picture. All 0 where nothing speaks for it.
    Raises InputError where there is no such layer, or it is no picture.
    """
    x = as_tensor(picture)[None]
    places = {place.name: place.module for place in route(model).places}
    if layer is not None and layer not in places:
        raise InputError("insight_watch.no_such_module", name=layer, known=", ".join(places))
    with mode(model, False):
        chosen = places[layer] if layer is not None else _last_picture(model, list(places.values()), x)
        maps, score = _scored(model, chosen, x, answer)
    if chosen is None or maps is None or maps.ndim != 4:
        raise InputError("insight_watch.no_map", part=getattr(chosen, "label", layer or type(model).__name__))
    (slope,) = torch.autograd.grad(score, maps)
    across = (1, 2) if has_channels_last(chosen) else (2, 3)
    channels = ({1, 2, 3} - {*across}).pop()
    speaks = (slope.mean(across, keepdim=True) * maps.detach()).sum(channels)[0].clamp(min=0)
    found: NDArray[np.float32] = (speaks / speaks.max().clamp(min=1e-12)).float().cpu().numpy()
    return found


def _last_picture(model: nn.Module, modules: list[nn.Module], x: Tensor) -> nn.Module | None:
    """The last of these whose output has four axes, and more than one place."""
    last: list[nn.Module] = []

    def note(module: nn.Module, _: Any, output: Any) -> None:
        if isinstance(output, Tensor) and output.ndim == 4 and output[0, ..., 0].numel() > 1:
            last.append(module)

    hooks = [module.register_forward_hook(note) for module in modules]
    try:
        with torch.no_grad():
            model(x)
    finally:
        for hook in hooks:
            hook.remove()
    return last[-1] if last else None


def _scored(
    model: nn.Module, chosen: nn.Module | None, x: Tensor, answer: int | None
) -> tuple[Tensor | None, Tensor]:
    """What the chosen layer gives, and the score that follows from it."""
    seen: list[Tensor] = []

    def begin_here(module: nn.Module, _: Any, output: Any) -> Any:
        """The graph begins at this output: nothing before it is needed, and no weight has to learn."""
        if not isinstance(output, Tensor):
            return None
        seen.append(output.detach().requires_grad_())
        return seen[-1].clone()  # which the next module may overwrite

    hook = chosen.register_forward_hook(begin_here) if chosen is not None else None
    try:
        with torch.enable_grad():
            said = model(x)
    finally:
        if hook is not None:
            hook.remove()
    scores = getattr(said, "logits", said)[0]
    place = int(scores.argmax()) if answer is None else answer
    return (seen[-1] if seen else None), scores.reshape(-1)[place]
