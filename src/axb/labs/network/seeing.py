"""What every unit answers all over the plane, as pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from axb.labs.network.points import Points
from axb.layers import Dense
from axb.training import Model
from axb.views.palette import NEGATIVE, POSITIVE, class_color

Floats = NDArray[np.floating[Any]]
Pixels = NDArray[np.uint8]
HUGE = 1e30
FINE = 48  # pixels along a side of the whole surface
PALE = 0.62  # how much of its colour a class's ground has: points in the same colour stay visible
WHITE = np.array([250, 250, 248], np.float32)


@dataclass(frozen=True)
class Bounds:
    """The part of the plane that is shown."""

    x0: float
    x1: float
    y0: float
    y1: float

    @classmethod
    def around(cls, points: Points) -> "Bounds":
        """All points with some air around them; at least [-1.2, 1.2] where they are small numbers."""
        if points.kind == "points":
            reach = float(np.abs(points.x).max(initial=1.0)) * 1.12
            return cls(-reach, reach, -reach, reach)
        low, high = points.x.min(0), points.x.max(0)
        air = np.maximum((high - low) * 0.08, 1e-6)
        (x0, y0), (x1, y1) = (low - air).tolist(), (high + air).tolist()
        return cls(x0, x1, y0, y1)

    def grid(self, side: int) -> Floats:
        """The middles of side x side pixels, row 0 on top: `(side * side, 2)`."""
        step = (np.arange(side, dtype=np.float32) + 0.5) / side
        x = self.x0 + step * (self.x1 - self.x0)
        y = self.y1 - step * (self.y1 - self.y0)
        return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2).astype(np.float32)


@torch.no_grad()
def outputs(model: Model, places: Floats) -> list[Floats]:
    """What the places are when they enter, then what each layer's units answer to them: `(N, units)` each.

    What is no number any more is 0, what is beyond 1e30 is that.
    """
    x: Tensor = torch.from_numpy(places)
    seen: list[Floats] = []
    for part in model.layers[1:]:
        if isinstance(part, Dense):
            if not seen:
                seen.append(x.numpy())
            seen.append(part(x).numpy())
        x = part(x) if not isinstance(part, Dense) else torch.from_numpy(seen[-1])
    return [np.nan_to_num(answers).clip(-HUGE, HUGE) for answers in (*seen[:-1], x.numpy())]


def dense_of(model: Model) -> list[Dense]:
    """The layers that hold an a and a b, in order."""
    return [part for part in model.layers if isinstance(part, Dense)]


def signed(values: Floats, scale: float, shades: Pixels | None = None) -> Pixels:
    """Blue below zero, white (or what `shades` has there), orange above; full colour at `scale`. values: any shape."""
    shade = ((values * (127 / scale)).clip(-127, 127) + 127.5).astype(np.uint8)
    pixels: Pixels = (SIGNED if shades is None else shades)[shade]
    return pixels


def classes(values: Floats, labels: Sequence[int]) -> Pixels:
    """The colour of the most likely class, the paler the less sure. values: `(..., 1)` or `(..., classes)`."""
    chances = np.concatenate([1 - values, values], axis=-1) if values.shape[-1] == 1 else values
    colors = np.array([rgb(class_color(label)) for label in labels])
    sure = (chances.max(-1, keepdims=True) * len(labels) - 1) / (len(labels) - 1)
    return _mixed(colors[chances.argmax(-1)], sure.clip(0, 1) * PALE)


def one_class(values: Floats, label: int) -> Pixels:
    """How likely one class is: from white to its colour. values: any shape."""
    return _mixed(rgb(class_color(label)), values.clip(0, 1)[..., None] * PALE)


def _mixed(color: Floats, share: Floats, middle: Floats = WHITE) -> Pixels:
    return (middle + share * (color - middle)).astype(np.uint8)


def rgb(color: str) -> Floats:
    """ "#rrggbb" as three numbers."""
    return np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)], np.float32)


def hex_color(pixel: Pixels) -> str:
    """Three numbers as "#rrggbb"."""
    return "#" + "".join(f"{int(part):02x}" for part in pixel)


def _shades(middle: Floats, full: float) -> Pixels:
    """The colours of -127..127."""
    share = np.linspace(-1, 1, 255, dtype=np.float32)[:, None]
    return _mixed(np.where(share < 0, rgb(NEGATIVE), rgb(POSITIVE)), np.abs(share) * full, middle)


SIGNED = _shades(WHITE, 0.9)
SIGNED_DOTS = _shades(np.array([150, 150, 150], np.float32), 1.0)  # seen on the white of their ground
