"""The loss around the trained weights of one network or several, on one scale."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from axb.views.figure import NO_BOX, new_figure, plain, scale
from axb.views.landscape_panels import laid_out
from axb.views.numbers import number
from axb.views.paint_axes import Scale
from axb.views.palette import class_color
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from axb.insight.landscape import Landscape

MOST = 3  # networks side by side
HEIGHT, ABOVE = 420, 40  # pixels of the figure, and above its axes
LEVELS, NUMBERS = 20, 6  # steps of the colours; numbers beside them, about
LOG_FROM = 10.0  # how many times the lowest loss the highest one is where a logarithm is needed
EXPLODED, DEEP = 1e4, 1e-6  # above and below so many times the middle loss all look alike
Floats = NDArray[np.float64]


def landscape(found: "Mapping[str, Landscape]") -> "go.Figure":
    """Networks by name: left the slices along one direction, then for each its plane, dark where the loss is low.

    One range of losses for all, in the slices' height and the planes' colour (cividis): logarithmic where the highest
    is ten times the lowest or more. Raises InputError for none, for more than three, and for different spans.
    """
    spans = {one.span for one in found.values()}
    if not 0 < len(found) <= MOST:
        raise InputError("landscape.how_many", most=MOST, got=len(found))
    if len(spans) > 1:
        raise InputError("landscape.spans", got=", ".join(f"{span:g}" for span in sorted(spans)))
    losses = _losses([one.losses for one in found.values()])
    figure = new_figure(_caption(found), HEIGHT, above=ABOVE)
    for place, (name, one) in enumerate(found.items()):
        _add_slice(figure, one, name, place, losses)
        _add_plane(figure, one, place, losses)
    wide, narrow = laid_out(list(found), spans.pop(), _axis(losses))
    figure.update_layout(**wide, coloraxis=_colors(losses), showlegend=False)
    return figure.update_layout(meta={**figure.layout.meta, "narrow": narrow})


def _losses(surfaces: list[Floats]) -> Scale:
    """The losses that are told apart, as they are or logarithmic: where one has exploded, those near the others."""
    known = np.concatenate([one[np.isfinite(one)] for one in surfaces])
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    if low >= 0 and len(known):
        middle = float(np.median(known))
        low, high = max(low, DEEP * middle), min(high, EXPLODED * middle)
    if not high > low:
        high = low + (abs(low) or 1.0)
    log = low > 0 and high / low >= LOG_FROM
    begin, end = (float(np.log10(one)) if log else one for one in (low, high))
    return Scale(begin, end, log, begin, end)


def _caption(found: "Mapping[str, Landscape]") -> str:
    """How far the loss rises from the trained weights to the edge, and how many valleys there are."""
    key = "landscape.rises_of" if len(found) > 1 else "landscape.rises"
    rises = [
        say(key, name=name, trained=number(one.trained), edge=number(_edge(one)), valleys=one.valleys)
        for name, one in found.items()
    ]
    examples = f"{next(iter(found.values())).examples:,}"
    return say("landscape.caption", rises=say("landscape.and").join(rises), examples=examples)


def _edge(one: "Landscape") -> float:
    """The middle loss of those at the edge of the plane; what is no number is more than any."""
    rows = one.losses
    around = np.concatenate([rows[0], rows[-1], rows[1:-1, 0], rows[1:-1, -1]])
    return float(np.median(np.where(np.isnan(around), np.inf, around)))


def _shown(values: Floats, losses: Scale) -> Floats:
    """As the scale has them, within it; what is no number has exploded."""
    least = 10**losses.low if losses.log else losses.low
    placed = losses.pixels(np.maximum(np.where(np.isfinite(values), values, np.inf), least))
    return np.clip(placed, losses.low, losses.high).reshape(values.shape)


def _add_slice(figure: "go.Figure", one: "Landscape", name: str, place: int, losses: Scale) -> None:
    figure.add_scatter(
        x=one.steps, y=_shown(one.slice, losses), customdata=one.slice, mode="lines", name=plain(name),
        line={"width": 3, "color": class_color(place)},
        hovertemplate=f"{plain(name)}<br>%{{x:.3g}}: %{{customdata:.3g}}{NO_BOX}",
    )  # fmt: skip


def _add_plane(figure: "go.Figure", one: "Landscape", place: int, losses: Scale) -> None:
    axes = {"xaxis": f"x{place + 2}", "yaxis": f"y{place + 2}"}
    steps = {"start": losses.low, "end": losses.high, "size": (losses.high - losses.low) / LEVELS}
    figure.add_contour(
        x=one.steps, y=one.steps, z=_shown(one.losses, losses), customdata=one.losses, **axes,
        coloraxis="coloraxis", contours=steps, line={"width": 0.5, "color": "rgba(255,255,255,0.4)"},
        hovertemplate=f"(%{{x:.3g}}, %{{y:.3g}}): %{{customdata:.3g}}{NO_BOX}",
    )  # fmt: skip
    figure.add_scatter(
        x=[0], y=[0], mode="markers", hoverinfo="skip", **axes,
        marker={"symbol": "circle", "size": 9, "color": "#ffffff", "line": {"width": 2, "color": "#000000"}},
    )  # fmt: skip


def _numbers(losses: Scale) -> dict[str, Any]:
    """The same beside the slices and beside the colours."""
    ticks = losses.ticks(NUMBERS)
    return {"tickvals": [place for place, _ in ticks], "ticktext": [text for _, text in ticks]}


def _axis(losses: Scale) -> dict[str, Any]:
    """The upright axis of the slices."""
    word, room = say("views.axis_loss"), (losses.high - losses.low) / 40
    title = say("views.log_axis", what=word) if losses.log else word
    return {"title": {"text": title}, "range": [losses.low - room, losses.high + room], **_numbers(losses)}


def _colors(losses: Scale) -> dict[str, Any]:
    bar = scale(say("views.axis_loss"), side="top", **_numbers(losses))
    return {"colorscale": "Cividis", "cmin": losses.low, "cmax": losses.high, "colorbar": bar}
