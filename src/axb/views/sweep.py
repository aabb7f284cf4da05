"""A search for hyperparameters in two figures: every trial as a line through its values, and what decided."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from axb.views.figure import NO_BOX, new_figure, plain
from axb.views.palette import OKABE_ITO
from axb.views.smoothing import wants_log
from axb.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT, BAR = 420, 44  # pixels: of the lines' figure, of one bar of the other
BEST, GOOD, REST, PRUNED = OKABE_ITO[5], OKABE_ITO[4], OKABE_ITO[1], OKABE_ITO[7]
FEW = 5  # of the best are told apart from the rest
MOST_TICKS = 6


@dataclass(frozen=True)
class Dimension:
    """A hyperparameter as an upright axis: `choices` in their order, or all numbers from `low` to `high`.

    share: they are written as percentages.
    """

    name: str
    choices: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 1.0
    log: bool = False
    share: bool = False

    def place(self, value: Any) -> float:
        """Where a value stands: 0 at the bottom, 1 at the top."""
        if self.choices:
            return (self.choices.index(value) + 0.5) / len(self.choices)
        low, high = self._scaled(self.low), self._scaled(self.high)
        return (self._scaled(float(value)) - low) / (high - low) if high > low else 0.5

    def ticks(self) -> list[tuple[float, str]]:
        """Values that are written beside the axis, by their places."""
        if self.choices:
            step = math.ceil(len(self.choices) / (2 * MOST_TICKS))
            return [(self.place(one), short(one)) for one in self.choices[::step]]
        values = self._decades() if self.log else _round_numbers(self.low, self.high)
        if len(values) < 2:
            values = [self.low, self.high]
        step = math.ceil(len(values) / MOST_TICKS)
        return [(self.place(one), f"{one:.4g}" if not self.share else f"{one:.4%}".replace(".0000", "")) for one in values[::step]]

    def _scaled(self, value: float) -> float:
        return math.log10(value) if self.log else value

    def _decades(self) -> list[float]:
        """The powers of ten on the axis."""
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        return [10.0**power for power in range(first, last + 1)]


def _round_numbers(low: float, high: float) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten from low to high, four or more of them."""
    if not high > low:
        return [low]
    power = 10.0 ** math.floor(math.log10(high - low))
    step = next(one for one in (power, power / 2, power / 5, power / 10) if (high - low) / one >= 4)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{number * step:.10g}") for number in range(first, last + 1)]


@dataclass(frozen=True)
class Tried:
    """A setting that was tried as the run `name`, and its score on held-out examples. Pruned ones have not `finished`."""

    name: str
    setting: Mapping[str, Any]
    score: float
    finished: bool = True


@dataclass(frozen=True)
class Swept:
    """What a sweep of `model` on `data` has found: `tried` from best to worst, and each hyperparameter's share of what
    decided (nothing where that cannot be told). `accuracy`: the score is one, and more is better; else it is a loss."""

    name: str
    model: str
    data: str
    dimensions: Sequence[Dimension]
    tried: Sequence[Tried]
    accuracy: bool
    importance: Mapping[str, float] = field(default_factory=dict)

    @property
    def best(self) -> Tried | None:
        """The best that was trained to its end."""
        return next((one for one in self.tried if one.finished), None)

    def score_text(self, score: float) -> str:
        """A score as it is written: "96.7%", "0.0123"."""
        if not math.isfinite(score):
            return say("views.not_a_number")
        return f"{score:.1%}" if self.accuracy else f"{score:.3g}"

    @property
    def metric(self) -> str:
        """What the score is, for people."""
        return say("views.axis_accuracy") if self.accuracy else say("views.axis_loss")


def parallel(swept: Swept) -> "go.Figure":
    """Parallel coordinates: an upright axis for each hyperparameter and one for the score; a line for each trial."""
    figure = new_figure(_caption(swept), HEIGHT)
    axes = [*swept.dimensions, _score_axis(swept)]
    finished = [one for one in swept.tried if one.finished]
    pruned = [one for one in swept.tried if not one.finished]
    _lines(figure, swept, axes, pruned, say("views_sweep.pruned"), {"width": 1, "color": PRUNED, "dash": "dot"}, 0.6)
    _lines(figure, swept, axes, finished[FEW:], say("views_sweep.finished"), {"width": 1, "color": REST}, 0.7)
    _lines(figure, swept, axes, finished[1:FEW], say("views_sweep.good"), {"width": 2.5, "color": GOOD}, 1)
    _lines(figure, swept, axes, finished[:1], say("views_sweep.best"), {"width": 4, "color": BEST}, 1)
    _draw_axes(figure, axes)
    return figure


def _caption(swept: Swept) -> str:
    if swept.best is None:
        return say("views_sweep.nothing_yet")
    said = {"count": len(swept.tried), "metric": swept.metric, "score": swept.score_text(swept.best.score)}
    return say("views_sweep.parallel", **said, setting=setting_text(swept.best.setting))


def setting_text(setting: Mapping[str, Any]) -> str:
    """A setting as it is written: "learning_rate=0.01 hidden=64"."""
    return " ".join(f"{name}={short(value)}" for name, value in setting.items())


def short(value: Any) -> str:
    """A value as it is written, with three digits."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _score_axis(swept: Swept) -> Dimension:
    scores = np.array([one.score for one in swept.tried if math.isfinite(one.score)] or [0.0, 1.0])
    log = not swept.accuracy and wants_log(scores)
    return Dimension(swept.metric, low=float(scores.min()), high=float(scores.max()), log=log, share=swept.accuracy)


def _lines(
    figure: "go.Figure", swept: Swept, axes: Sequence[Dimension], group: Sequence[Tried], label: str,
    line: dict[str, Any], opacity: float,
) -> None:  # fmt: skip
    """All trials of a group as one trace, with gaps between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    texts: list[str] = []
    for one in group:
        x += [*range(len(axes)), None]
        y += [*(axis.place(one.setting[axis.name]) for axis in axes[:-1]), _score_place(axes[-1], one), None]
        told = f"{plain(one.name)}<br>{plain(setting_text(one.setting))}<br>{swept.metric} {swept.score_text(one.score)}"
        texts += [told] * (len(axes) + 1)
    if group:
        figure.add_scatter(
            x=x, y=y, text=texts, mode="lines+markers", line=line, marker={"size": 2 + line["width"], "color": line["color"]},
            opacity=opacity, name=label, hovertemplate="%{text}" + NO_BOX,
        )  # fmt: skip


def _score_place(axis: Dimension, one: Tried) -> float | None:
    """None, so that the line ends before the axis, for what is no number."""
    return axis.place(one.score) if math.isfinite(one.score) else None


def _draw_axes(figure: "go.Figure", axes: Sequence[Dimension]) -> None:
    for number, axis in enumerate(axes):
        figure.add_shape(type="line", x0=number, x1=number, y0=0, y1=1, line={"width": 1.5}, layer="below")
        beside = _beside(number, len(axes), bool(axis.choices))
        for place, text in axis.ticks():
            figure.add_annotation(
                x=number, y=place, text=plain(text), showarrow=False, xref="x", yref="y", borderpad=0, **beside
            )
    names = [plain(axis.name) + (f"<br>{say('views_sweep.log')}" if axis.log else "") for axis in axes]
    figure.update_xaxes(
        tickvals=list(range(len(axes))), ticktext=names, range=[-0.35, len(axes) - 0.7], showgrid=False,
        zeroline=False, showline=False, ticks="", ticklabeloverflow="allow",
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[-0.04, 1.04])


def _beside(number: int, count: int, choices: bool) -> dict[str, Any]:
    """Where an axis has its values: outside at the ends; in between choices stand above the lines' common point."""
    if number == 0:
        return {"xanchor": "right", "xshift": -8}
    if number == count - 1:
        return {"xanchor": "left", "xshift": 8}
    return {"xanchor": "left", "xshift": 5, **({"yanchor": "bottom", "yshift": 6} if choices else {})}


def importance(swept: Swept) -> "go.Figure":
    """How much each hyperparameter decides about reaching the best scores, as bars of shares."""
    shares = sorted(swept.importance.items(), key=lambda item: item[1])
    figure = new_figure(_importance_caption(swept), BAR * max(len(shares), 1) + 120, above=16)
    names, values = [plain(name) for name, _ in shares], [share for _, share in shares]
    figure.add_bar(
        x=values, y=names, orientation="h", marker={"color": GOOD}, width=0.5, text=[f"{share:.0%}" for share in values],
        textposition="outside", hovertemplate="%{y} %{x:.1%}" + NO_BOX, cliponaxis=False,
    )  # fmt: skip
    figure.update_xaxes(title_text=say("views_sweep.share"), tickformat=".0%", range=[0, 1.08])
    return figure.update_yaxes(ticks="", showline=False)


def _importance_caption(swept: Swept) -> str:
    if not swept.importance:
        return say("views_sweep.no_importance")
    name = max(swept.importance, key=lambda one: swept.importance[one])
    return say("views_sweep.importance", name=name, share=f"{swept.importance[name]:.0%}", count=len(swept.tried))
