"""A run as one HTML file: it opens without a network, in light and dark, on a phone and on paper."""

import base64
import hashlib
import html
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axb.runs import Run
from axb.runs.files import write_whole
from axb.views import class_sections, generated_sections, measures_sections, restored_sections, sections
from axb.views.activations import activations
from axb.views.confusion import confusion
from axb.views.curves import curves
from axb.views.doctor import doctor_section
from axb.views.evaluation import ClassEvaluation, NumberEvaluation, evaluation
from axb.views.figure import FONTS, template
from axb.views.generation import Generation
from axb.views.kernels import filters_section
from axb.views.ladder import ladder
from axb.views.learned_line import learned_line, line_surface
from axb.views.letters import FAMILY, font_face
from axb.views.measures import measures
from axb.views.plotly_script import plotly_script
from axb.views.reconstruction import Reconstruction
from axb.views.regression import predicted_against_true
from axb.views.reliability import reliability
from axb.views.watched import is_watched
from axb.words import current_language, say

if TYPE_CHECKING:
    import plotly.graph_objects as go


JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def write_page(run: Run, path: Path) -> None:
    """Write `page(run)` to `path`, whole or not at all."""
    write_whole(path, page(run).encode())


def page(run: Run, letters: bool = False) -> str:
    """The report on a run in the current language, as HTML of about 2 MB (most of it plotly.js).

    letters: with Japanese letters in it, where some are used (1 MB more), for a reader who has none installed.

    It holds all it needs, and runs no script but plotly.js and its own. A run without a test gets the rest.
    """
    parts, figures = told(run)
    return document(run.name, "\n".join([*parts, sections.footer(run)]), figures, letters)


def told(run: Run) -> "tuple[list[str], dict[str, go.Figure]]":
    """The parts of the report on a run as HTML, and the figures that they name."""
    found = evaluation(run)
    figures = {"curves": curves(run)}
    parts = [sections.header(run, found), sections.curves(figures["curves"]), doctor_section(run)]
    if line := learned_line(run):
        figures["surface"] = line_surface(run, line)
        parts.append(sections.surface(line, figures["surface"]))
    if is_watched(run):
        figures |= {"ladder": ladder(run), "activations": activations(run)}
        parts.append(sections.inside(figures["ladder"], figures["activations"]))
    if isinstance(found, ClassEvaluation):
        figures["confusion"] = confusion(run)
        parts += [
            sections.confusion(figures["confusion"]),
            class_sections.worst(found),
            class_sections.mix_ups(found),
            class_sections.classes(found),
        ]
        if found.calibration is not None:
            figures["reliability"] = reliability(run)
            parts.append(sections.calibration(figures["reliability"]))
    if isinstance(found, NumberEvaluation):
        figures["numbers"] = predicted_against_true(run)
        parts.append(sections.numbers(figures["numbers"]))
    if isinstance(found, Reconstruction):
        shown = restored_sections.figures(run, found)
        figures |= shown
        parts += restored_sections.sections(found, shown)
    if isinstance(found, Generation):
        parts += generated_sections.sections(run, found)
        if found.restored is not None:
            shown = restored_sections.figures(run, found.restored)
            figures |= shown
            parts += restored_sections.sections(found.restored, shown)
    else:
        parts += generated_sections.looks(run)
    if told := measures(run):
        parts += measures_sections.sections(run, told)
    parts += [filters_section(run), sections.summary(run), sections.commands(run)]
    return [part for part in parts if part], figures


def document(title: str, body: str, figures: "dict[str, go.Figure]", letters: bool = False) -> str:
    """A whole page: its title, what stands in it as HTML, and the figures that are drawn where it names them."""
    shown = _figures_json(figures)
    face = font_face() if letters and JAPANESE.search(body + shown) else ""
    scripts = [plotly_script(), _resource("page.js")]
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    policy = f"default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src {allowed}"
    policy += "; font-src data:" if face else ""
    fonts = (
        f'"{FAMILY}", {FONTS}' if face else FONTS
    )  # first: what is last in the list, Chromium draws too late
    return f"""<!DOCTYPE html>
<html lang="{current_language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{html.escape(title)} – axb</title>
<style>{face}{_resource("page.css").replace("FONTS", fonts)}</style>
</head>
<body>
{body}
<script type="application/json" id="figures">{shown}</script>
<script>{scripts[0]}</script>
<script>{scripts[1]}</script>
</body>
</html>
"""


def _figures_json(figures: "dict[str, go.Figure]") -> str:
    """The figures, both looks, the words of Plotly's buttons; no "<", so that nothing ends the script."""
    told = {
        "figures": {name: _bare(figure) for name, figure in figures.items()},
        "templates": {scheme: template(scheme) for scheme in ("light", "dark")},
        "words": {
            "Download plot as a PNG": say("views.download"),
            "Reset axes": say("views.reset_axes"),
            "Double-click to zoom back out": say("views.zoom_back"),
        },
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")


def _bare(figure: "go.Figure") -> dict[str, Any]:
    """A figure as data without what the page gives it: the caption and the look."""
    told: dict[str, Any] = json.loads(figure.to_json())
    layout = told["layout"]
    told["log"] = layout["meta"].get("log") or {}
    layout["height"] = layout["meta"]["height"]
    layout["margin"]["t"] = layout["meta"]["above"]
    del layout["title"], layout["template"], layout["meta"]
    return told


def _resource(name: str) -> str:
    return (files("axb.views") / name).read_text("utf-8")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
