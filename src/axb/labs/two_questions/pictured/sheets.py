"""What both models say of strange pictures, and what either gives who is asked to make some."""

import numpy as np
from numpy.typing import NDArray

from axb.labs.two_questions.pictured.asked import MOST_CLASSES, ODD
from axb.labs.two_questions.pictured.maker import MADE
from axb.labs.two_questions.pictured.outcome import Outcome
from axb.views.palette import DISCRIMINATOR, GENERATOR
from axb.views.scene import Axis, Boxes, Image, Mark, Scene, Text
from axb.words import say

Pixels = NDArray[np.uint8]
LETTERS, NAME = 12.0, 10.5
SIDE = 0.86  # of a picture that is made, which are 1 apart
ACROSS, CELL, HIGH = 3, 5.4, 2.2  # strange pictures beside one another, and how large each one's place is
LARGE, WORDS, BAR, THICK = 1.85, 2.0, 3.2, 0.16  # its picture, where words begin, its bars
TELLS, MAKES = 0.83, 0.18  # where these lie
ROWS = 5  # classes below one another
NAMES, GROUPS = 3.6, (0.0, 1.9, 3.8)  # room for their names; where what is real, surest and new begins
BLOCK = NAMES + GROUPS[2] + MADE


def odd_scene(told: Outcome | None, made: Outcome | None) -> Scene:
    """Strange pictures, each with the discriminative model's answer, and how usual the other finds it."""
    marks, first = list[Mark](), told or made
    down = -(-len(ODD) // ACROSS)
    for place, pixels in enumerate(first.each("odd", len(ODD)) if first is not None else ()):
        left, floor = CELL * (place % ACROSS), HIGH * (down - 1 - place // ACROSS)
        words = say(f"labs_two_questions.odd_{ODD[place]}")
        marks += _picture(pixels, left, floor, place > 0, LARGE)
        marks.append(Text(x=left + WORDS, y=floor + 1.68, text=words, size=LETTERS))
        marks += _answer(told, made, place, left + WORDS, floor)
    axes = Axis(low=-0.05, high=CELL * ACROSS, shown=False), Axis(low=-0.1, high=HIGH * down, shown=False)
    caption = say(f"labs_two_questions.seen_odd{'' if first else '_waiting'}")
    return Scene(*axes, marks, caption, square=True, wide=True)


def _answer(told: Outcome | None, made: Outcome | None, place: int, left: float, floor: float) -> list[Mark]:
    marks = list[Mark]()
    if told is not None:
        chances = told.chances["odd"][place]
        best = int(np.argmax(chances))
        words = f"{told.short[best]} {chances[best]:.0%}"
        marks += _bar(left, floor + TELLS, chances[best], DISCRIMINATOR, words)
    if made is not None:
        usual = made.usual["odd"][place]
        words = say("labs_two_questions.less_usual", share=f"{usual:.0%}")
        marks += _bar(left, floor + MAKES, usual, GENERATOR, words)
    return marks


def _bar(left: float, low: float, share: float, color: str, words: str) -> list[Mark]:
    """How large a share is, and above it whose."""
    high, full = low + THICK, left + BAR
    return [
        Boxes(x0=[left], y0=[low], x1=[left + BAR * share], y1=[high], color=color, fill=0.9, width=0),
        Boxes(x0=[left], y0=[low], x1=[full], y1=[high], color="muted", fill=0, width=1),
        Text(x=left, y=high + 0.2, text=words, color=color, size=NAME, bold=True),
    ]


def made_scene(told: Outcome | None, made: Outcome | None) -> Scene:
    """For each class a real picture, what the discriminative model is surest of, and new ones by the other."""
    first = told or made
    names = first.short[:MOST_CLASSES] if first is not None else []
    marks, high = list[Mark](), float(min(max(len(names), 2), ROWS))
    for row, name in enumerate(names):
        left, floor = BLOCK * (row // ROWS), high - row % ROWS - 1
        marks.append(Text(x=left - 0.12, y=floor + SIDE / 2, text=name, size=NAME, align="right"))
        for x, pixels, new in _row(told, made, row, len(names)):
            marks += _picture(pixels, left + x, floor, new)
    blocks = max(-(-len(names) // ROWS), 1)
    for block in range(blocks if first is not None else 0):
        marks += _heads(BLOCK * block, high, told)
    axes = (
        Axis(low=-NAMES, high=BLOCK * blocks - NAMES, shown=False),
        Axis(low=-0.1, high=high + 0.5, shown=False),
    )
    caption = say(f"labs_two_questions.seen_new{'' if first else '_waiting'}")
    return Scene(*axes, marks, caption, square=True, wide=True)


def _row(told: Outcome | None, made: Outcome | None, row: int, many: int) -> list[tuple[float, Pixels, bool]]:
    """Where each picture of a class stands, and whether a model made it."""
    first = told or made
    found = [(GROUPS[0], first.each("real", many)[row], False)] if first is not None else []
    if told is not None:
        found.append((GROUPS[1], told.each("made", many)[row], True))
    if made is not None:
        new = made.each("made", many * MADE)[row * MADE : (row + 1) * MADE]
        found += [(GROUPS[2] + at, one, True) for at, one in enumerate(new)]
    return found


def _heads(left: float, high: float, told: Outcome | None) -> list[Mark]:
    sure = f"{np.mean(told.surest):.0%}" if told is not None else ""
    heads = [
        (GROUPS[0] + SIDE / 2, "center", "real", "ink"),
        (GROUPS[1] + SIDE / 2, "center", "surest", DISCRIMINATOR),
        (GROUPS[2] + (MADE - 1 + SIDE) / 2, "center", "new", GENERATOR),
    ]
    return [
        Text(
            x=left + x, y=high + 0.15, size=NAME, align=side, color=color, bold=True,
            text=say(f"labs_two_questions.made_{name}", sure=sure),
        )
        for x, side, name, color in heads
    ]  # fmt: skip


def _picture(pixels: Pixels, left: float, floor: float, new: bool, side: float = SIDE) -> list[Mark]:
    """As it is, in a solid frame where it is real, a dashed one where it was made up."""
    right, high = left + side, floor + side
    image = Image(
        x0=left, y0=floor, x1=right, y1=high, pixels=pixels, smooth=False, frame="" if new else "ink"
    )
    if not new:
        return [image]
    return [
        image, Boxes(x0=[left], y0=[floor], x1=[right], y1=[high], color="muted", fill=0, width=1, dashed=True)
    ]  # fmt: skip
