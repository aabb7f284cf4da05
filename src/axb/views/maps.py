"""What is inside a network as small pictures: weights in blue and orange, activations in cividis."""

import math

import numpy as np
from numpy.typing import NDArray

from axb.views.cividis import cividis
from axb.views.palette import NEGATIVE, POSITIVE, THEMES, Scheme
from axb.words import InputError

Pictures = NDArray[np.uint8]
Floats = NDArray[np.float32]


def weight_pictures(weights: Floats, scheme: Scheme = "light") -> Pictures:
    """Filters (N, h, w, channels) as uint8 (N, h, w, 3), all on one scale.

    Blue is negative, orange positive, zero the paper's colour, and the more saturated the larger. The filters of
    colour pictures (3 channels) are shown in their colours, zero as grey; of other numbers of channels the sum, which
    is how a filter answers to a picture that is the same in all of them. Raises InputError for another shape.
    """
    if weights.ndim != 4 or not weights.size:
        raise InputError("views_compare.four_axes", got=weights.shape)
    shown = weights if weights.shape[3] == 3 else weights.sum(3, keepdims=True)
    share = shown / (float(np.abs(shown).max()) or 1.0)
    if weights.shape[3] == 3:
        return _bytes(127.5 + 127.5 * share)
    zero, below, above = (_rgb(color) for color in (THEMES[scheme].paper, NEGATIVE, POSITIVE))
    return _bytes(zero + np.abs(share) * (np.where(share < 0, below, above) - zero))


def weight_overlays(weights: Floats) -> Pictures:
    """The same as uint8 (N, h, w, 4), for paper of any colour: zero is transparent instead of the paper's colour."""
    if weights.ndim == 4 and weights.shape[3] == 3:
        pictures = weight_pictures(weights)
        return np.concatenate([pictures, np.full((*pictures.shape[:3], 1), 255, np.uint8)], 3)
    shown = weights.sum(3, keepdims=True)
    share = shown / (float(np.abs(shown).max()) or 1.0)
    color = np.where(share < 0, _rgb(NEGATIVE), _rgb(POSITIVE))
    return _bytes(np.concatenate([color, 255 * np.abs(share)], 3))


def activation_pictures(values: Floats) -> Pictures:
    """What a part gave for one example, as uint8 (N, h, w, 3) in cividis, from its least (dark) to its largest value.

    (h, w, channels) become one picture for each channel; (units,) one picture of squares, row by row, the last row
    filled up with its least value. Raises InputError for another shape.
    """
    if values.ndim not in (1, 3) or not values.size:
        raise InputError("views_compare.maps_shape", got=values.shape)
    low, high = float(values.min()), float(values.max())
    share = (values - low) / ((high - low) or 1.0)
    return cividis(np.moveaxis(share, 2, 0) if values.ndim == 3 else _rows(share)[None])


def strongest(values: Floats, most: int) -> Floats:
    """Of (height, width, channels) those that differ most from place to place, in their order; units as they are."""
    if values.ndim != 3:
        return values
    best = np.argsort(-values.std((0, 1)), kind="stable")[:most]
    return values[:, :, np.sort(best)]


def _rows(values: Floats) -> Floats:
    """(units,) as rows, about twice as wide as high."""
    width = min(len(values), math.ceil(math.sqrt(2 * len(values))))
    rows = np.zeros((math.ceil(len(values) / width), width), values.dtype)
    rows.reshape(-1)[: len(values)] = values
    return rows


def _rgb(color: str) -> NDArray[np.float64]:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], np.float64)


def _bytes(values: NDArray[np.floating]) -> Pictures:
    return np.clip(np.round(values), 0, 255).astype(np.uint8)
