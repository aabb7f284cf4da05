"""Pictures with Pillow: every pixel of a small image becomes a square that can be seen."""

import base64
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from axb.views import letters
from axb.views.palette import THEMES, Scheme
from axb.words import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

MODES = {1: "L", 3: "RGB", 4: "RGBA"}
GAP, FRAME, TEXT = 12, 2, 14  # pixels: between pictures, their solid frame, the letters' height
SIDE = 112  # pixels: of a picture on a sheet


def image(picture: NDArray[np.uint8], scale: int = 1) -> "Image":
    """`picture` uint8 (H, W, C), C = 1, 3 or 4, as an image `scale` times as large, its pixels squares."""
    from PIL import Image

    _check(picture[None])
    mode = MODES[picture.shape[2]]
    found = Image.frombytes(mode, picture.shape[1::-1], np.ascontiguousarray(picture).tobytes())
    return found.resize((found.width * scale, found.height * scale), Image.Resampling.NEAREST)


def fitted(pictures: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """uint8 (N, H, W, C) made smaller, where larger, so that no side has more than `side` pixels."""
    from PIL import Image

    height, width = pictures.shape[1:3]
    if max(height, width) <= side or not len(pictures):
        return pictures
    size = (
        max(round(width * side / max(height, width)), 1),
        max(round(height * side / max(height, width)), 1),
    )
    small = [np.asarray(image(one).resize(size, Image.Resampling.LANCZOS)) for one in pictures]
    return np.stack(small).reshape(len(pictures), size[1], size[0], pictures.shape[3])


def scale_for(pictures: NDArray[np.uint8], side: int) -> int:
    """How many times larger pictures (N, H, W, C) can be drawn within `side` pixels; at least 1."""
    return int(max(side // max(pictures.shape[1:3]), 1))


def png(picture: "Image") -> bytes:
    """The image as the bytes of a PNG file."""
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def data_uri(picture: NDArray[np.uint8], scale: int = 1) -> str:
    """`picture` uint8 (H, W, C) as a PNG inside an address, for an HTML page without other files."""
    return "data:image/png;base64," + base64.b64encode(png(image(picture, scale))).decode()


def contact_sheet(
    pictures: NDArray[np.uint8],
    captions: Sequence[str],
    columns: int = 8,
    scale: int | None = None,
    scheme: Scheme = "light",
    text: int = TEXT,
) -> "Image":
    """Real pictures, uint8 (N, H, W, C), in solid frames on one image, a caption (lines of text) under each.

    `scale` None makes them about 112 pixels wide. `text` is the letters' height in pixels.
    Raises InputError where there are no pictures, not one caption for each, or columns or scale below 1.
    """
    from PIL import Image, ImageDraw

    _check(pictures)
    scale = scale_for(pictures, SIDE) if scale is None else scale
    if not len(pictures) or len(captions) != len(pictures) or columns < 1 or scale < 1:
        got = f"{len(pictures)}, {len(captions)}, {columns}, {scale}"
        raise InputError("views.contact_sheet", got=got)
    theme, font = THEMES[scheme], letters.font(text)
    ruler = ImageDraw.Draw(Image.new("L", (1, 1)))
    boxes = [ruler.multiline_textbbox((0, 0), caption, font) for caption in captions]
    width = max(pictures.shape[2] * scale, *(int(box[2]) + 1 for box in boxes)) + 2 * FRAME
    height = pictures.shape[1] * scale + 2 * FRAME + 6 + max(int(box[3]) for box in boxes)
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    size = (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP)
    sheet = Image.new("RGB", size, theme.paper)
    draw = ImageDraw.Draw(sheet)
    for number, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        x, y = GAP + number % columns * (width + GAP), GAP + number // columns * (height + GAP)
        _framed(sheet, draw, image(picture, scale), (x, y), theme.ink)
        below = y + pictures.shape[1] * scale + 2 * FRAME + 6
        draw.multiline_text((x, below), caption, theme.ink, font)
    return sheet


def _framed(sheet: "Image", draw: Any, picture: "Image", corner: tuple[int, int], ink: str) -> None:
    """Paste `picture` in a solid frame: it is real."""
    x, y = corner
    draw.rectangle(
        (x, y, x + picture.width + 2 * FRAME - 1, y + picture.height + 2 * FRAME - 1),
        outline=ink,
        width=FRAME,
    )
    sheet.paste(picture, (x + FRAME, y + FRAME), picture if picture.mode == "RGBA" else None)


def _check(pictures: NDArray[Any]) -> None:
    if (
        pictures.dtype != np.uint8
        or pictures.ndim != 4
        or pictures.shape[3] not in MODES
        or 0 in pictures.shape[1:]
    ):
        raise InputError("views.pictures", got=f"{pictures.dtype} {pictures.shape}")
