"""What each part of a network makes of one example."""

from typing import Any, NamedTuple, cast

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from axb.graph import Network
from axb.graph.mode import mode
from axb.insight.route import INPUT, Call, Place, route
from axb.words import InputError


class FeatureMaps(NamedTuple):
    """`values` float32 (height, width, channels), or (units,), came out of the part `name`, a `kind` ("Conv2D").

    sources: what it read, by their places in the list, or INPUT (-1), the example itself.
    """

    name: str
    kind: str
    values: NDArray[np.float32]
    sources: tuple[int, ...] = (INPUT,)


def feature_maps(model: Network, example: ArrayLike) -> list[FeatureMaps]:
    """The output of every part for one example (without batch axis), in the order in which they were computed.

    Parts inside composite ones (`Residual`, `Inception`, a model) instead of these, as "inception.filters_3x3". A part
    that is used several times is listed as often. Parts with several outputs are left out. Of a model with several
    inputs `example` is a list, one array for each.
    Raises InputError where the example doesn't fit the model.
    """
    graph = model.graph
    if graph is None or (len(graph.inputs) > 1 and not isinstance(example, list)):
        raise InputError("insight_pictures.one_input", part=model.label)
    several = len(graph.inputs) > 1
    each: list[Any] = list(cast("list[Any]", example)) if several else [example]
    inputs = [torch.as_tensor(np.asarray(one))[None] for one in each]
    way, given = route(model), list[tuple[Place, Any]]()
    watching = [
        place.module.register_forward_hook(lambda part, _, output, place=place: given.append((place, output)))
        for place in way.places
    ]
    try:
        with mode(model, False), torch.no_grad():
            model(inputs if several else inputs[0])
    finally:
        for one in watching:
            one.remove()
    return _told(given, way.calls)


def _told(given: list[tuple[Place, Any]], calls: tuple[Call, ...]) -> list[FeatureMaps]:
    """Those with one output; who read another reads what that had read. Where no call is known, one after another."""
    found: list[FeatureMaps] = []
    at: dict[int, tuple[int, ...]] = {INPUT: (INPUT,)}
    for number, (place, output) in enumerate(given):
        read = calls[number].sources if calls else (number - 1,)
        sources = tuple(one for source in read for one in at[source])
        at[number] = sources
        if isinstance(output, Tensor):
            at[number] = (len(found),)
            values = output[0].detach().float().cpu().numpy()
            found.append(FeatureMaps(place.name, type(place.module).__name__, values, sources))
    return found
