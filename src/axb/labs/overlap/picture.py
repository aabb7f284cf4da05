"""Counts of windows as shades and figures; what untrained decoders draw."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from axb.data import load
from axb.training import Autoencoder
from axb.training.seeds import seed_turn
from axb.views.cividis import cividis
from axb.views.scene import Axis, Image, Mark, Scene, Text
from axb.words import say
from axb.zoo import facts_of, find

LETTERS, DARK = 11.0, 0.55  # of a figure; shades above this get dark ones
WAYS = ("transposed", "resize")


def counts_scene(counts: NDArray[np.int64], up: str, patch: int) -> Scene:
    """Each pixel as bright as it has windows, the number written on it."""
    side, most = len(counts), max(int(counts.max()), 1)
    shades = counts / most
    marks: list[Mark] = [Image(x0=0, y0=0, x1=side, y1=side, pixels=cividis(shades), smooth=False)]
    for row, column in zip(*np.nonzero(counts), strict=True):
        color = "#000000" if shades[row, column] > DARK else "#ffffff"
        place = {"x": column + 0.5, "y": side - row - 0.5}
        marks.append(Text(**place, text=str(counts[row, column]), color=color, size=LETTERS, align="center"))
    axes = Axis(low=0, high=side, shown=False), Axis(low=0, high=side, shown=False)
    return Scene(*axes, marks, say(f"labs_overlap.seen_{up}", patch=patch), square=True)


def untrained_scene() -> Scene:
    """Left by transposed convolutions of 3 x 3, right by copied pixels: first weights, the same code."""
    marks = list[Mark]()
    for place, up in enumerate(WAYS):
        left = 1.1 * place
        pixels = np.repeat(untrained(up), 3, axis=2)
        marks.append(Image(x0=left, y0=0, x1=left + 1, y1=1, pixels=pixels, smooth=False))
        marks.append(Text(x=left + 0.5, y=1.05, text=say(f"labs_overlap.way_{up}"), size=13, align="center"))
    axes = Axis(low=-0.05, high=2.15, shown=False), Axis(low=-0.05, high=1.15, shown=False)
    return Scene(*axes, marks, say("labs_overlap.seen_untrained"), square=True)


@cache
def untrained(up: str) -> NDArray[np.uint8]:
    """What a decoder of first weights makes of a code, `(28, 28, 1)`, its contrast stretched to be seen."""
    seed_turn(0, 0, 0)
    model = find("conv_autoencoder").make(facts_of(load("fashion-mini")), {"up": up})
    assert isinstance(model, Autoencoder)
    code = np.random.default_rng(1).standard_normal((1, model.latent), np.float32)
    drawn = model.decode(8 * code)[0]
    stretched = (drawn - drawn.min()) / max(float(np.ptp(drawn)), 1e-6)
    return np.asarray(255 * stretched).astype(np.uint8)
