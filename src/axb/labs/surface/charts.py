"""What happens by step: the loss, and how far each of the two numbers moves for each unit of its slope."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.labs.surface.paths import Array
from axb.labs.surface.roster import title
from axb.views.palette import OPTIMIZERS
from axb.views.scene import Axis, Line, Mark, Points, Scene, Text
from axb.words import say
from axb.words.wrapping import cells

if TYPE_CHECKING:
    from axb.labs.surface.lab import SurfaceLab

MOST = 150  # places of a curve that are drawn
LOWEST = 1e-8  # a loss below this is drawn as this
DECADES = 3.0  # of effective rates around the middle one, up and down, that are seen at most
HEAD = 0.17  # of the axis, above all curves: for its own name
ROOM = 0.42  # of the steps' length, to the right of them: for names
NAME, LONG = 11.5, 12  # the letters of a name; from so many columns on they are smaller
LINE = 0.09  # of the picture's height: from one name to the next
WINDOW = 25  # steps over which moves and slopes are summed: momentum swings


def loss_scene(lab: "SurfaceLab") -> Scene:
    """Each optimizer's loss up to now, logarithmic."""
    losses = np.maximum(lab.paths.losses, LOWEST)
    low, high = _decades(losses)
    ends = {name: float(loss[lab.now]) for name, loss in zip(lab.shown, losses, strict=True)}
    marks: list[Mark] = []
    for name, loss in zip(lab.shown, losses, strict=True):
        steps = _thinned(lab.now)
        marks.append(Line(x=steps, y=loss[steps], color=OPTIMIZERS[name], width=3))
        marks.append(Points(x=[lab.now], y=[loss[lab.now]], color=OPTIMIZERS[name], size=5))
    if lab.now:  # before, the legend of the surface tells them
        marks += _names(lab, ends, low, high)
    return Scene(
        Axis(say("labs_line.axis_step"), 0, lab.steps * (1 + ROOM)),
        Axis(say("labs_surface.axis_loss"), low, high, log=True),
        marks,
        say("labs_surface.loss"),
    )


def rates_scene(lab: "SurfaceLab") -> Scene:
    """|step| / |slope| of both numbers up to now: the first solid, the second dashed; logarithmic."""
    rates = lab.paths.rates(WINDOW)
    low, high = _rate_range(rates)
    marks, ends = list[Mark](), dict[str, float]()
    steps = _thinned(max(lab.now - 1, 0)) if lab.now else np.empty(0, np.int64)
    for name, rate in zip(lab.shown, rates, strict=True):
        for number, dashed in ((0, False), (1, True)):
            shown = np.clip(rate[steps, number], low, high)
            marks.append(Line(x=steps + 1, y=shown, color=OPTIMIZERS[name], width=3 - number, dashed=dashed))
        known = rate[steps][~np.isnan(rate[steps]).any(axis=1)] if len(steps) else rate[:0]
        if len(known):
            ends[name] = float(np.clip(known[-1].max(), low, high))
    x, y = (say(key) for key in lab.surface.axes)
    return Scene(
        Axis(say("labs_line.axis_step"), 0, lab.steps * (1 + ROOM)),
        Axis(say("labs_surface.axis_rate"), low, high, log=True),
        [*marks, *_names(lab, ends, low, high)],
        say("labs_surface.rates", x=x, y=y, window=WINDOW),
    )


def _thinned(last: int) -> NDArray[np.int64]:
    """Steps from 0 to the last, at most so many."""
    return np.unique(np.linspace(0, last, min(MOST, last + 1)).astype(np.int64))


def _decades(values: Array) -> tuple[float, float]:
    """The powers of ten around all of them."""
    return _ends(float(np.log10(values.min())), float(np.log10(values.max())))


def _rate_range(rates: Array) -> tuple[float, float]:
    """Powers of ten around all that are not too far from the middle one."""
    known = np.log10(rates[np.isfinite(rates) & (rates > 0)])
    if not len(known):
        return _ends(-2.0, 0.0)
    least, middle, most = np.quantile(known, [0.0, 0.5, 1.0])
    return _ends(max(least, middle - DECADES), min(most, middle + DECADES))


def _ends(low: float, high: float) -> tuple[float, float]:
    """Of an axis: 10 to whole powers around these, and room above, where its name stands."""
    bottom = np.floor(low)
    top = max(np.ceil(high), bottom + 1)
    return float(10.0**bottom), float(10.0 ** (top + HEAD * (top - bottom)))


def _names(lab: "SurfaceLab", ends: dict[str, float], low: float, high: float) -> list[Mark]:
    """Each name beside its curve's end, moved apart where they would cover one another."""
    span = np.log10(high / low)
    wanted = {name: np.log10(end / low) / span for name, end in ends.items()}
    places = spread(list(wanted.values()), LINE)
    return [
        _name(lab, name, float(low * 10 ** (place * span)))
        for name, place in zip(wanted, places, strict=True)
    ]


def _name(lab: "SurfaceLab", name: str, y: float) -> Text:
    words = title(name)
    size = NAME * min(1.0, LONG / cells(words))
    return Text(x=lab.now + 0.02 * lab.steps, y=y, text=words, color=OPTIMIZERS[name], size=size, bold=True)


def spread(wanted: list[float], gap: float) -> list[float]:
    """Places between 0 and 1 near the wanted ones, in the same order, at least `gap` apart (closer if they must)."""
    gap = min(gap, 1 / max(len(wanted), 1))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed, floor = [0.0] * len(wanted), gap / 2
    for rank, index in enumerate(order):
        room_above = 1 - gap / 2 - (len(order) - 1 - rank) * gap
        placed[index] = max(floor, min(wanted[index], room_above))
        floor = placed[index] + gap
    return placed
