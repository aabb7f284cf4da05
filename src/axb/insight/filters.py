"""The weights that look at a picture, in the shape of what they look at."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from axb.graph import Layer, Network
from axb.layers import Conv2D, Dense
from axb.words import InputError

Floats = NDArray[np.float32]


class Filters(NamedTuple):
    """`weights` float32 (filters, height, width, channels) of the part called `name`."""

    name: str
    weights: Floats


def filters(model: Network, layer: str | Layer | None = None) -> Filters:
    """The filters of a convolution; of a Dense that sees a flattened picture, its weights laid out as that picture.

    `layer` is a part or its name; None takes the first Conv2D or Dense. A filter is a patch of numbers that is laid
    over the picture, multiplied and added up: the a of y = ax + b.
    Raises InputError where the part isn't there, is none of those, has no weights yet, or sees no picture.
    """
    part = model.get_layer(layer) if isinstance(layer, str) else layer or _first(model)
    if not isinstance(part, Conv2D | Dense) or not part.built:
        raise InputError("insight_pictures.no_filters", part=getattr(part, "label", model.label))
    kernel = part.kernel.detach().cpu().float()
    if isinstance(part, Conv2D):  # (height, width, channels, filters)
        return Filters(part.name, kernel.permute(3, 0, 1, 2).numpy())
    shape = tuple(model.input_shape[1:]) if isinstance(model.input_shape, tuple) else ()
    if len(shape) != 3 or np.prod(shape) != kernel.shape[0]:
        raise InputError("insight_pictures.no_filters", part=part.label)
    return Filters(part.name, kernel.T.reshape(-1, *shape).numpy())


def _first(model: Network) -> Layer | None:
    """The first part with an a that a picture meets, also inside composite parts."""
    return next((part for part in model.modules() if isinstance(part, Conv2D | Dense)), None)
