"""What an autoencoder makes of the test part: one example at a time, and many beside one another."""

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from nicegui import ui
from numpy.typing import NDArray

from axb.studio.behind import quickly
from axb.studio.pages.run_after_example import Example, example_picker
from axb.studio.thumbnails import picture_html
from axb.studio.visitor import Visitor
from axb.views.reconstruction import Reconstruction
from axb.views.restored import is_pictures, sentence

if TYPE_CHECKING:
    from axb.jobs import Predictor

MOST = 12  # numbers of a row that are told


async def build(predictor: "Predictor", visitor: Visitor, example: Example) -> None:
    """The tab of one example of the test part and what is restored of it."""
    ui.label(visitor.say("views_restored.try")).classes("axb-muted")
    shown = ui.html("", sanitize=False).classes("axb-captioned axb-restored").props('role="status"')
    example_picker(example, len(predictor.data.x_test), visitor)

    async def show() -> None:
        if (index := example.index) is None:
            return
        x = predictor.data.x_test[index]
        restored = (await quickly(lambda: predictor.predict(x[None])))[0]
        names = visitor.say("views_restored.input"), visitor.say("views_restored.restored")
        told = _picture if predictor.data.kind == "images" else _numbers
        shown.content = "".join(map(told, (x, restored), names, ("", "axb-made")))

    example.follow(show)
    await example.tell()


def _picture(values: NDArray[Any], name: str, kind: str) -> str:
    pixels = values.round().clip(0, 255).astype(np.uint8)
    return f"<figure>{picture_html(pixels, name, kind)}<figcaption>{escape(name)}</figcaption></figure>"


def _numbers(values: NDArray[Any], name: str, kind: str) -> str:
    listed = ", ".join(f"{value:.4g}" for value in values[:MOST])
    return f"<p><b>{escape(name)}</b> {escape(listed)}{'…' if len(values) > MOST else ''}</p>"


def show_pairs(found: Reconstruction, visitor: Visitor) -> None:
    """The error beside PCA's; pictures of the test part above what was restored of them."""
    ui.label(sentence(found)).classes("axb-caption")
    if not is_pictures(found):
        return
    ui.label(visitor.say("views_restored.pairs")).classes("axb-muted")
    inner = ""
    for number, (x, restored) in enumerate(zip(found.x, found.restored, strict=True)):
        name = found.names[found.labels[number]] if found.names else ""
        pair = picture_html(x, name) + picture_html(
            restored, visitor.say("views_restored.restored"), "axb-made"
        )
        inner += f"<figure>{pair}<figcaption>{escape(name)}</figcaption></figure>"
    ui.html(inner, sanitize=False).classes("axb-captioned axb-pairs")
