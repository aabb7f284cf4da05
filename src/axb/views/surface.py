"""The loss of y = ax + b over all a and b, with the way that training took."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.views.figure import NO_BOX, new_figure, scale
from axb.words import InputError, say

if TYPE_CHECKING:
    import plotly.graph_objects as go

LOWEST = 1e-12  # a loss below this is drawn as this
HOVER = f"a = %{{x:.4g}}<br>b = %{{y:.4g}}{NO_BOX}"
BEHIND_WHITE = "#5d6068"  # the legend's paper, on which white lines are seen in light and dark


def loss_surface(
    a_values: ArrayLike,
    b_values: ArrayLike,
    loss: ArrayLike,
    path: ArrayLike | None = None,
    best: tuple[float, float] | None = None,
) -> "go.Figure":
    """`a_values` (A,) to the right, `b_values` (B,) up, and as colour `loss` (B, A), which is never negative.

    Colour (cividis) and contours are logarithmic. `path` (T, 2) are the a and b that training went through,
    the first a ring, the last a dot; `best` are the a and b of least squares.
    Raises InputError where shapes don't fit.
    """
    a, b, z = (np.asarray(values, float) for values in (a_values, b_values, loss))
    way = np.empty((0, 2)) if path is None else np.asarray(path, float)
    if a.ndim != 1 or b.ndim != 1 or not z.size or z.shape != b.shape + a.shape or way.shape[1:] != (2,):
        raise InputError("views.surface", a=a.shape, b=b.shape, loss=z.shape, path=way.shape)
    figure = new_figure(_caption(way, best), 480)
    _add_contours(figure, a, b, z)
    if len(way):
        _add_path(figure, way)
    if best is not None:
        _add_mark(figure, best, "star", 16, say("views.least_squares"))
    figure.update_layout(legend={"bgcolor": BEHIND_WHITE, "font": {"color": "#ffffff"}})
    figure.update_xaxes(title_text=say("views.axis_a"), range=[a.min(), a.max()])
    return figure.update_yaxes(title_text=say("views.axis_b"), range=[b.min(), b.max()])


def _caption(way: NDArray[np.float64], best: tuple[float, float] | None) -> str:
    if not len(way):
        return say("views.surface_alone")
    key = "views.surface_path" if best is None else "views.surface_best"
    return say(key, steps=f"{len(way) - 1:,}")


def _add_contours(figure: "go.Figure", a: Any, b: Any, z: NDArray[np.float64]) -> None:
    exponent = np.log10(np.maximum(z, LOWEST))
    ticks = np.linspace(np.nanmin(exponent), np.nanmax(exponent), 6)
    word = say("views.axis_loss")
    figure.add_contour(
        x=a, y=b, z=exponent, customdata=z, colorscale="Cividis", ncontours=24,
        line={"width": 0.5, "color": "rgba(255,255,255,0.35)"},
        hovertemplate=f"a = %{{x:.3g}}<br>b = %{{y:.3g}}<br>{word} %{{customdata:.3g}}{NO_BOX}",
        colorbar=scale(
            say("views.log_axis", what=word), tickvals=ticks, ticktext=[f"{10**tick:.2g}" for tick in ticks]
        ),
    )  # fmt: skip


def _add_path(figure: "go.Figure", way: NDArray[np.float64]) -> None:
    """A white line with a dark edge, which is seen on both ends of cividis."""
    for width, color in ((5, "#000000"), (2.5, "#ffffff")):
        figure.add_scatter(
            x=way[:, 0], y=way[:, 1], mode="lines", line={"width": width, "color": color},
            name=say("views.path"), showlegend=width < 5, hovertemplate=HOVER,
        )  # fmt: skip
    _add_mark(figure, way[0], "circle-open", 12, say("views.path_start"))
    _add_mark(figure, way[-1], "circle", 12, say("views.path_end"))


def _add_mark(figure: "go.Figure", place: Any, symbol: str, size: int, name: str) -> None:
    edge = "#ffffff" if symbol.endswith("open") else "#000000"
    figure.add_scatter(
        x=[place[0]], y=[place[1]], mode="markers", name=name, hovertemplate=HOVER,
        marker={"symbol": symbol, "size": size, "color": "#ffffff", "line": {"width": 2, "color": edge}},
    )  # fmt: skip
