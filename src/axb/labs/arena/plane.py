"""The arena of points: what is real, what is forged, and what the detective thinks of every place."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from axb.labs.arena.match import Match
from axb.labs.arena.material import Material, flat
from axb.labs.network.seeing import FINE, PALE, WHITE, rgb
from axb.views.palette import DISCRIMINATOR, GENERATOR
from axb.views.scene import Axis, Image, Mark, Points, Scene, Segments
from axb.words import say

REAL = "#333b47"  # seen on all of the ground, which is light on dark pages too
ARROWS = 24  # forgeries that show which way they are told to go
WEAK, STRONG = -4.0, 1.0  # powers of ten of a pull: its arrow has no length; it is as long as any
LONG = 0.2  # of half the picture
Floats = NDArray[np.float64]


def plane_scene(match: Match) -> Scene:
    """The ground, examples (filled), forgeries (hollow), and where the detective's gradient would have them go."""
    seen, made = match.material.seen, match.made()
    image = Image(x0=seen.x0, y0=seen.y0, x1=seen.x1, y1=seen.y1, pixels=ground(match))
    x, y = made.numpy().T
    forged = Points(x=x, y=y, color=GENERATOR, size=3.6, hollow=True)
    return _plane(match.material, [image, forged, _real(match.material), arrows(match, made)])


def board_scene(material: Material) -> Scene:
    """The examples alone, while they are too few to play for."""
    return _plane(material, [_real(material)])


def _real(material: Material) -> Points:
    x, y = material.x.round(4).T
    return Points(x=x, y=y, color=REAL, size=2.8, name="point", grab=True)


def _plane(material: Material, marks: Sequence[Mark]) -> Scene:
    assert material.points is not None
    seen, square = material.seen, material.points.kind == "points"
    axes = (
        Axis(material.points.axes[0], seen.x0, seen.x1, shown=not square),
        Axis(material.points.axes[1], seen.y0, seen.y1, shown=not square),
    )
    return Scene(*axes, marks, say("labs_arena.seen_plane"), square, taps=True)


@torch.no_grad()
def ground(match: Match) -> NDArray[np.uint8]:
    """What the detective thinks of each place, `(FINE, FINE, 3)`: violet real, teal forged, white undecided."""
    places = torch.from_numpy(match.material.seen.grid(FINE))
    surely = torch.tanh(match.game.judge(places, None) / 2).numpy()  # 2 D(x) - 1
    colors = np.where(surely > 0, rgb(DISCRIMINATOR), rgb(GENERATOR))
    pixels: NDArray[np.uint8] = (WHITE + PALE * np.abs(surely) * (colors - WHITE)).astype(np.uint8)
    return pixels.reshape(FINE, FINE, 3)


def pulls(match: Match, made: Tensor) -> Floats:
    """Minus the gradient of the forger's loss by each of its forgeries, for the data's size: `(n, numbers)`."""
    place = made.detach().float().requires_grad_()
    judged = match.game.judge(place, None)
    minimax = match.game.settings.loss == "minimax"
    loss = -torch.nn.functional.softplus(judged) if minimax else torch.nn.functional.softplus(-judged)
    (slope,) = torch.autograd.grad(loss.sum(), place)
    return (-match.material.size * flat(slope)).double().numpy()


def arrows(match: Match, made: Tensor) -> Segments:
    """Magenta, their length logarithmic: a pull that is next to nothing has no arrow."""
    pull = pulls(match, made[:ARROWS])
    seen = match.material.seen
    strength = np.linalg.norm(pull, axis=1, keepdims=True)
    share = np.clip((np.log10(strength + 1e-30) - WEAK) / (STRONG - WEAK), 0, 1)
    step = LONG * share * pull / (strength + 1e-30) * [(seen.x1 - seen.x0) / 2, (seen.y1 - seen.y0) / 2]
    begin = made[:ARROWS].numpy()
    end = begin + step
    width = np.where(share[:, 0] > 0, 1.6, 0.0)
    return Segments(
        x0=begin[:, 0], y0=begin[:, 1], x1=end[:, 0], y1=end[:, 1], color="gradient", width=width, arrow=True
    )
