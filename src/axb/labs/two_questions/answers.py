"""What both models say of one thing, and three bars that show it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from axb.views.palette import DISCRIMINATOR, GENERATOR
from axb.views.scene import Axis, Boxes, Mark, Scene, Text
from axb.words import say

Floats = NDArray[np.float64]
THICK = 0.32  # of a bar
LETTERS = 14.0
SURE, RARE = 0.9, 0.01  # the chance of a class; the share of the data that are no more usual


@dataclass(frozen=True)
class Answers:
    """Classes' chances `(classes,)` by the discriminative model and, by Bayes, by the generative one.

    usual: the share of the data that the generative model finds less usual than this.
    """

    chances: Floats
    bayes: Floats
    usual: float

    def sentence(self, names: Sequence[str], of: str = "ring") -> str:
        """Sure or not, usual or not: of "ring", a place, or "picture"."""
        best, other = int(self.chances.argmax()), int(self.bayes.argmax())
        told = {
            "name": names[best], "sure": f"{self.chances[best]:.1%}",
            "usual": f"{self.usual:.0%}", "other": names[other],
        }  # fmt: skip
        sure, rare = self.chances[best] >= SURE, self.usual < RARE
        key = f"{'sure' if sure else 'unsure'}_{'rare' if rare else 'usual'}"
        if of == "ring":
            return say(f"labs_two_questions.ring_{key}", **told)
        return say(f"labs_two_questions.picture_{key}", **told)


def answers_scene(found: Answers, labels: Sequence[int], names: Sequence[str], words: str = "") -> Scene:
    """Three bars: the classes' chances by either model, and how usual it is. `labels`: of the classes' colours.

    words: how the keys of its words end, "" or "_picture".
    """
    rows = [
        say("labs_two_questions.by_border"),
        say("labs_two_questions.by_bayes"),
        say(f"labs_two_questions.by_density{words}"),
    ]
    marks: list[Mark] = [
        *_stacked(2, rows[0], found.chances, labels, names),
        *_stacked(1, rows[1], found.bayes, labels, names),
        *_bar(0, rows[2], found.usual),
    ]
    x, y = Axis(low=0, high=1, shown=False), Axis(low=-0.4, high=2.75, shown=False)
    return Scene(x, y, marks, say(f"labs_two_questions.seen_answers{words}"))


def _stacked(
    row: int, words: str, chances: Floats, labels: Sequence[int], names: Sequence[str]
) -> list[Mark]:
    ends = np.concatenate([[0.0], np.cumsum(chances)])
    best = int(chances.argmax())
    bar = Boxes(
        x0=ends[:-1], y0=[row - THICK / 2] * len(chances), x1=ends[1:], y1=[row + THICK / 2] * len(chances),
        color=[f"class:{label}" for label in labels], fill=0.9, width=0,
    )  # fmt: skip
    return [bar, _frame(row), *_words(row, words, f"{names[best]}  {chances[best]:.1%}")]


def _bar(row: int, words: str, share: float) -> list[Mark]:
    bar = Boxes(
        x0=[0], y0=[row - THICK / 2], x1=[share], y1=[row + THICK / 2], color=GENERATOR, fill=0.9, width=0
    )
    return [bar, _frame(row), *_words(row, words, f"{share:.0%}", 0.82)]


def _frame(row: int) -> Boxes:
    low, high = row - THICK / 2, row + THICK / 2
    return Boxes(x0=[0], y0=[low], x1=[1], y1=[high], color="muted", fill=0, width=1)


def _words(row: int, words: str, told: str, room: float = 0.66) -> list[Mark]:
    """Above a bar: what it says from the left, at most so far, and its number from the right."""
    high = row + THICK / 2 + 0.17
    color = DISCRIMINATOR if row == 2 else GENERATOR
    return [
        Text(x=0, y=high, text=words, color=color, size=LETTERS, bold=True, room=room),
        Text(x=1, y=high, text=told, size=LETTERS, align="right", bold=True, room=0.98 - room),
    ]
