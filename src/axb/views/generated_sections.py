"""The parts of a page about a generative model's test, as HTML. All text in them is escaped."""

import base64
from dataclasses import replace
from html import escape

from axb.runs import Run
from axb.views.generated import aspect
from axb.views.generation import Generation
from axb.views.made import looked_at, pictures, sentence
from axb.views.paint import paint
from axb.views.pictures import png
from axb.views.scene import Scene
from axb.views.sections import section
from axb.words import say

WIDTH = 920  # pixels


def sections(run: Run, found: Generation) -> list[str]:
    """What it made, real ones, and how what it makes grew."""
    says = f'<p class="says">{escape(sentence(found))}</p>\n'
    return [section(say("views_generated.title"), says + "".join(map(scene_figure, pictures(run, found))))]


def looks(run: Run) -> list[str]:
    """Of a run without such a test: how far it has come, and how that grew; nothing where it kept none."""
    shown = looked_at(run)
    return [section(say("views_generated.title_looks"), "".join(map(scene_figure, shown)))] if shown else []


def scene_figure(scene: Scene) -> str:
    """A scene under its caption, in the colours that the reader's screen asks for."""
    height = round(WIDTH / max(aspect(scene), 0.5))
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
