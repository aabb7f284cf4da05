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
LETTERS = 12.0
SIDE = 0.86  # of a picture, which are 1 apart
COLUMN, HEADS, BAR = (
    1.75,
    2.7,
    1.5,
)  # of the strange ones: how wide each is, room for the rows' heads, of a bar
TELLS, MAKES, THICK = 0.75, 0.0, 0.26  # where their bars lie, and how thick they are
PAIR = 5  # classes below one another
NAMES, GROUPS = 2.1, (0.0, 1.25, 2.5)  # room for their names; where what is real, surest and new begins
BLOCK = NAMES + GROUPS[2] + MADE


def odd_scene(told: Outcome | None, made: Outcome | None) -> Scene:
    """A column for each strange picture: the discriminative model's answer, and how usual the other finds it."""
    marks, first = list[Mark](), told or made
    for place, pixels in enumerate(first.each("odd", len(ODD)) if first is not None else ()):
        left = COLUMN * place
        marks += _picture(pixels, left, 1.5, new=place > 0)
        words = say(f"labs_two_questions.odd_{ODD[place]}")
        marks.append(Text(x=left, y=2.58, text=words, color="muted", size=LETTERS))
        if told is not None:
            chances = told.chances["odd"][place]
            best = int(np.argmax(chances))
            marks += _bar(left, TELLS, chances[best], DISCRIMINATOR, told.labels[best])
        if made is not None:
            marks += _bar(left, MAKES, made.usual["odd"][place], GENERATOR, "")
    for y, player, color in ((TELLS, "tell", DISCRIMINATOR), (MAKES, "make", GENERATOR)):
        head = say(f"labs_two_questions.odd_{player}") if first is not None else ""
        middle = y + THICK / 2
        marks.append(Text(x=-0.2, y=middle, text=head, color=color, size=LETTERS, align="right", bold=True))
    wide = COLUMN * len(ODD)
    axes = Axis(low=-HEADS, high=wide, shown=False), Axis(low=-0.15, high=2.8, shown=False)
    caption = say(f"labs_two_questions.seen_odd{'' if first else '_waiting'}")
    return Scene(*axes, marks, caption, square=True, wide=True)


def _bar(left: float, low: float, share: float, color: str, name: str) -> list[Mark]:
    """How large a share is, and above it whose."""
    high = low + THICK
    return [
        Boxes(x0=[left], y0=[low], x1=[left + share], y1=[high], color=color, fill=0.7, width=0),
        Boxes(x0=[left], y0=[low], x1=[left + 1], y1=[high], color="muted", fill=0, width=1),
        Text(x=left + 1.06, y=low + THICK / 2, text=f"{share:.0%}", size=LETTERS),
        Text(x=left, y=high + 0.2, text=name, size=LETTERS, bold=True),
    ]


def made_scene(told: Outcome | None, made: Outcome | None) -> Scene:
    """For each class a real picture, what the discriminative model is surest of, and new ones by the other."""
    first = told or made
    names = first.labels[:MOST_CLASSES] if first is not None else []
    marks, high = list[Mark](), float(min(max(len(names), 2), PAIR))
    for row, name in enumerate(names):
        left, floor = BLOCK * (row // PAIR), high - row % PAIR - 1
        marks.append(Text(x=left - 0.12, y=floor + SIDE / 2, text=name, size=LETTERS, align="right"))
        for x, pixels, new in _row(told, made, row, len(names)):
            marks += _picture(pixels, left + x, floor, new)
    blocks = max(-(-len(names) // PAIR), 1)
    for block in range(blocks if first is not None else 0):
        marks += _heads(BLOCK * block, high, told)
    axes = (
        Axis(low=-NAMES, high=BLOCK * blocks - NAMES, shown=False),
        Axis(low=-0.1, high=high + 0.5, shown=False),
    )
    caption = say(f"labs_two_questions.seen_made{'' if first else '_waiting'}")
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
        (GROUPS[0] + SIDE, "right", "real", "ink"),
        (GROUPS[1] + SIDE / 2, "center", "surest", DISCRIMINATOR),
        (GROUPS[2] + MADE - 1 + SIDE, "right", "new", GENERATOR),
    ]
    return [
        Text(
            x=left + x, y=high + 0.15, size=LETTERS, align=side, color=color, bold=True,
            text=say(f"labs_two_questions.made_{name}", sure=sure),
        )
        for x, side, name, color in heads
    ]  # fmt: skip


def _picture(pixels: Pixels, left: float, floor: float, new: bool) -> list[Mark]:
    """As it is, in a solid frame where it is real, a dashed one where it was made up."""
    right, high = left + SIDE, floor + SIDE
    image = Image(
        x0=left, y0=floor, x1=right, y1=high, pixels=pixels, smooth=False, frame="" if new else "ink"
    )
    if not new:
        return [image]
    return [
        image, Boxes(x0=[left], y0=[floor], x1=[right], y1=[high], color="muted", fill=0, width=1, dashed=True)
    ]  # fmt: skip
