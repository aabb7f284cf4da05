"""What each part of a network makes of one example."""

from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from axb.graph import Layer, Network
from axb.graph.input import InputLayer
from axb.graph.mode import mode
from axb.words import InputError


class FeatureMaps(NamedTuple):
    """`values` float32 (height, width, channels), or (units,), came out of the part `name`, a `kind` ("Conv2D")."""

    name: str
    kind: str
    values: NDArray[np.float32]


def feature_maps(model: Network, example: ArrayLike) -> list[FeatureMaps]:
    """The output of every part for one example (without batch axis), in the order in which they were computed.

    A part that is used several times is listed as often. Parts with several outputs are left out.
    Raises InputError where the example doesn't fit the model.
    """
    if model.graph is None or not isinstance(model.input_shape, tuple):
        raise InputError("insight_pictures.one_input", part=model.label)
    x = torch.as_tensor(np.asarray(example))[None]
    found: list[FeatureMaps] = []

    def note(part: Layer, _: Any, output: Any) -> None:
        if isinstance(output, Tensor):
            values = output[0].detach().float().cpu().numpy()
            found.append(FeatureMaps(part.name, type(part).__name__, values))

    parts = [part for part in model.graph.parts.values() if not isinstance(part, InputLayer)]
    watching = [part.register_forward_hook(note) for part in parts]
    try:
        with mode(model, False), torch.no_grad():
            model(x)
    finally:
        for one in watching:
            one.remove()
    return found
