"""The loss around the trained weights of one network or several, on one scale."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from axb.views.figure import NO_BOX, new_figure, plain, scale
from axb.views.palette import class_color
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from axb.insight.landscape import Landscape

MOST = 3  # networks side by side
HEIGHT, ABOVE, NARROW = 420, 40, 340  # pixels of the figure, above its axes, of each panel on a narrow page
ACROSS, DOWN = 0.07, 0.1  # between panels beside one another and below one another, as a share of the whole
LEVELS = 20  # steps of the colours
LOG_FROM = 10.0  # how many times the lowest loss the highest one is where a logarithm is needed
EXPLODED, DEEP = (
    1e4,
    1e-7,
)  # losses above so many times the middle one, or below so much of the highest, have its colour
Range = tuple[float, float]
Layout = dict[str, Any]


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
    low, high = _range([one.losses for one in found.values()])
    log = low > 0 and high / low >= LOG_FROM
    figure = new_figure(_caption(found), HEIGHT, above=ABOVE)
    for number, (name, one) in enumerate(found.items()):
        _add_slice(figure, one, name, number, (low, high))
        _add_plane(figure, one, number, (low, high), log)
    _lay_out(figure, list(found), spans.pop(), (low, high), log)
    return figure


def _range(surfaces: list[NDArray[np.float64]]) -> Range:
    """The losses that are told apart; where one has exploded, no more than what is near the others."""
    known = np.concatenate([one[np.isfinite(one)] for one in surfaces])
    if not len(known):
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    if low < 0:
        return low, high
    high = min(high, EXPLODED * float(np.median(known))) or 1.0
    return max(low, DEEP * high), high


def _shown(losses: NDArray[np.float64], ends: Range) -> NDArray[np.float64]:
    """Within the range; what is no number has exploded."""
    low, high = ends
    return np.clip(np.where(np.isfinite(losses), losses, high), low, high)


def _caption(found: "Mapping[str, Landscape]") -> str:
    """How far the loss rises from the trained weights to the edge."""
    several = len(found) > 1
    key = "landscape.rises_of" if several else "landscape.rises"
    rises = [
        say(key, name=name, trained=f"{one.trained:.3g}", edge=f"{_edge(one):.3g}")
        for name, one in found.items()
    ]
    first = next(iter(found.values()))
    return say(
        "landscape.caption", rises=say("landscape.and").join(rises), span=f"{first.span:g}",
        examples=f"{first.examples:,}",
    )  # fmt: skip


def _edge(one: "Landscape") -> float:
    """The middle loss of those at the edge of the plane."""
    rows = one.losses
    around = np.concatenate([rows[0], rows[-1], rows[1:-1, 0], rows[1:-1, -1]])
    return float(np.median(np.where(np.isnan(around), np.inf, around)))


def _add_slice(figure: "go.Figure", one: "Landscape", name: str, number: int, ends: Range) -> None:
    figure.add_scatter(
        x=one.steps, y=_shown(one.slice, ends), customdata=one.slice, mode="lines", name=plain(name),
        line={"width": 3, "color": class_color(number)},
        hovertemplate=f"{plain(name)}<br>%{{x:.3g}}: %{{customdata:.3g}}{NO_BOX}",
    )  # fmt: skip


def _add_plane(figure: "go.Figure", one: "Landscape", number: int, ends: Range, log: bool) -> None:
    axes = {"xaxis": f"x{number + 2}", "yaxis": f"y{number + 2}"}
    low, high = _scaled(np.array(ends), log)
    figure.add_contour(
        x=one.steps, y=one.steps, z=_scaled(_shown(one.losses, ends), log), customdata=one.losses, **axes,
        coloraxis="coloraxis", contours={"start": low, "end": high, "size": (high - low) / LEVELS},
        line={"width": 0.5, "color": "rgba(255,255,255,0.4)"},
        hovertemplate=f"(%{{x:.3g}}, %{{y:.3g}}): %{{customdata:.3g}}{NO_BOX}",
    )  # fmt: skip
    figure.add_scatter(
        x=[0], y=[0], mode="markers", hoverinfo="skip", **axes,
        marker={"symbol": "circle", "size": 9, "color": "#ffffff", "line": {"width": 2, "color": "#000000"}},
    )  # fmt: skip


def _scaled(losses: NDArray[np.float64], log: bool) -> NDArray[np.float64]:
    return np.log10(losses) if log else losses


def _lay_out(figure: "go.Figure", names: list[str], span: float, ends: Range, log: bool) -> None:
    """Side by side; on a narrow page below one another."""
    panels = len(names) + 1
    titles = [say("landscape.slice"), *(_title(name, number) for number, name in enumerate(names))]
    wide: Layout = {**_places(panels, across=True), **_titles(titles, across=True)}
    narrow: Layout = {**_places(panels, across=False), **_titles(titles, across=False)}
    loss = say("views.axis_loss")
    first, second = say("landscape.first"), say("landscape.second")
    low, high = _scaled(np.array(ends), log)
    for layout in (wide, narrow):
        for number in range(1, panels + 1):
            x, y = layout[_axis("x", number)], layout[_axis("y", number)]
            x.update(range=[-span, span], title={"text": first})
            y.update({"range": [-span, span], "title": {"text": second}} if number > 1 else {})
            y.update({"showticklabels": False, "title": None} if number > 2 and layout is wide else {})
        room = (high - low) / 40
        layout["yaxis"].update(
            title={"text": say("views.log_axis", what=loss) if log else loss},
            range=[low - room, high + room], type="log" if log else "linear",
        )  # fmt: skip
    ticks = np.linspace(low, high, 6)
    texts = [f"{10**tick if log else tick:.2g}" for tick in ticks]
    colors = {
        "colorscale": "Cividis", "cmin": low, "cmax": high,
        "colorbar": scale(loss, tickvals=ticks, ticktext=texts, side="top"),
    }  # fmt: skip
    narrow["height"] = panels * NARROW
    figure.update_layout(**wide, coloraxis=colors, showlegend=False)
    figure.update_layout(meta={**figure.layout.meta, "narrow": narrow})


def _title(name: str, number: int) -> str:
    """With the colour of its slice."""
    return f'<span style="color:{class_color(number)}">━━</span> {plain(name)}'


def _axis(letter: str, number: int) -> str:
    return f"{letter}axis{'' if number == 1 else number}"


def _domain(panel: int, panels: int, gap: float) -> tuple[float, float]:
    """The share of the room that a panel has, in reading order."""
    width = (1 - gap * (panels - 1)) / panels
    return panel * (width + gap), min(panel * (width + gap) + width, 1.0)


def _places(panels: int, across: bool) -> Layout:
    """The axes of each panel."""
    places: Layout = {}
    for panel in range(panels):
        begin, end = _domain(panel, panels, ACROSS if across else DOWN)
        name = "" if panel == 0 else str(panel + 1)
        x, y = ([begin, end], [0, 1]) if across else ([0, 1], [1 - end, 1 - begin])
        places[f"xaxis{name}"] = {"domain": x, "anchor": f"y{name}", "zeroline": panel == 0}
        places[f"yaxis{name}"] = {"domain": y, "anchor": f"x{name}", "zeroline": False}
    return places


def _titles(titles: list[str], across: bool) -> Layout:
    """What stands above each panel."""
    said = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "showarrow": False, "font": {"size": 14}}
    ends = [_domain(panel, len(titles), ACROSS if across else DOWN) for panel in range(len(titles))]
    at = [{"x": (begin + end) / 2, "y": 1} if across else {"x": 0.5, "y": 1 - begin} for begin, end in ends]
    return {"annotations": [{**said, "text": text, **place} for text, place in zip(titles, at, strict=True)]}
