"""A picture from a stranger's file: bounded, decoded without running anything, the right way up."""

import io
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.words import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

BYTES, PIXELS = 20 * 2**20, 50_000_000  # the most that is taken: a photo of a good camera has half of both
SIDE = 1024  # pixels: a larger picture is made smaller at once
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")


def read_picture(data: bytes) -> NDArray[np.uint8]:
    """The picture in a file's bytes as uint8 (H, W, 3), at most 1,024 a side; see `decoded`."""
    return np.asarray(decoded(data))


def decoded(data: bytes) -> "Image":
    """The picture in a file's bytes, RGB, at most 1,024 a side; transparency becomes white paper.

    It is turned as the camera's note (EXIF orientation) says. Of an animation it is the first picture.
    Raises InputError for more than 20 MiB or 50 million pixels, and for what is no whole PNG, JPEG, WebP, GIF or BMP.
    """
    from PIL import Image

    if len(data) > BYTES:
        raise InputError("pictures.too_many_bytes", got=f"{len(data) / 2**20:.1f}", most=BYTES // 2**20)
    unreadable = (OSError, SyntaxError, ValueError, OverflowError, EOFError, IndexError)
    try:
        opened = Image.open(io.BytesIO(data), formats=FORMATS)
        _check_size(*opened.size)  # told by the file's head: nothing has been unpacked yet
        return _upright(opened)
    except InputError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InputError("pictures.too_large", got="> 100,000,000", most=f"{PIXELS:,}") from None
    except unreadable as error:
        raise InputError("pictures.unreadable", known=", ".join(FORMATS)) from error


def _check_size(width: int, height: int) -> None:
    if width * height > PIXELS:
        got = f"{width:,} x {height:,} = {width * height:,}"
        raise InputError("pictures.too_large", got=got, most=f"{PIXELS:,}")


def _upright(opened: "Image") -> "Image":
    from PIL import Image, ImageOps

    opened.draft("RGB", (SIDE, SIDE))  # a JPEG is unpacked at a fraction of its size
    turned = ImageOps.exif_transpose(_eight_bits(opened)).convert("RGBA")
    turned.thumbnail((SIDE, SIDE))
    paper = Image.new("RGBA", turned.size, "white")
    return Image.alpha_composite(paper, turned).convert("RGB")


def _eight_bits(opened: "Image") -> "Image":
    """Of 16 bits a pixel (scans, X-rays) the upper 8: Pillow's own conversion would make all of them white."""
    if not opened.mode.startswith("I"):
        return opened
    from PIL import Image

    levels = np.asarray(opened).astype(np.int64).clip(0, 65535) // 257
    return Image.fromarray(levels.astype(np.uint8))
