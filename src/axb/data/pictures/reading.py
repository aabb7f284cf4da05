"""One file of a folder as a row of its data set: square, small, with a number that follows from its bytes alone."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from axb.data.pictures.decoding import BYTES, decoded
from axb.data.shares import share_of
from axb.words import InputError

Fit = Literal["crop", "pad"]
FITS = ("crop", "pad")
COLOURLESS = 2.0  # levels of 255 between the channels of a pixel, on average: so far is a grey JPEG from grey


@dataclass(frozen=True)
class Row:
    """pixels: uint8 (side, side, 3). share: in [0, 1), from the file's bytes: equal files have equal ones."""

    pixels: NDArray[np.uint8]
    share: float
    is_grey: bool


def read(path: Path, side: int, fit: Fit) -> Row | str:
    """The row, or the key of the reason why there is none."""
    try:
        if path.stat().st_size > BYTES:
            return "large"
        data = _bytes_of(path)
        picture = decoded(data)
    except InputError as error:
        return "large" if error.key != "pictures.unreadable" else "unreadable"
    except OSError:
        return "closed"
    from PIL import Image, ImageOps

    size, method = (side, side), Image.Resampling.LANCZOS
    one = (
        ImageOps.fit(picture, size, method) if fit == "crop" else ImageOps.pad(picture, size, method, "white")
    )
    small = np.asarray(one)
    spread = small.max(-1).astype(np.int64) - small.min(-1)
    return Row(small, share_of(data), bool(spread.mean() < COLOURLESS))


def _bytes_of(path: Path) -> bytes:
    """What is in an ordinary file: a pipe or a device would never end."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not path.is_file():
            raise OSError
        return file.read(BYTES + 1)


def shorter_side(path: Path) -> int | None:
    """How many pixels a picture's shorter side has, as the file's head tells; None where it is none."""
    from PIL import Image

    from axb.data.pictures.decoding import FORMATS

    try:
        if not path.is_file():
            return None
        with Image.open(path, formats=FORMATS) as opened:
            return min(opened.size)
    except Exception:  # whatever a broken file does to a decoder: it is read, and told, later
        return None
