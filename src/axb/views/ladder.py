"""The gradient ladder: how large the loss's gradient still is at every layer on its way back to the input."""

from typing import TYPE_CHECKING, Any

import numpy as np

from axb.views.figure import NO_BOX, plain
from axb.views.scene import MEANINGS
from axb.views.told import Axis, Told
from axb.views.watched import Look, Source, Watched, watched
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

POWERS = (
    -12,
    -9,
    -6,
    -3,
    0,
    2,
)  # of ten: the ends and the numbers between are the same in every picture, so that two networks can be compared by eye
RATIO_POWERS = (-6, -3, 0)
LOWEST, HIGHEST = 10.0 ** POWERS[0], 10.0 ** POWERS[-1]
RATIO_LOW, RATIO_HIGH = 10.0 ** RATIO_POWERS[0], 10.0 ** RATIO_POWERS[-1]
TALL, LOW, BETWEEN, BELOW = 300, 110, 24, 110  # pixels
FAINT = 0.22  # the opacity of the earliest look
MOST_NAMES, LONGEST = 18, 18  # names on an axis; letters of a name
COLOR = MEANINGS["gradient"]


def ladder(source: Source) -> "go.Figure":
    """Layers of the main path from input (left) to output (right); upwards the norm of the gradient of their outputs.

    Logarithmic, from 1e-12 to 1e2 whatever is shown (a norm below is drawn at the lower end). Up to six looks, the
    latest darkest; of that one also what came back through skips and branches, and below update over weights.
    `source`: a run that was watched, or the looks of `axb.watch`. Raises InputError where there is none.
    """
    return told_ladder(source).figure()


def told_ladder(source: Source) -> Told:
    """The same as data."""
    found = watched(source)
    path = found.path
    figure = Told(_caption(found, path), [TALL, LOW], BETWEEN, BELOW)
    names = [plain(found.names[place]) for place in path]
    for number, look in enumerate(found.looks):
        _add_look(figure, found, look, path, names, number)
    _add_branches(figure, found, path)
    _add_ratios(figure, found, path, names)
    _name_axes(figure, names)
    return figure


def _caption(found: Watched, path: list[int]) -> str:
    gradient = found.column(found.last, "gradient")
    if len(path) < 2:
        return say("views_watch.ladder_short", step=f"{found.last.step:,}")
    first, last = gradient[path[0]], gradient[path[-1]]
    said = {"first": found.names[path[0]], "last": found.names[path[-1]], "step": f"{found.last.step:,}"}
    factor = first / last if last else float("nan")
    looks = say("views_watch.earlier") if len(found.looks) > 1 else ""
    return say("views_watch.ladder", factor=f"{factor:.2g}", looks=looks, **said)


def _add_look(
    figure: Told, found: Watched, look: Look, path: list[int], names: list[str], number: int
) -> None:
    """One line; the last is thick and has markers."""
    gradient = found.column(look, "gradient")[path]
    is_last = look is found.last
    share = (number + 1) / len(found.looks)
    with np.errstate(invalid="ignore", divide="ignore"):  # where units are dead, all of it is 0
        factors = gradient / np.append(gradient[1:], gradient[-1:])
    hover = say("views_watch.hover", factor="%{customdata[1]:.3g}", gradient="%{customdata[2]:.3g}")
    figure.scatter(
        1, x=np.arange(len(path)), y=np.clip(gradient, LOWEST, HIGHEST),
        mode="lines+markers" if is_last else "lines", opacity=FAINT + (1 - FAINT) * share**1.5,
        line={"width": 3 if is_last else 2, "color": COLOR}, marker={"size": 8, "color": COLOR},
        name=say("views_watch.step", step=f"{look.step:,}"), showlegend=is_last or not number,
        customdata=[[name, _number(f), _number(g)] for name, f, g in zip(names, factors, gradient, strict=True)],
        hovertemplate=f"%{{customdata[0]}}<br>{hover}{NO_BOX}",
    )  # fmt: skip


def _number(value: float) -> float | None:
    """JSON knows no NaN."""
    return float(value) if np.isfinite(value) else None


def _add_branches(figure: Told, found: Watched, path: list[int]) -> None:
    """At every fork of the main path: the gradient that came back through each way."""
    place = {one: number for number, one in enumerate(path)}
    looks = {True: ("views_watch.branch", "triangle-left"), False: ("views_watch.skip", "diamond-open")}
    for main, (key, symbol) in looks.items():
        ways = [
            (place[at], found.names[into], float(size))
            for (at, into, _, is_main), size in zip(
                found.last.about["branches"], found.last.through, strict=True
            )
            if is_main == main and at in place and np.isfinite(size)
        ]
        if ways:
            figure.scatter(
                1, x=[x for x, _, _ in ways], y=[float(np.clip(size, LOWEST, HIGHEST)) for *_, size in ways],
                mode="markers",
                marker={"symbol": symbol, "size": 12, "color": COLOR, "line": {"width": 2, "color": COLOR}},
                name=say(key), customdata=[[plain(name), size] for _, name, size in ways],
                hovertemplate=f"%{{customdata[0]}}<br>%{{customdata[1]:.3g}}{NO_BOX}",
            )  # fmt: skip


def _add_ratios(figure: Told, found: Watched, path: list[int], names: list[str]) -> None:
    """Update over weights of the layers that have weights, in the latest look."""
    weights, update = (found.column(found.last, name)[path] for name in ("weights", "update"))
    known = [place for place in range(len(path)) if weights[place] > 0]
    ratios = update[known] / weights[known]
    figure.scatter(
        2, x=known, y=np.clip(ratios, RATIO_LOW, RATIO_HIGH), mode="markers", showlegend=False,
        marker={"size": 8, "symbol": "square"},
        customdata=[[names[place], _number(one)] for place, one in zip(known, ratios, strict=True)],
        hovertemplate=f"%{{customdata[0]}}<br>%{{customdata[1]:.3g}}{NO_BOX}",
    )  # fmt: skip


def _name_axes(figure: Told, names: list[str]) -> None:
    figure.y(1).update(_powers(POWERS))
    figure.y(1)["title"] = {"text": say("views.log_axis", what=say("views_watch.gradient"))}
    figure.y(2).update(_powers(RATIO_POWERS))
    figure.y(2)["title"] = {"text": say("views_watch.ratio")}
    figure.x(1).update(layer_axis(names), showticklabels=False, title=None)
    figure.x(2).update(layer_axis(names))


def _powers(named: tuple[int, ...]) -> Axis:
    """A logarithmic axis from the first of these powers of ten to the last."""
    texts = [f"10<sup>{power}</sup>".replace("-", "−") if power else "1" for power in named]
    values = [10.0**power for power in named]
    return {"type": "log", "range": [named[0], named[-1]], "tickvals": values, "ticktext": texts}


def layer_axis(names: list[str]) -> Axis:
    """An axis of layers, from input to output; of very many only some names."""
    marks = _marks(names)
    shown: dict[str, Any] = {"tickvals": marks, "ticktext": [_short(names[mark]) for mark in marks]}
    if len(marks) < len(names):
        shown["ticktext"] = [_short(names[mark].partition(".")[0]) for mark in marks]
    return {
        **shown, "tickangle": -40, "automargin": True, "range": [-0.5, max(len(names) - 0.5, 0.5)],
        "zeroline": False, "title": {"text": say("views_watch.layers")},
    }  # fmt: skip


def _marks(names: list[str]) -> list[int]:
    """The layers that are named: all, or of many the first one of each composite part, or every so manieth."""
    if len(names) <= MOST_NAMES:
        return list(range(len(names)))
    heads = [name.partition(".")[0] for name in names]
    begins = [at for at, name in enumerate(names) if "." in name and (not at or heads[at] != heads[at - 1])]
    some = sorted({0, *begins, len(names) - 1}) if begins else list(range(len(names)))
    return some[:: -(-len(some) // MOST_NAMES)]


def _short(name: str) -> str:
    """The end of a long name, which tells it from its neighbours."""
    return name if len(name) <= LONGEST else f"…{name[1 - LONGEST :]}"
