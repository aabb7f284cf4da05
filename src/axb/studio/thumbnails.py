"""Small pictures on a page: each pixel a square."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Any

import numpy as np
from nicegui import ui
from numpy.typing import NDArray

from axb.views.pictures import data_uri

Pictures = NDArray[np.uint8]


def picture_html(picture: NDArray[np.uint8], label: str, kind: str = "") -> str:
    """An `img` of uint8 (H, W, C)."""
    return f'<img class="axb-pixels {kind}" src="{data_uri(picture)}" alt="{escape(label, quote=True)}">'


def tiles(pictures: Pictures, labels: Sequence[str], kind: str = "") -> ui.html:
    """Pictures (N, H, W, C) beside and below one another, with their labels for those who do not see them."""
    inner = "".join(picture_html(one, label) for one, label in zip(pictures, labels, strict=True))
    return ui.html(inner, sanitize=False).classes(f"axb-tiles-small {kind}")


def captioned(pictures: Pictures, captions: Sequence[str]) -> ui.html:
    """Pictures with what is said of them below."""
    inner = "".join(
        f"<figure>{picture_html(one, '')}<figcaption>{escape(caption)}</figcaption></figure>"
        for one, caption in zip(pictures, captions, strict=True)
    )
    return ui.html(inner, sanitize=False).classes("axb-captioned")


def choices(
    pictures: Pictures, captions: Sequence[str], act: Callable[[int], Any], does: Callable[[Any], Any]
) -> None:
    """Pictures with captions that can be pressed: `act(place)`, wrapped by `does`, is called for the one at `place`."""
    with ui.element("div").classes("axb-examples"):
        for place, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
            with ui.element("button").classes("axb-example").props("type=button") as button:
                ui.html(picture_html(picture, ""), sanitize=False)
                ui.label(caption).classes("axb-example-name")
            button.on("click", does(partial(act, place)), [])
