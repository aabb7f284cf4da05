"""One picture in, one picture out, in Keras's words."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from torch import Tensor

from axb.data.folders import named
from axb.data.pictures.decoding import decoded
from axb.words import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

Array = np.ndarray[Any, Any]
Pathlike = str | os.PathLike[str]
MODES = {"rgb": "RGB", "grayscale": "L"}
WAYS = ("nearest", "bilinear", "bicubic", "lanczos", "box", "hamming")


def load_img(
    path: Pathlike,
    color_mode: str = "rgb",
    target_size: tuple[int, int] | None = None,
    interpolation: str = "nearest",
) -> "Image":
    """The picture in a file, as Pillow's, the right way up; target_size: (height, width).

    Transparency becomes white paper, and without a target size no side is longer than 1,024. Raises InputError for a
    file that can't be read, or is no picture of at most 50 million pixels.
    """
    one_of("load_img: color_mode", color_mode, tuple(MODES))
    try:
        content = named(os.fspath(path)).read_bytes()
    except OSError:
        raise InputError("data.no_picture", path=path) from None
    return resized(decoded(content).convert(MODES[color_mode]), target_size, interpolation)


def resized(picture: "Image", size: tuple[int, int] | None, interpolation: str) -> "Image":
    """The picture stretched to (height, width); as it is for None."""
    from PIL import Image

    one_of("interpolation", interpolation, WAYS)
    if size is None:
        return picture
    return picture.resize((size[1], size[0]), Image.Resampling[interpolation.upper()])


def img_to_array(img: "Image", dtype: Any = "float32") -> Array:
    """`(H, W, C)`, 0..255 as the picture has it; C is 1 where it is grey."""
    array = np.asarray(img, dtype=dtype)
    return array[..., None] if array.ndim == 2 else array


def array_to_img(x: Any, scale: bool = True) -> "Image":
    """The picture of an array `(H, W, C)`, C 1, 3 or 4. scale: from its smallest to its largest number as 0..255."""
    from PIL import Image

    array = np.asarray(x.detach().cpu() if isinstance(x, Tensor) else x, dtype="float32")
    if array.ndim != 3 or array.shape[-1] not in (1, 3, 4):
        raise InputError(
            "registry.out_of_range", what="array_to_img: x", rule="(H, W, 1 | 3 | 4)", got=array.shape
        )
    if scale:
        array = array - array.min()
        array = array * (255 / array.max()) if array.max() else array
    return Image.fromarray((array[..., 0] if array.shape[-1] == 1 else array).astype("uint8"))


def save_img(path: Pathlike, x: Any, scale: bool = True, file_format: str | None = None) -> None:
    """Write an array as a picture; its format follows from the path's ending, unless it is said."""
    picture = array_to_img(x, scale)
    target = Path(path)
    ending = file_format or target.suffix.removeprefix(".")
    form = {"jpg": "jpeg"}.get(ending.lower(), ending.lower())
    (picture.convert("RGB") if form == "jpeg" and picture.mode == "RGBA" else picture).save(
        target, format=form
    )


def one_of(what: str, value: Any, known: tuple[Any, ...]) -> None:
    """Refuse a word that is not known."""
    if value not in known:
        listed = ", ".join(map(str, known))
        raise InputError("registry.unknown_choice", what=what, known=listed, got=value)
