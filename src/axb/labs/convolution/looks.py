"""How numbers look in this lab's pictures: colours of weights, of maps, and the frame of what is under the window."""

import numpy as np
from numpy.typing import NDArray

from axb.labs.convolution.seen import Floats
from axb.labs.network.seeing import SIGNED
from axb.views.cividis import cividis
from axb.views.scene import Boxes, Image, Mark

Pixels = NDArray[np.uint8]
NOW, EDGE = "#F0E442", "#000000"  # the frame, seen on every colour of the scales


def grey(values: Floats) -> Pixels:
    """0 (black) to 1 (white), with one more axis of 3."""
    return np.repeat((values.clip(0, 1) * 255).astype(np.uint8)[..., None], 3, axis=-1)


def signed(values: Floats, full: float = 0.0) -> Pixels:
    """Blue below zero, white, orange above; full colour at `full`, or at the largest."""
    share = values / (full or float(np.abs(values).max()) or 1.0)
    pixels: Pixels = SIGNED[(share.clip(-1, 1) * 127 + 127).round().astype(np.uint8)]
    return pixels


def shades(values: Floats) -> Pixels:
    """Cividis, from the least to the largest."""
    low, high = float(values.min()), float(values.max())
    return cividis((values - low) / ((high - low) or 1.0))


def image(pixels: Pixels, left: float = 0.0, bottom: float = 0.0, side: float = 1.0) -> Image:
    """Squares of that side, the lower left corner there."""
    rows, columns = pixels.shape[:2]
    return Image(
        x0=left, y0=bottom, x1=left + side * columns, y1=bottom + side * rows, pixels=pixels, smooth=False
    )


def filled(values: Floats, count: int) -> list[Image]:
    """The first `count` of them in reading order, in the colours that all of them will have."""
    (rows, columns), pixels = values.shape, shades(values)
    whole, rest = divmod(count, columns)
    marks = [image(pixels[:whole], bottom=rows - whole)] if whole else []
    return [*marks, image(pixels[whole : whole + 1, :rest], bottom=rows - whole - 1)] if rest else marks


def frame(
    left: float, bottom: float, wide: float, high: float, name: str = "", step: float | None = None,
    width: float = 2.5,
) -> list[Mark]:  # fmt: skip
    """Around what is looked at now; with a name it can be dragged, `step` at a time by arrow keys."""
    x0, y0, x1, y1 = [left], [bottom], [left + wide], [bottom + high]
    return [
        Boxes(x0=x0, y0=y0, x1=x1, y1=y1, color=EDGE, fill=0.0, width=2 * width),
        Boxes(
            x0=x0,
            y0=y0,
            x1=x1,
            y1=y1,
            color=NOW,
            fill=0.0,
            width=width,
            name=name,
            grab=bool(name),
            step=step,
        ),
    ]


def outline(wide: float, high: float) -> Boxes:
    """Where something is, or will be."""
    return Boxes(x0=[0.0], y0=[0.0], x1=[wide], y1=[high], color="muted", fill=0.0, width=1.5)


def short(value: float) -> str:
    """Two decimals at most, and none that say nothing."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")
