"""How a race went: a curve for each setting, the mean over its seeds; the best few are named where they end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from axb.views.figure import NO_BOX, new_figure, plain
from axb.views.race_lanes import SIGNS, Lane, Lanes, looks_of
from axb.views.race_scale import Scale
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT, MARGINS = 480, 104  # pixels, and how many of them lie above and below the axes
NAMED = 5  # settings with a label and a band
LINE, WIDEST = 26, 34  # a label's pixels from top to bottom, and its letters
MANY_EPOCHS = 12  # more get only so many signs on a line


def race_curves(race: Lanes) -> "go.Figure":
    """Every setting's mean over the seeds against the epoch. A colour for each value of what varies first, a sign for
    each of the rest; the best five have a label, and a band from their lowest to their highest seed.

    A cross ends a curve of which a member diverged. `meta["narrow"]` is what of the layout is another on a narrow
    screen: no labels.
    """
    figure = new_figure(race.sentence, HEIGHT)
    looks, scale = looks_of(race), Scale.of(race)
    named = [one for one in race.order if race.lanes[one].is_drawn][:NAMED]
    for one in reversed(named):
        _band(figure, race.lanes[one], looks[one][0])
    for one in reversed(race.order):  # the best lie on top
        if race.lanes[one].is_drawn:
            _curve(figure, race.lanes[one], looks[one], one in named, scale)
    _legend(figure, race, looks)
    _axes(figure, race, scale)
    if named:
        _label(figure, race, named, scale)
    return figure


def _band(figure: "go.Figure", lane: Lane, color: str) -> None:
    """From the lowest to the highest seed, where there are two."""
    table = lane.table
    epochs = np.flatnonzero(np.isfinite(table).sum(0) > 1)
    if len(epochs):
        low, high = np.nanmin(table[:, epochs], 0), np.nanmax(table[:, epochs], 0)
        x = np.concatenate([epochs, epochs[::-1]]) + 1
        figure.add_scatter(
            x=x, y=np.concatenate([low, high[::-1]]), fill="toself", fillcolor=color, opacity=0.15, mode="lines",
            line={"width": 0}, hoverinfo="skip", showlegend=False,
        )  # fmt: skip


def _curve(figure: "go.Figure", lane: Lane, look: tuple[str, str], strong: bool, scale: Scale) -> None:
    (x, y), (color, sign), label = lane.mean, look, plain(lane.label)
    few = {} if len(x) <= MANY_EPOCHS else {"maxdisplayed": MANY_EPOCHS}
    figure.add_scatter(
        x=x, y=y, mode="lines+markers", showlegend=False, opacity=1 if strong else 0.6, name=label,
        line={"width": 3 if strong else 1.5, "color": color},
        marker={"symbol": sign, "size": 8 if strong else 6, "color": color, **few},
        hovertemplate=f"{label}<br>%{{y:.4g}}{NO_BOX}",
    )  # fmt: skip
    if lane.diverged:  # often far away: the cross stands where the curve leaves
        figure.add_scatter(
            x=x[-1:], y=[scale.within(y[-1])], mode="markers", showlegend=False,
            marker={"symbol": "x", "size": 11, "color": color, "line": {"width": 0}},
            hovertemplate=f"{label}<br>{plain(say('race.diverged'))}{NO_BOX}",
        )  # fmt: skip


def _legend(figure: "go.Figure", race: Lanes, looks: Sequence[tuple[str, str]]) -> None:
    """A line for each colour, a sign for each of the rest, a cross where one diverged."""
    colors = {lane.first: look[0] for lane, look in zip(race.lanes, looks, strict=True)}
    signs = {lane.rest: look[1] for lane, look in zip(race.lanes, looks, strict=True) if lane.rest}
    if race.first != "optimizer":  # whose names speak for themselves
        _key(figure, f"{race.first}:", mode="lines", line={"width": 0})
    for value, color in colors.items():
        _key(figure, value, mode="lines", line={"width": 4, "color": color})
    if 0 < len(signs) <= len(SIGNS):
        _key(figure, f"{race.rest}:", mode="lines", line={"width": 0})
        for value, sign in signs.items():
            _key(figure, short_label(value), mode="markers", marker={"symbol": sign, "size": 9})
    if any(lane.diverged for lane in race.lanes):
        _key(figure, say("race.diverged"), mode="markers", marker={"symbol": "x", "size": 10})


def _key(figure: "go.Figure", name: str, **look: Any) -> None:
    figure.add_scatter(x=[None], y=[None], name=plain(name), hoverinfo="skip", **look)


def _axes(figure: "go.Figure", race: Lanes, scale: Scale) -> None:
    # Tick by tick only where there are few epochs: else 1, 1.5, 2.
    step = {"dtick": 1} if race.epochs <= MANY_EPOCHS else {}
    ends = [1 - 0.02 * race.epochs, race.epochs * 1.02 + 0.001]
    figure.update_xaxes(title_text=say("views_race_curves.epoch"), range=ends, **step)
    if scale.log:
        axis = {"type": "log", "exponentformat": "power", "range": [scale.low, scale.high]}
    else:
        axis = {"range": [scale.low, scale.high], **({"tickformat": ".0%"} if race.share else {})}
    title = say("views.log_axis", what=race.metric) if scale.log else race.metric
    figure.update_layout(hovermode="closest", yaxis={"title_text": title, **axis})


def _label(figure: "go.Figure", race: Lanes, named: Sequence[int], scale: Scale) -> None:
    """On an axis of their own to the right, beside where the curves end, none over another."""
    inner, looks = HEIGHT - MARGINS, looks_of(race)
    places = _apart({one: scale.part(race.lanes[one].mean[1][-1]) * inner for one in named}, inner)
    labels = [
        f'<span style="color:{color}">{SIGNS[sign]}</span> {plain(short_label(race.lanes[one].label))}'
        for one, (color, sign) in ((one, looks[one]) for one in places)
    ]
    axis = {
        "overlaying": "y", "side": "right", "range": [0, inner], "fixedrange": True, "showgrid": False,
        "showline": False, "ticks": "", "tickvals": list(places.values()), "ticktext": labels, "automargin": True,
    }  # fmt: skip
    figure.add_scatter(
        x=[None], y=[None], yaxis="y2", hoverinfo="skip", showlegend=False
    )  # or it is not drawn
    two = {"entrywidthmode": "fraction", "entrywidth": 0.5, "font": {"size": 12}}  # in a row
    legend = {**figure.layout.legend.to_plotly_json(), **two}
    narrow = {"yaxis2": {**axis, "visible": False}, "legend": legend}
    figure.update_layout(yaxis2=axis, meta={**figure.layout.meta, "narrow": narrow})


def short_label(label: str) -> str:
    """Values without their names: "adam 0.01"."""
    text = " ".join(part.partition("=")[2] or part for part in label.split(" "))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _apart(wanted: dict[int, float], inner: float) -> dict[int, float]:
    """Heights as near to the wanted ones as lets nothing overlap: pushed up from below, and then down from the top."""
    upward = sorted(wanted, key=lambda one: wanted[one])
    places: dict[int, float] = {}
    floor = LINE / 2
    for one in upward:
        places[one] = max(wanted[one], floor)
        floor = places[one] + LINE
    ceiling = inner - LINE / 2
    for one in reversed(upward):
        places[one] = min(places[one], ceiling)
        ceiling = places[one] - LINE
    return places
