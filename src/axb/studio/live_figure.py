"""The curves of a run as a browser's Plotly draws them."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from axb.runs import Run
from axb.views.palette import Scheme
from axb.words import speaking

if TYPE_CHECKING:
    import plotly.graph_objects as go

Key = tuple[object, ...]  # another one where there is something new to draw


@dataclass(frozen=True, eq=False)
class Figure:
    """Traces and layout without colours of their own, made once for all who speak its language."""

    key: Key
    data: list[dict[str, Any]]
    layout: dict[str, Any]
    caption: str

    def in_scheme(self, scheme: Scheme) -> dict[str, Any]:
        """For `ui.plotly`. The caption stands beside the picture, as words; what a visitor zoomed stays zoomed."""
        from axb.views.figure import template

        layout = {**self.layout, "template": template(scheme), "uirevision": "as the visitor left it"}
        return {"data": self.data, "layout": layout, "config": {"displaylogo": False, "responsive": True}}


def figure_of(run: Run, language: str, key: Key) -> Figure:
    """The figure of `axb.views.curves`."""
    from axb.views import curves

    with speaking(language):
        return told_figure(curves(run), key)


def told_figure(figure: "go.Figure", key: Key = ()) -> Figure:
    """A figure of `axb.views`, its caption taken out."""
    from axb.views import caption

    told = json.loads(figure.to_json())
    layout = told["layout"]
    room = layout["height"] - layout["meta"]["height"]  # the caption's
    layout["height"] -= room
    layout["margin"]["t"] -= room
    layout.pop("title", None)
    return Figure(key, told["data"], layout, caption(figure))
