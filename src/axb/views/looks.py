"""Where a network looks, laid over the pictures that it looks at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.views.cividis import cividis
from axb.views.palette import Scheme
from axb.views.pictures import SIDE, TEXT, contact_sheet, image, scale_for

if TYPE_CHECKING:
    from PIL.Image import Image

STRENGTH = 0.6  # of the colours over a picture
Pictures = NDArray[np.uint8]


def laid_over(picture: Pictures, look: NDArray[np.float32], scale: int = 1) -> Pictures:
    """A picture uint8 (H, W, 1 or 3) in grey, `scale` times as large, under a map (h, w) of 0 to 1 in cividis.

    Yellow is where most speaks for the answer; the map is stretched to the picture's size.
    """
    from PIL import Image

    grey = image(picture[:, :, :3] if picture.shape[2] == 4 else picture, scale).convert("L")
    wide = Image.fromarray(np.asarray(look, np.float32)).resize(grey.size, Image.Resampling.BILINEAR)
    under = np.asarray(grey, np.float32)[:, :, None]
    over = cividis(np.clip(np.asarray(wide), 0, 1)).astype(np.float32)
    return np.rint((1 - STRENGTH) * under + STRENGTH * over).astype(np.uint8)


def looks_sheet(
    pictures: Pictures, looks: Sequence[NDArray[np.float32]], captions: Sequence[str], columns: int,
    scheme: Scheme = "light", side: int = SIDE, text: int = TEXT,
) -> "Image":  # fmt: skip
    """Pictures (N, H, W, C), each under its map, about `side` pixels wide, with a caption below."""
    scale = scale_for(pictures, side)
    over = [laid_over(one, look, scale) for one, look in zip(pictures, looks, strict=True)]
    return contact_sheet(np.stack(over), captions, columns, 1, scheme, text)
