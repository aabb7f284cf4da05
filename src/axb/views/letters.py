"""The font that comes with axb: every picture has the same letters, also where no Japanese font is installed.

A part of Noto Sans JP (SIL Open Font License, see fonts/OFL.txt); made by scripts/make_font.py.
"""

import base64
import io
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from axb.words.wrapping import cells, wrapped

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FAMILY = "axb letters"  # what a web page calls it
FILE = "NotoSansJP-axb.ttf"


@cache
def font_bytes() -> bytes:
    """The font as a TrueType file, about 1 MB."""
    return (files("axb.views") / "fonts" / FILE).read_bytes()


@lru_cache(64)
def font(size: int) -> "FreeTypeFont":
    """For Pillow: letters `size` pixels high."""
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO(font_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


def font_face() -> str:
    """For a page that must show Japanese without a network: a CSS rule that holds the whole font."""
    address = f"data:font/ttf;base64,{base64.b64encode(font_bytes()).decode()}"
    return f'@font-face {{ font-family: "{FAMILY}"; src: url({address}) format("truetype"); }}'


@lru_cache(4096)
def width_of(text: str, size: int) -> int:
    """How many pixels wide `text` is on one line."""
    return round(font(size).getlength(text))


def lines_within(text: str, size: int, width: int) -> list[str]:
    """`text` in lines of at most `width` pixels; a word that is longer stays whole."""
    room = 2 + 5 * cells(text) * width // (4 * max(width_of(text, size), 1))  # columns: a few more than fit
    lines = wrapped(text, room)
    while room > 1 and max(width_of(line, size) for line in lines) > width:
        room -= 1
        lines = wrapped(text, room)
    return lines
