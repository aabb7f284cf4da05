"""The same plane twice: coloured everywhere by the class, and only where such points are; what both say of a place."""

from typing import TYPE_CHECKING

import numpy as np

from axb.labs.network.seeing import FINE, PALE, WHITE, Floats, Pixels, classes, rgb
from axb.views.palette import DISCRIMINATOR, GENERATOR, class_color
from axb.views.scene import Axis, Boxes, Image, Mark, Points, Scene, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.two_questions.lab import TwoQuestionsLab

MADE = 150  # samples that are shown
LEAST = 0.25  # of full colour, where the rarest of the points lie; beyond them there is none
BLACK, LIGHT = "#000000", "#ffffff"  # seen on all grounds
THICK = 0.32  # of a bar
LETTERS = 14.0


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


def answers_scene(lab: "TwoQuestionsLab") -> Scene:
    """Three bars: the classes' chances by either model, and how usual the place is."""
    found = lab.answers
    marks: list[Mark] = [
        *_stacked(2, say("labs_two_questions.by_border"), found.chances, lab),
        *_stacked(1, say("labs_two_questions.by_bayes"), found.bayes, lab),
        *_bar(0, say("labs_two_questions.by_density"), found.usual),
    ]
    x, y = Axis(low=0, high=1, shown=False), Axis(low=-0.4, high=2.75, shown=False)
    return Scene(x, y, marks, say("labs_two_questions.seen_answers"))


def _stacked(row: int, words: str, chances: Floats, lab: "TwoQuestionsLab") -> list[Mark]:
    ends = np.concatenate([[0.0], np.cumsum(chances)])
    colors = [f"class:{label}" for label in lab.points.labels]
    best = int(chances.argmax())
    told = f"{lab.points.label(lab.points.labels[best])}  {chances[best]:.1%}"
    bar = Boxes(
        x0=ends[:-1], y0=[row - THICK / 2] * len(chances), x1=ends[1:], y1=[row + THICK / 2] * len(chances),
        color=colors, fill=0.9, width=0,
    )  # fmt: skip
    return [bar, _frame(row), *_words(row, words, told)]


def _bar(row: int, words: str, share: float) -> list[Mark]:
    bar = Boxes(
        x0=[0], y0=[row - THICK / 2], x1=[share], y1=[row + THICK / 2], color=GENERATOR, fill=0.9, width=0
    )
    return [bar, _frame(row), *_words(row, words, f"{share:.0%}")]


def _frame(row: int) -> Boxes:
    low, high = row - THICK / 2, row + THICK / 2
    return Boxes(x0=[0], y0=[low], x1=[1], y1=[high], color="muted", fill=0, width=1)


def _words(row: int, words: str, told: str) -> list[Mark]:
    high = row + THICK / 2 + 0.17
    color = DISCRIMINATOR if row == 2 else GENERATOR
    return [
        Text(x=0, y=high, text=words, color=color, size=LETTERS, bold=True),
        Text(x=1, y=high, text=told, size=LETTERS, align="right", bold=True),
    ]
