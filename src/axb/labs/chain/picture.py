"""A small network as a picture that holds all its numbers: forward in ink to the right, back in magenta to the left."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from axb.labs.chain.lines import name, product_line, weight
from axb.labs.chain.numbers import ACTIVATIONS, Pass, paths
from axb.views.numbers import number
from axb.views.scene import Axis, Boxes, Mark, Scene, Segments, Text
from axb.words import say

if TYPE_CHECKING:
    from axb.labs.chain.lab import ChainLab

WIDTH, HEIGHT, BOTTOM = 16.0, 6.0, 0.9  # of the picture; below stands the product
LEFT, RIGHT = 0.9, 15.1
WIRE = "wire"  # the names of wires begin so
HALF_WIDE = 0.72  # of a unit's box
ROW = 0.36  # from one number below a unit to the next


class Places(NamedTuple):
    """Columns' x; the y of each column's units; half of a box's height; whether every layer is one unit."""

    x: list[float]
    y: list[list[float]]
    half: float
    alone: bool


def places(sizes: tuple[int, ...]) -> Places:
    """Of the input, every layer's units, and the loss."""
    columns = [1, *sizes, 1]
    middle = 3.75 if max(columns) == 1 else (BOTTOM + HEIGHT) / 2
    pitch = (HEIGHT - BOTTOM - 0.2) / max(columns)
    rows = [[middle - (unit - (count - 1) / 2) * pitch for unit in range(count)] for count in columns]
    x = [float(one) for one in np.linspace(LEFT, RIGHT, len(columns))]
    return Places(x, rows, min(0.62, pitch * 0.24), max(columns) == 1)


def wire_of(name: str) -> tuple[int, int, int] | None:
    """(layer, start, end) of the wire whose mark is called so; None for another mark."""
    kind, *numbers = name.split(":")
    if kind != WIRE:
        return None
    layer, start, end = map(int, numbers)
    return layer, start, end


def pass_scene(lab: "ChainLab") -> Scene:
    """Input to the left, loss to the right; each number from the line on that computes it."""
    seen, at = lab.numbers_of_pass, places(lab.units)
    lines = lab.lines[: lab.now]
    done = {line[:4] for line in lines}
    marks: list[Mark] = [*_wires(seen, at, done), *_ends(seen, at, done)]
    for place in range(len(seen.layers)):
        for unit in range(lab.units[place]):
            current = bool(lines) and lines[-1][1:3] == (place, unit) and lines[-1].kind != "loss"
            marks += _unit(lab, seen, at, done, (place, unit), current)
    caption = say("labs_chain.pass", activation=lab.activation, step=lab.now, steps=len(lab.lines))
    axes = Axis(low=0, high=WIDTH, shown=False), Axis(low=0, high=HEIGHT, shown=False)
    return Scene(*axes, [*marks, *_product(lab, seen, done)], caption, wide=True)


def _wires(seen: Pass, at: Places, done: set[tuple[str, int, int, int]]) -> list[Mark]:
    marks: list[Mark] = []
    for place, layer in enumerate(seen.layers):
        x0, x1 = at.x[place] + (HALF_WIDE if place else 0.35), at.x[place + 1] - HALF_WIDE
        for start, end in np.ndindex(*layer.a.shape):
            y0, y1, value = at.y[place][start], at.y[place + 1][end], float(layer.a[start, end])
            color = "positive" if value > 0 else "negative" if value < 0 else "muted"
            width = min(max(2.5 * abs(value), 0.8), 8.0)
            line = Segments(
                name=f"{WIRE}:{place}:{start}:{end}",
                x0=[x0],
                y0=[y0],
                x1=[x1],
                y1=[y1],
                color=color,
                width=width,
            )
            marks.append(line)
            marks += _back(seen, at, done, (place, start, end), (x0, y0, x1, y1))
            if at.alone:
                told = f"{weight(seen, place, 0, 0)} = {number(value)}"
                marks.append(
                    Text(x=(x0 + x1) / 2, y=y0 + 0.42, text=told, color=color, align="center", bold=True)
                )
    return marks


def _back(
    seen: Pass,
    at: Places,
    done: set[tuple[str, int, int, int]],
    wire: tuple[int, int, int],
    ends: tuple[float, float, float, float],
) -> list[Mark]:
    """An arrow to the left along the wire, once something has gone back through it; what the weight gets."""
    place, start, end = wire
    x0, y0, x1, y1 = ends
    if ("da", place, end, start) not in done:
        return []
    below = 0.3 if at.alone else 0.09
    arrow = Segments(
        x0=[x1], y0=[y1 - below], x1=[x0], y1=[y0 - below], color="gradient", arrow=True,
        width=2.0 if at.alone else 1.0, opacity=1.0 if at.alone else 0.7,
    )  # fmt: skip
    if not at.alone:
        return [arrow]
    told, x = number(seen.layers[place].gradient[start, end]), (x0 + x1) / 2
    words = (f"dL/d{weight(seen, place, 0, 0)}", told)
    return [arrow, *_column(words, x, y0 - below - 0.34)]


def _unit(
    lab: "ChainLab",
    seen: Pass,
    at: Places,
    done: set[tuple[str, int, int, int]],
    here: tuple[int, int],
    current: bool,
) -> list[Mark]:
    """A box with z and h; above it b; below it what comes back."""
    (place, unit), layer = here, seen.layers[here[0]]
    x, y = at.x[place + 1], at.y[place + 1][unit]
    box = Boxes(
        x0=[x - HALF_WIDE], y0=[y - at.half], x1=[x + HALF_WIDE], y1=[y + at.half], color="ink",
        fill=0.06, width=3.5 if current else 1.2,
    )  # fmt: skip
    told = {
        kind: number(float(value))
        for kind, value in (
            ("z", layer.z[unit]), ("h", layer.h[unit]), ("dh", layer.arriving[unit]), ("slope", layer.slope[unit]),
            ("dz", layer.back[unit]),
        )
        if (kind, place, unit, 0) in done
    }  # fmt: skip
    size = 13.0 if at.alone else 9.5
    words = [(symbol, told.get(kind, "")) for kind, symbol in (("z", "z"), ("h", "h"))]
    marks: list[Mark] = [box]
    for (symbol, value), dy in zip(words, (0.5 * at.half, -0.5 * at.half), strict=True):
        shown = f"{symbol} = {value}" if value else f"{symbol} = ?"
        marks.append(
            Text(x=x, y=y + dy, text=shown, color="ink" if value else "muted", size=size, align="center")
        )
    return [*marks, *_beside(lab, seen, at, here, told)]


def _beside(
    lab: "ChainLab", seen: Pass, at: Places, here: tuple[int, int], told: dict[str, str]
) -> list[Mark]:
    """b above; below dL/dh, times f'(z), is dL/dz (of many units only the last)."""
    (place, unit), layer = here, seen.layers[here[0]]
    x, y = at.x[place + 1], at.y[place + 1][unit]
    if not at.alone:
        return [*_column((f"dL/dz {told['dz']}",), x, y - at.half - 0.18, 10.0)] if "dz" in told else []
    b = float(layer.b[unit])
    color = "positive" if b > 0 else "negative" if b < 0 else "muted"
    words = f"{name('b', seen, place, unit)} = {number(b)}"
    above = Text(x=x, y=y + at.half + 0.3, text=words, color=color, align="center", bold=True)
    sign = ACTIVATIONS[lab.activation].sign
    symbols = {"dh": "dL/dh ", "slope": f"× {sign}′ ", "dz": "= dL/dz "}
    rows = [f"{symbol}{told[kind]}" for kind, symbol in symbols.items() if kind in told]
    return [above, *_column(tuple(rows), x, y - at.half - 0.3)]


def _column(rows: tuple[str, ...], x: float, y: float, size: float = 12.0) -> list[Mark]:
    """Magenta words, one below another."""
    return [
        Text(x=x, y=y - ROW * row, text=words, color="gradient", size=size, align="center", bold=True)
        for row, words in enumerate(rows)
    ]


def _ends(seen: Pass, at: Places, done: set[tuple[str, int, int, int]]) -> list[Mark]:
    """x at the left; at the right the loss, and what it should have been."""
    last, (x, y) = len(seen.layers) - 1, (at.x[-1], at.y[-1][0])
    marks: list[Mark] = [
        Text(
            x=LEFT - 0.55, y=at.y[0][0], text=f"x = {number(float(seen.layers[0].x[0]))}", bold=True, size=13
        ),
        Text(x=x, y=y + 0.42, text=f"t = {number(seen.target)}", align="center", size=13),
    ]
    for end in at.y[-2]:
        marks.append(
            Segments(
                x0=[at.x[-2] + HALF_WIDE],
                y0=[end],
                x1=[x - 0.95],
                y1=[y],
                color="muted",
                width=1.2,
                arrow=True,
            )
        )
    if ("loss", last, 0, 0) in done:
        told = f"L = {number(seen.loss)}"
        marks.append(Text(x=x, y=y, text=told, color="loss", align="center", bold=True, size=14))
    return marks


def _product(lab: "ChainLab", seen: Pass, done: set[tuple[str, int, int, int]]) -> list[Mark]:
    """The factors from the loss back to the first weight, once the way back has come there."""
    if ("da", 0, lab.path.units[0], 0) not in done:
        return []
    ways, words = len(paths(seen)), product_line(seen, lab.path)
    if ways > 1:
        total = number(float(seen.layers[0].gradient[0, lab.path.units[0]]))
        words = say("labs_chain.of_paths", ways=ways, product=words, total=total)
    size = 15.0 * min(1.0, 75 / len(words))
    return [
        Text(x=WIDTH / 2, y=BOTTOM / 2, text=words, color="gradient", size=size, align="center", bold=True)
    ]
