"""How a race went: a curve for each setting, the mean over its seeds; the best few are named where they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from axb.views.figure import NO_BOX, new_figure, plain
from axb.views.palette import OKABE_ITO, OPTIMIZERS, class_color
from axb.views.smoothing import wants_log
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT, MARGINS = 480, 104  # pixels, and how many of them lie above and below the axes
NAMED = 5  # settings with a label and a band
LINE, WIDEST = 26, 34  # a label's pixels from top to bottom, and its letters
FILLED = {"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲", "star": "★", "triangle-down": "▼"}
OPEN = {
    "circle-open": "○",
    "square-open": "□",
    "diamond-open": "◇",
    "triangle-up-open": "△",
    "star-open": "☆",
}
SIGNS = {**FILLED, **OPEN}  # as Plotly calls them: as a letter
ORDER = (4, 0, 2, 5, 6, 1, 7, 3)  # of Okabe-Ito's colours: what is hard to see on white comes last
ROOM, EDGE = 0.04, 0.025  # shares of the axis: above and below what is drawn; of a cross to an end
MANY_EPOCHS = 12  # more get only so many signs on a line
Table = NDArray[np.float64]


@dataclass(frozen=True)
class Lane:
    """A setting. first: the value of what varies first, which gives the colour; rest: of all else, which gives the
    sign. seeds: the metric after each epoch so far, a row a member. diverged: one of them has."""

    label: str
    first: str
    rest: str
    seeds: Sequence[Table]
    diverged: bool = False

    @property
    def table(self) -> Table:
        """`(seeds, epochs)`, NaN where nothing is known."""
        table = np.full((len(self.seeds), max((len(one) for one in self.seeds), default=0)), np.nan)
        for row, values in zip(table, self.seeds, strict=True):
            row[: len(values)] = np.where(np.isfinite(values), values, np.nan)
        return table


@dataclass(frozen=True)
class Lanes:
    """A race as its curves take it. order: settings, best first. first, rest: the names of what varies.

    epochs: how many the longest member takes. share: the metric is a share of 1, and larger is better.
    """

    lanes: Sequence[Lane]
    order: Sequence[int]
    first: str
    rest: str
    metric: str
    share: bool
    epochs: int
    sentence: str


def race_curves(race: Lanes) -> "go.Figure":
    """Every setting's mean over the seeds against the epoch. A colour for each value of what varies first, a sign for
    each of the rest; the best five have a label, and a band from their lowest to their highest seed.

    A cross ends a curve of which a member diverged. `meta["narrow"]` is what of the layout is another on a narrow
    screen: no labels.
    """
    figure = new_figure(race.sentence, HEIGHT)
    looks, scale = _looks(race), Scale.of(race)
    named = [one for one in race.order if _is_drawn(race.lanes[one])][:NAMED]
    for one in reversed(named):
        _band(figure, race.lanes[one], looks[one][0])
    for one in reversed(race.order):  # the best lie on top
        if _is_drawn(race.lanes[one]):
            _curve(figure, race.lanes[one], looks[one], one in named, scale)
    _legend(figure, race, looks)
    _axes(figure, race, scale)
    if named:
        _label(figure, race, named, scale)
    return figure


@dataclass(frozen=True)
class Scale:
    """The upright axis as far as the settings reach that did not diverge; low, high: powers of ten where `log`."""

    low: float
    high: float
    log: bool

    @classmethod
    def of(cls, race: Lanes) -> Self:
        """With a little room above and below."""
        drawn = [one for one in race.lanes if _is_drawn(one)]
        whole = [one for one in drawn if not one.diverged] or drawn
        if not whole:
            return cls(0.0, 1.0, False)
        values = np.concatenate([_mean(lane)[1] for lane in whole])
        log = not race.share and wants_log(values)
        scaled = np.log10(values) if log else values
        low, high = float(scaled.min()), float(scaled.max())
        room = ROOM * (high - low) or ROOM * abs(high) or ROOM  # also where all are the same
        return cls(low - room, high + room, log)

    def part(self, value: float) -> float:
        """How far up it lies, 0..1; what lies beyond an end is at the end."""
        at = np.log10(value) if self.log else value
        return float(np.clip((at - self.low) / (self.high - self.low), 0, 1))

    def within(self, value: float) -> float:
        """The same value, or the nearest one whose sign is seen whole."""
        at = self.low + float(np.clip(self.part(value), EDGE, 1 - EDGE)) * (self.high - self.low)
        return 10**at if self.log else at


def marks(race: Lanes) -> list[tuple[str, str]]:
    """The colour of each setting, and its sign as a letter: for words beside the picture."""
    return [(color, SIGNS[sign]) for color, sign in _looks(race)]


def _is_drawn(lane: Lane) -> bool:
    return bool(np.isfinite(lane.table).any())


def _looks(race: Lanes) -> list[tuple[str, str]]:
    """(colour, sign) of each setting."""
    firsts = list(dict.fromkeys(lane.first for lane in race.lanes))
    rests = list(dict.fromkeys(lane.rest for lane in race.lanes))
    colors = {one: _color(one, place, race.first) for place, one in enumerate(firsts)}
    signs = {one: [*SIGNS][place % len(SIGNS)] for place, one in enumerate(rests)}
    return [(colors[lane.first], signs[lane.rest]) for lane in race.lanes]


def _color(value: str, place: int, name: str) -> str:
    """Optimizers have theirs; of other things the first sixteen differ."""
    if name == "optimizer" and value in OPTIMIZERS:
        return OPTIMIZERS[value]
    return class_color(ORDER[place % len(ORDER)] + len(OKABE_ITO) * (place // len(ORDER) % 2))


def _mean(lane: Lane) -> tuple[NDArray[np.int64], Table]:
    """Epochs from 1, and the mean over the seeds that have come so far."""
    table = lane.table
    epochs = np.flatnonzero(np.isfinite(table).any(0))
    return epochs + 1, np.nanmean(table[:, epochs], axis=0)


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
    (x, y), (color, sign), label = _mean(lane), look, plain(lane.label)
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
    inner, looks = HEIGHT - MARGINS, _looks(race)
    places = _apart({one: scale.part(_mean(race.lanes[one])[1][-1]) * inner for one in named}, inner)
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
