"""The arena of pictures: some that are real beside some that are forged, each with the detective's judgement."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray

from axb.labs.arena.match import Match
from axb.labs.arena.plane import REAL
from axb.views.palette import DISCRIMINATOR, GENERATOR
from axb.views.scene import Axis, Boxes, Image, Mark, Scene, Text
from axb.words import say

SIDE = 5  # pictures from left to right, and from top to bottom
PITCH, BAR = 1.28, 0.1  # from one picture to the next; how high the judgement below it is
GAP = 0.7  # between what is real and what is forged
HEAD = 0.75  # room for the words above


def sheet_scene(match: Match) -> Scene:
    """Real ones in solid frames to the left, forged ones in dashed frames to the right."""
    real = match.material.x[match.material.picked[: SIDE * SIDE]]
    made = match.made()[: SIDE * SIDE].numpy()
    wide, high = 2 * SIDE * PITCH + GAP, SIDE * PITCH + HEAD
    marks: list[Mark] = [
        *_block(match, real, 0.0, REAL, dashed=False),
        *_block(match, made, SIDE * PITCH + GAP, GENERATOR, dashed=True),
    ]
    for left, key in ((0.0, "labs_arena.real"), (SIDE * PITCH + GAP, "labs_arena.made")):
        marks.append(Text(x=left, y=high - HEAD / 2, text=say(key), size=15, bold=True))
    x, y = Axis(low=-0.1, high=wide, shown=False), Axis(low=-0.1, high=high, shown=False)
    return Scene(x, y, marks, say("labs_arena.seen_sheet"), square=True)


def _block(
    match: Match, pictures: NDArray[np.generic], left: float, color: str, dashed: bool
) -> Iterator[Mark]:
    """Rows of pictures; below each a violet bar, as long as the detective thinks it is real."""
    with torch.no_grad():
        real = torch.sigmoid(match.game.judge(torch.from_numpy(pictures), None))[:, 0].numpy()
    numbers = np.arange(len(pictures))
    x, y = left + numbers % SIDE * PITCH, (SIDE - 1 - numbers // SIDE) * PITCH + BAR + 0.06
    for place, pixels in enumerate(pictures):
        yield Image(
            x0=x[place], y0=y[place], x1=x[place] + 1, y1=y[place] + 1, pixels=_grey(pixels), smooth=False
        )
    yield Boxes(x0=x, y0=y, x1=x + 1, y1=y + 1, color=color, fill=0.0, width=2, dashed=dashed)
    low = y - BAR - 0.03
    yield Boxes(x0=x, y0=low, x1=x + 1, y1=low + BAR, color="muted", fill=0.15, width=0)
    yield Boxes(x0=x, y0=low, x1=x + real, y1=low + BAR, color=DISCRIMINATOR, fill=1.0, width=0)


def _grey(pixels: NDArray[np.generic]) -> NDArray[np.uint8]:
    """`(H, W, 1)` from 0 to 255 as colours."""
    grey: NDArray[np.uint8] = np.repeat(
        np.asarray(pixels, np.float32).clip(0, 255).astype(np.uint8), 3, axis=2
    )
    return grey
