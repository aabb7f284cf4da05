"""What there is to see of a run, by name, each as a slide."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from axb.runs import Run
from axb.views.activations import activations
from axb.views.closest import closest
from axb.views.confusion import confusion
from axb.views.curves import curves
from axb.views.ladder import ladder
from axb.views.learned_line import learned_line, line_surface
from axb.views.letters import font, lines_within
from axb.views.made import beside, generation, samples
from axb.views.mistakes import worst_mistakes
from axb.views.paint import paint_side_by_side
from axb.views.palette import THEMES, Scheme
from axb.views.pictures import png
from axb.views.regression import predicted_against_true
from axb.views.reliability import reliability
from axb.views.restored import is_pictures, points, reconstruction, sentence, sheet
from axb.views.samples import growth
from axb.views.scene import Scene
from axb.views.slide import WIDTH, slide
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from PIL.Image import Image

MISTAKES, RECONSTRUCTIONS = "mistakes", "reconstructions"
SHOWN, COLUMNS = 10, 5  # mistakes on a slide
PAIRS, PAIR_COLUMNS = 16, 8  # inputs, and what was restored of them, on a slide
LETTERS = 1 / 38  # of the slide's height


def run_slide(run: Run, kind: str = "curves", width: int = WIDTH, scheme: Scheme = "light") -> bytes:
    """The figure `kind` of a run as the bytes of a PNG, 16:9.

    kind: "curves", "surface" (of y = ax + b), "confusion", "reliability" (how sure
    beside how often right), "numbers" (predicted against true), "ladder"
    (of gradients) and "activations" (both of a run that was watched), "mistakes"; of an autoencoder
    "reconstructions"; of a generative model (and of an autoencoder in training) "samples", "beside" (real ones beside
    what it makes) and "growth" (the same codes at several steps); "copies" (training pictures nearest to
    samples that were measured).
    Raises InputError for another kind, and where the run has nothing of it.
    """
    if kind == MISTAKES:
        return png(mistakes_slide(run, width, scheme))
    if kind == RECONSTRUCTIONS:
        return reconstructions_slide(run, width, scheme)
    if kind in SCENES:
        scenes = SCENES[kind](run)
        lines = 2 if len(scenes) > 1 else 0  # so that pictures beside one another stand level
        return png(paint_side_by_side(scenes, width, width * 9 // 16, scheme, lines))
    if kind not in FIGURES:
        raise InputError("registry.unknown_choice", what="kind", known=", ".join(KINDS), got=kind)
    return slide(FIGURES[kind](run), width, scheme)


def _surface(run: Run) -> "go.Figure":
    line = learned_line(run)
    if line is None:
        raise InputError("views_slides.no_surface", name=run.name)
    return line_surface(run, line)


FIGURES: "dict[str, Callable[[Run], go.Figure]]" = {
    "curves": curves,
    "surface": _surface,
    "confusion": confusion,
    "reliability": reliability,
    "numbers": predicted_against_true,
    "ladder": ladder,
    "activations": activations,
}
SCENES: "dict[str, Callable[[Run], list[Scene]]]" = {
    "samples": samples,
    "beside": lambda run: beside(generation(run)),
    "growth": lambda run: [growth(run)],
    "copies": lambda run: [closest(run)],
}
KINDS = (*FIGURES, MISTAKES, RECONSTRUCTIONS, *SCENES)


def mistakes_slide(run: Run, width: int = WIDTH, scheme: Scheme = "light") -> "Image":
    """The ten mistakes the model was surest of, under one sentence. Raises InputError where there are none."""
    size = round(width * 9 // 16 * LETTERS)
    sheet = worst_mistakes(run, SHOWN, COLUMNS, scheme, width // (COLUMNS + 2), size)
    return under_a_sentence(sheet, say("views.worst"), width, scheme)


def reconstructions_slide(run: Run, width: int = WIDTH, scheme: Scheme = "light") -> bytes:
    """Examples of the test part and what was restored of them, under one sentence, as PNG: pictures above one another,
    points in a plane. Raises InputError where there are none."""
    found = reconstruction(run)
    if not is_pictures(found):
        return slide(points(run), width, scheme)
    size = round(width * 9 // 16 * LETTERS)
    pictures = sheet(found, PAIRS, PAIR_COLUMNS, scheme, width // (PAIR_COLUMNS + 2), size)
    return png(under_a_sentence(pictures, sentence(found), width, scheme))


def under_a_sentence(sheet: "Image", sentence: str, width: int, scheme: Scheme) -> "Image":
    """Pictures on a slide below what they show."""
    from PIL import Image, ImageDraw

    height, theme = width * 9 // 16, THEMES[scheme]
    size = round(height * LETTERS)
    picture = Image.new("RGB", (width, height), theme.paper)
    draw, top, letters = ImageDraw.Draw(picture), size, round(1.4 * size)
    for line in lines_within(sentence, letters, width - 2 * size):
        draw.text((size, top), line, theme.ink, font(letters))
        top += round(1.35 * letters)
    sheet.thumbnail((width, height - top - size))
    picture.paste(sheet, ((width - sheet.width) // 2, top + (height - top - sheet.height) // 2))
    return picture
