"""The parts of a page about an autoencoder's test, as HTML. All text in them is escaped."""

from html import escape
from typing import TYPE_CHECKING

from axb.runs import Run
from axb.views.pictures import data_uri, scale_for
from axb.views.reconstruction import Reconstruction
from axb.views.restored import codes, is_pictures, points, sentence
from axb.views.sections import drawn, section
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

SIDE = 112  # pixels


def figures(run: Run, found: Reconstruction) -> "dict[str, go.Figure]":
    """What is drawn where `sections` names it: points on a plane, codes of two numbers."""
    plane = {"points": points(run)} if found.x.shape[1:] == (2,) else {}
    return {**plane, **({"codes": codes(run)} if len(found.codes) else {})}


def sections(found: Reconstruction, shown: "dict[str, go.Figure]") -> list[str]:
    """What was restored beside what came in, and where the encoder puts it."""
    says = f'<p class="says">{escape(sentence(found))}</p>\n'
    body = _pairs(found) if is_pictures(found) else ""
    if "points" in shown:
        body = drawn("points", shown["points"], "square")
    parts = [section(say("views_restored.title"), says + body)]
    if "codes" in shown:
        parts.append(section(say("views_restored.title_codes"), drawn("codes", shown["codes"], "square")))
    return parts


def _pairs(found: Reconstruction) -> str:
    scale = scale_for(found.x, SIDE)
    listed = []
    for number, (x, restored) in enumerate(zip(found.x, found.restored, strict=True)):
        name = found.names[found.labels[number]] if found.names else ""
        said = {"is": say("views_restored.input"), "was": say("views_restored.restored")}
        listed.append(
            f'<li><img src="{data_uri(x, scale)}" alt="{escape(said["is"])} {escape(name)}">'
            f'<img class="made" src="{data_uri(restored, scale)}" alt="{escape(said["was"])}">'
            f'<span class="told">{escape(name)}</span></li>'
        )
    pictures = f'<ul class="pictures">{"".join(listed)}</ul>'
    return f'<p class="says">{escape(say("views_restored.pairs"))}</p>\n{pictures}'
