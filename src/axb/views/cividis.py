"""The one sequential colour scale, cividis (Nuñez et al. 2018), as pixels: dark blue is low, yellow is high."""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

SHADES = 256


def cividis(values: ArrayLike) -> NDArray[np.uint8]:
    """Numbers from 0 to 1 (others are taken for the nearer end) as uint8 RGB, with one more axis of 3."""
    shade = np.clip(np.asarray(values, np.float64) * SHADES, 0, SHADES - 1).astype(np.intp)
    return _table()[shade]


@cache
def _table() -> NDArray[np.uint8]:
    from plotly.colors import hex_to_rgb, sequential

    anchors = np.array([hex_to_rgb(color) for color in sequential.Cividis], np.float64)
    at, where = np.linspace(0, 1, SHADES), np.linspace(0, 1, len(anchors))
    channels = [np.interp(at, where, channel) for channel in anchors.T]
    table: NDArray[np.uint8] = np.stack(channels, axis=1).round().astype(np.uint8)
    return table
