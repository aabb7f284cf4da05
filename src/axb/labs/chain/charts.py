"""Beside the network: how large the gradient still is at each place on its way back, and the latest lines."""

from typing import TYPE_CHECKING

import numpy as np

from axb.labs.chain.numbers import ACTIVATIONS
from axb.views.numbers import number
from axb.views.scene import Axis, Line, Mark, Points, Scene, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.chain.lab import ChainLab

LOWEST, HIGHEST = 1e-12, 1e2  # of every gradient's axis
NAMES, ABOVE = 1e-11, 8.0  # where places are named; so many times higher than the line stand its factors
SHOWN_LINES = 9


def ladder_scene(lab: "ChainLab") -> Scene:
    """|dL/dh| and |dL/dz| of every layer, from the loss back; dashed: the most that slopes alone let through."""
    count, steepest = len(lab.units), ACTIVATIONS[lab.activation].steepest
    x, y = _sizes(lab)
    marks: list[Mark] = [
        Line(x=x, y=y, color="gradient", width=3),
        Points(x=x, y=y, color="gradient", size=6),
        *_factors(x, y),
    ]
    if x and steepest < 1:
        most = [max(y[-1] * steepest ** (count - place), LOWEST) for place in range(count)]
        marks.append(Line(x=2 * np.arange(count), y=most, color="muted", width=1.5, dashed=True))
    marks += [
        Text(x=2 * place + half, y=NAMES, text=f"{symbol}{place + 1}", color="muted", size=12, align="center")
        for place in range(count)
        for half, symbol in ((0, "z"), (1, "h"))
    ]
    key = "labs_chain.ladder_bound" if steepest < 1 else "labs_chain.ladder"
    return Scene(
        Axis(say("labs_chain.axis_way"), -0.6, 2 * count - 0.4, shown=False),
        Axis(say("labs_chain.axis_gradient"), LOWEST, HIGHEST, log=True),
        marks,
        say(key, most=number(steepest)),
    )


def _sizes(lab: "ChainLab") -> tuple[list[float], list[float]]:
    """Where on the way back, and the norm over a layer's units, of what is computed already; from left to right."""
    done = {line[:2] for line in lab.lines[: lab.now]}
    known = [
        (float(2 * place + half), float(np.linalg.norm(values)))
        for place, layer in enumerate(lab.numbers_of_pass.layers)
        for half, kind, values in ((0, "dz", layer.back), (1, "dh", layer.arriving))
        if (kind, place) in done
    ]
    return [x for x, _ in known], [min(max(y, LOWEST), HIGHEST) for _, y in known]


def _factors(x: list[float], y: list[float]) -> list[Mark]:
    """Between every two places how many times what is left of them."""
    return [
        Text(
            x=(x[place] + x[place + 1]) / 2, y=ABOVE * float(np.sqrt(y[place] * y[place + 1])),
            text=f"× {number(y[place] / y[place + 1]) if y[place] > LOWEST else 0}",
            color="gradient", size=12, align="center",
        )
        for place in range(len(x) - 1)
    ]  # fmt: skip


def lines_scene(lab: "ChainLab") -> Scene:
    """The latest lines; the last one bold."""
    lines = lab.lines[: lab.now][-SHOWN_LINES:]
    marks: list[Mark] = [
        Text(
            x=0.02, y=SHOWN_LINES - row - 0.5, text=line.text, bold=row + 1 == len(lines),
            color="gradient" if line.kind[0] in "ds" else "ink", size=13.0 * min(1.0, 48 / len(line.text)),
        )
        for row, line in enumerate(lines)
    ]  # fmt: skip
    marks = marks or [Text(x=0.02, y=SHOWN_LINES - 0.5, text="…", color="muted")]
    axes = Axis(low=0, high=1, shown=False), Axis(low=0, high=SHOWN_LINES, shown=False)
    return Scene(*axes, marks, say("labs_chain.lines"))
