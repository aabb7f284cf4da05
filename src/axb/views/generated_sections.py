"""The parts of a page about a generative model's test, as HTML. All text in them is escaped."""

import base64
from dataclasses import replace
from html import escape

from axb.runs import Run
from axb.views.generated import is_pictures
from axb.views.generation import Generation
from axb.views.made import beside, made, sentence
from axb.views.paint import paint
from axb.views.pictures import png
from axb.views.samples import growth, recorded
from axb.views.scene import Scene
from axb.views.sections import section
from axb.words import InputError, say

WIDTH = 920  # pixels


def sections(run: Run, found: Generation) -> list[str]:
    """What it made, real ones, and how what it makes grew."""
    shown = [made(found), *(beside(found)[:1] if is_pictures(found.made) else [])]
    says = f'<p class="says">{escape(sentence(found))}</p>\n'
    parts = [section(say("views_generated.title"), says + "".join(map(_drawn, shown)))]
    if recorded(run) is None:
        return parts
    try:
        grown = growth(run)
    except InputError:
        return parts  # a table's rows
    return [*parts, section(say("views_generated.title_growth"), _drawn(grown))]


def _drawn(scene: Scene) -> str:
    """A scene under its caption, in the colours that the reader's screen asks for."""
    wide, high = (axis.high - axis.low for axis in (scene.x, scene.y))
    height = round(min(WIDTH * high / wide, WIDTH) if not scene.x.shown else WIDTH * 9 / 16)
    light, dark = (
        base64.b64encode(png(paint(replace(scene, caption=""), WIDTH, height, scheme))).decode()
        for scheme in ("light", "dark")
    )
    text, uri = escape(scene.caption), "data:image/png;base64,"
    return (
        f'<figure class="sheet"><figcaption>{text}</figcaption><picture>'
        f'<source srcset="{uri}{dark}" media="(prefers-color-scheme: dark)"><img src="{uri}{light}" alt="{text}">'
        "</picture></figure>"
    )
