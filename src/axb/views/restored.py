"""Inputs beside what an autoencoder restores of them, and where it puts them."""

from typing import TYPE_CHECKING

import numpy as np

from axb.runs import Run
from axb.views.evaluation import evaluation
from axb.views.figure import NO_BOX, new_figure, plain
from axb.views.generation import Generation
from axb.views.letters import font
from axb.views.palette import GENERATOR, THEMES, Scheme, class_color
from axb.views.pictures import FRAME, GAP, MODES, SIDE, TEXT, image, scale_for
from axb.views.reconstruction import Reconstruction
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

DASH = 4  # pixels of a dash, and between two


def reconstruction(run: Run) -> Reconstruction:
    """The run's test as an autoencoder, or that part of a generative model's. Raises InputError where it has none."""
    found = evaluation(run)
    if isinstance(found, Generation):
        found = found.restored
    if not isinstance(found, Reconstruction):
        raise InputError("views_restored.none", name=run.name)
    return found


def unit_of(found: Reconstruction) -> str:
    """Of what the error is, in words."""
    return say(f"views_restored.unit_{found.kind}")


def sentence(found: Reconstruction) -> str:
    """How well it restores, and how well PCA would."""
    said = {"error": f"{found.error:.4g}", "pca": f"{found.pca:.4g}", "latent": found.latent}
    return say("views_restored.error", **said, unit=unit_of(found), count=f"{found.count:,}")


def is_pictures(found: Reconstruction) -> bool:
    """Whether examples can be shown as pictures."""
    return found.kind == "images" and found.x.shape[3] in MODES


def sheet(
    found: Reconstruction, count: int = 20, columns: int = 10, scheme: Scheme = "light",
    side: int = SIDE, text: int = TEXT,
) -> "Image":  # fmt: skip
    """Up to `count` test pictures in solid frames, what was restored of each below it in a dashed one, then its class.

    Each is about `side` pixels wide, with letters `text` pixels high. Raises InputError where there are no pictures.
    """
    from PIL import Image, ImageDraw

    if not is_pictures(found):
        raise InputError("views_restored.no_pictures", kind=found.kind)
    theme, scale = THEMES[scheme], scale_for(found.x, side)
    shown, columns = min(count, len(found.x)), min(columns, len(found.x))
    high, wide = (one * scale + 2 * FRAME for one in found.x.shape[1:3])
    row = 2 * high + GAP // 2 + (round(1.5 * text) if found.names else 0) + GAP
    picture = Image.new("RGB", (columns * (wide + GAP) + GAP, -(-shown // columns) * row + GAP), theme.paper)
    draw = ImageDraw.Draw(picture)
    for number in range(shown):
        x, y = GAP + number % columns * (wide + GAP), GAP + number // columns * row
        below = y + high + GAP // 2
        draw.rectangle((x, y, x + wide - 1, y + high - 1), outline=theme.ink, width=FRAME)
        _dashed(draw, (x, below, wide, high), GENERATOR)
        for pixels, top in ((found.x[number], y), (found.restored[number], below)):
            one = image(pixels, scale)
            picture.paste(one, (x + FRAME, top + FRAME), one if one.mode == "RGBA" else None)
        if found.names:
            name = _short(found.names[found.labels[number]], text, wide)
            draw.text((x, below + high + 2), name, theme.ink, font(text))
    return picture


def _short(name: str, size: int, width: int) -> str:
    """As much of a name as fits under a picture."""
    letters = font(size)
    if letters.getlength(name) <= width:
        return name
    while len(name) > 1 and letters.getlength(f"{name}…") > width:
        name = name[:-1]
    return f"{name}…"


def _dashed(draw: "ImageDraw", box: tuple[int, int, int, int], color: str) -> None:
    """A frame around x, y, width, height: what a model made has gaps in it."""
    x, y, wide, high = box
    for start in range(0, wide, 2 * DASH):
        for top in (y, y + high - FRAME):
            draw.rectangle((x + start, top, min(x + start + DASH, x + wide) - 1, top + FRAME - 1), fill=color)
    for start in range(0, high, 2 * DASH):
        for left in (x, x + wide - FRAME):
            draw.rectangle(
                (left, y + start, left + FRAME - 1, min(y + start + DASH, y + high) - 1), fill=color
            )


def codes(run: Run) -> "go.Figure":
    """Where the encoder puts the examples of the test part: a ring each, classes by colour.

    Raises InputError where the run has no such test, or a code has not two numbers.
    """
    found = reconstruction(run)
    if not len(found.codes):
        raise InputError("views_restored.no_codes", name=run.name, latent=found.latent)
    figure = new_figure(say("views_restored.codes", count=f"{len(found.codes):,}"), 520)
    for label in np.unique(found.code_labels):
        rows = found.code_labels == label
        named = label >= 0
        figure.add_scatter(
            x=found.codes[rows, 0], y=found.codes[rows, 1], mode="markers", opacity=0.75,
            name=plain(found.names[label]) if named else say("views.held_out"), showlegend=bool(named),
            marker={"symbol": "circle-open", "size": 6, "line": {"width": 1.5},
                    **({"color": class_color(int(label))} if named else {})},
            hovertemplate="%{x:.3g}, %{y:.3g}" + NO_BOX,
        )  # fmt: skip
    figure.update_xaxes(title_text=say("views_restored.axis", number=1))
    return figure.update_yaxes(title_text=say("views_restored.axis", number=2))


def points(run: Run) -> "go.Figure":
    """Points on a plane as rings, and with a line from each where it was restored.

    Raises InputError where the run has no such test, or examples aren't points on a plane.
    """
    found = reconstruction(run)
    if found.x.shape[1:] != (2,):
        raise InputError("views_restored.no_pictures", kind=found.kind)
    figure = new_figure(say("views_restored.points", sentence=sentence(found)), 520)
    gaps = np.full(len(found.x), np.nan)
    ways = [np.stack([found.x[:, at], found.restored[:, at], gaps], 1).reshape(-1) for at in (0, 1)]
    figure.add_scatter(
        x=ways[0], y=ways[1], mode="lines", line={"width": 1}, opacity=0.5, hoverinfo="skip", showlegend=False
    )
    figure.add_scatter(
        x=found.x[:, 0], y=found.x[:, 1], mode="markers", name=say("views.held_out"), hoverinfo="skip",
        marker={"symbol": "circle-open", "size": 7, "line": {"width": 1.5}},
    )  # fmt: skip
    figure.add_scatter(
        x=found.restored[:, 0], y=found.restored[:, 1], mode="markers", name=say("views_restored.restored"),
        marker={"size": 5, "color": GENERATOR}, hoverinfo="skip",
    )  # fmt: skip
    figure.update_xaxes(title_text="x1")
    return figure.update_yaxes(title_text="x2", scaleanchor="x")
