"""An outline becomes a shape."""

import numpy as np
from numpy.typing import NDArray

INK = 64  # what is brighter holds the paint back
FILL = 200  # how bright the inside gets: cloth, not light


def filled(drawing: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A drawing (h, w), bright on black, with all that its lines enclose at least as bright as cloth."""
    from PIL import Image, ImageDraw

    walls = np.pad(np.where(drawing > INK, 255, 0).astype(np.uint8), 1)  # the rim joins all that is outside
    flooded = Image.fromarray(walls).copy()  # of its own: the array is not to be written
    ImageDraw.floodfill(flooded, (0, 0), 128)
    inside = np.asarray(flooded)[1:-1, 1:-1] == 0
    return np.where(inside, np.maximum(drawing, FILL), drawing).astype(np.uint8)
