"""What the layers of a watched network give: a column of colours for each, and how much of it is dead or saturated."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from axb.views.figure import NO_BOX, plain, scale
from axb.views.ladder import layer_axis
from axb.views.palette import OKABE_ITO
from axb.views.told import Told
from axb.views.watched import Numbers, Source, Watched, watched
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

TALL, LOW, BETWEEN, BELOW = 300, 110, 24, 110  # pixels
ROWS = 64  # cells of a column
SPREADS = 4.0  # standard deviations around the mean that the axis has room for
DEAD, SATURATED = OKABE_ITO[7], OKABE_ITO[1]


def activations(source: Source) -> "go.Figure":
    """Layers from input (left) to output (right), upwards the values that they gave, brighter where more often.

    Below, the share of dead units (ReLU: never above 0) and of saturated outputs (tanh, sigmoid: near their ends).
    `source`: a run that was watched, or the looks of `axb.watch`. Raises InputError where there is none.
    """
    return told_activations(source).figure()


def told_activations(source: Source) -> Told:
    """The same as data, of the latest look."""
    found = watched(source)
    low, high = (found.column(found.last, name) for name in ("low", "high"))
    shown = np.flatnonzero(np.isfinite(low) & np.isfinite(high))
    figure = Told(_caption(found), [TALL, LOW], BETWEEN, BELOW)
    names = [plain(found.names[place]) for place in shown]
    _add_columns(figure, found, shown, names)
    kinds = (("dead", say("views_watch.dead"), DEAD), ("saturated", say("views_watch.saturated"), SATURATED))
    for name, label, color in kinds:
        shares = found.column(found.last, name)[shown]
        known = np.flatnonzero(np.isfinite(shares))
        figure.draw(
            "bar", 2, x=known, y=shares[known], width=0.7, name=label,
            marker={"color": color}, showlegend=bool(len(known)),
            customdata=[names[place] for place in known],
            hovertemplate=f"%{{customdata}}<br>%{{y:.1%}}{NO_BOX}",
        )  # fmt: skip
    figure.y(1)["title"] = {"text": say("views_watch.value")}
    figure.y(2).update(range=[0, 1], tickformat=".0%", nticks=3, title={"text": say("views_watch.share")})
    figure.x(1).update(layer_axis(names), showticklabels=False, title=None)
    figure.x(2).update(layer_axis(names))
    figure.layout["barmode"] = "overlay"
    return figure


def _caption(found: Watched) -> str:
    step = f"{found.last.step:,}"
    dead = found.column(found.last, "dead")
    if not np.isfinite(dead).any():
        return say("views_watch.activations", step=step)
    worst = int(np.nanargmax(dead))
    if dead[worst] <= 0:
        return say("views_watch.activations_alive", step=step)
    said = {"layer": found.names[worst], "share": f"{dead[worst]:.0%}"}
    return say("views_watch.activations_dead", step=step, **said)


def _add_columns(figure: Told, found: Watched, shown: NDArray[np.intp], names: list[str]) -> None:
    if not len(shown):
        return
    edges = _edges(found, shown)
    cells = np.stack([_column(found, int(place), edges) for place in shown], axis=1)
    where = (edges[1:] + edges[:-1]) / 2
    ends = {"tickvals": [0, 1], "ticktext": [say("views_watch.never"), say("views_watch.most_often")]}
    figure.draw(
        "heatmap", 1, x=np.arange(len(shown)), y=where, z=np.round(cells, 3).tolist(), zmin=0, zmax=1,
        colorscale="Cividis", xgap=2, hoverinfo="skip",
        colorbar=scale(say("views_watch.often"), **ends, y=1, yanchor="top", len=0.68),
    )  # fmt: skip


def _edges(found: Watched, shown: NDArray[np.intp]) -> Numbers:
    """One axis for all layers: as far as their values reach, but for stragglers."""
    low, high, mean, std = (found.column(found.last, name)[shown] for name in ("low", "high", "mean", "std"))
    bottom = float(np.maximum(low, mean - SPREADS * std).min())
    top = float(np.minimum(high, mean + SPREADS * std).max())
    room = 0.03 * (top - bottom) or 1.0
    return np.linspace(bottom - room, top + room, ROWS + 1)


def _column(found: Watched, place: int, edges: Numbers) -> Numbers:
    """A layer's histogram on the common axis, its highest cell 1; roots, so that what is rarer is still seen."""
    counts = found.histograms[place]
    low, high = (float(found.column(found.last, name)[place]) for name in ("low", "high"))
    if not np.isfinite(counts).all() or not counts.sum():
        return np.zeros(len(edges) - 1)
    if low == high:
        half = (edges[1] - edges[0]) / 2
        low, high = low - half, high + half
    below = np.concatenate([[0.0], np.cumsum(counts)])
    cells = np.diff(np.interp(edges, np.linspace(low, high, len(counts) + 1), below))
    roots: Numbers = np.sqrt(cells / (cells.max() or 1.0))
    return roots
