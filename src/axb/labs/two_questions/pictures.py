"""The same plane twice: coloured everywhere by the class, and only where such points are."""

from typing import TYPE_CHECKING

import numpy as np

from axb.labs.network.seeing import FINE, PALE, WHITE, Pixels, classes, rgb
from axb.views.palette import class_color
from axb.views.scene import Axis, Image, Points, Scene
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.two_questions.lab import TwoQuestionsLab

MADE = 150  # samples that are shown
LEAST = 0.25  # of full colour, where the rarest of the points lie; beyond them there is none
BLACK, LIGHT = "#000000", "#ffffff"  # seen on all grounds


def border_scene(lab: "TwoQuestionsLab") -> Scene:
    """The discriminative model: every place has a class, the paler the less sure; the points themselves."""
    pixels = classes(lab.chances(lab.seen.grid(FINE)), lab.points.labels).reshape(FINE, FINE, 3)
    colors = [f"class:{label}" for label in lab.points.y]
    x, y = lab.points.x.round(4).T
    real = Points(x=x, y=y, color=colors, size=3.4, name="point", grab=True)
    return _plane(lab, pixels, real, say("labs_two_questions.seen_border"))


def density_scene(lab: "TwoQuestionsLab") -> Scene:
    """The generative model: coloured only where it expects points; new ones that it makes, as rings."""
    density, bayes = lab.mixture.asked(lab.seen.grid(FINE))
    usual = lab.usual(density)[:, None]
    share = np.where(usual > 0, LEAST + (1 - LEAST) * usual, 0.0)
    colors = np.array([rgb(class_color(label)) for label in lab.points.labels])
    pixels = (WHITE + PALE * share * (colors[bayes.argmax(1)] - WHITE)).astype(np.uint8)
    places, made = lab.mixture.sample(MADE, lab.seed)
    rings = Points(
        x=places[:, 0], y=places[:, 1], color=[f"class:{lab.points.labels[one]}" for one in made], size=3.4,
        hollow=True,
    )  # fmt: skip
    return _plane(lab, pixels.reshape(FINE, FINE, 3), rings, say("labs_two_questions.seen_density"))


def _plane(lab: "TwoQuestionsLab", pixels: Pixels, dots: Points, caption: str) -> Scene:
    seen, (x, y) = lab.seen, lab.probe
    ground = Image(x0=seen.x0, y0=seen.y0, x1=seen.x1, y1=seen.y1, pixels=pixels)
    rings = [
        Points(x=[x], y=[y], color=color, size=size) for color, size in ((BLACK, 11), (LIGHT, 9), (BLACK, 6))
    ]
    probe = Points(x=[x], y=[y], color=LIGHT, size=3, name="probe", grab=True)
    axes = Axis("x1", seen.x0, seen.x1, shown=False), Axis("x2", seen.y0, seen.y1, shown=False)
    return Scene(*axes, [ground, dots, *rings, probe], caption, square=True, taps=True)
