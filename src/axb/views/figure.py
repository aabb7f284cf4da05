"""What all figures share: one sentence, named axes, light and dark, letters for English and Japanese."""

import html
from typing import TYPE_CHECKING, Any

from axb.views.letters import FAMILY
from axb.views.palette import THEMES, Scheme
from axb.words.wrapping import wrapped

if TYPE_CHECKING:
    import plotly.graph_objects as go

FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans JP", "Noto Sans CJK JP", '
    f'"Hiragino Sans", "Yu Gothic", "Meiryo", "{FAMILY}", sans-serif'
)
CAPTION_WIDTH = 84  # columns
CAPTION_LINE = 21  # pixels
LEGEND_ROOM = 48  # pixels above the axes, below the caption
NO_BOX = "<extra></extra>"  # at the end of a hover text: no second box with the trace's name


def template(scheme: Scheme) -> dict[str, Any]:
    """The look of a figure as a Plotly template. What has no colour of its own gets the theme's ink."""
    theme = THEMES[scheme]
    title = {"font": {"size": 14}}
    axis = {
        "gridcolor": theme.grid, "linecolor": theme.muted, "zerolinecolor": theme.grid, "zerolinewidth": 1,
        "showline": True, "ticks": "outside", "tickcolor": theme.muted, "ticklen": 4, "automargin": True,
        "tickfont": {"size": 13}, "title": title,
    }  # fmt: skip
    ink = {"line": {"color": theme.ink}, "marker": {"color": theme.ink}}
    return {
        "data": {"scatter": [ink]},
        "layout": {
            "font": {"family": FONTS, "size": 14, "color": theme.ink},
            "paper_bgcolor": theme.paper,
            "plot_bgcolor": theme.paper,
            "xaxis": axis,
            "yaxis": {**axis, "title": {**title, "standoff": 8}},
            "shapedefaults": {"line": {"color": theme.ink}},
            "annotationdefaults": {"bgcolor": theme.paper},
            "hoverlabel": {"bgcolor": theme.paper, "bordercolor": theme.muted, "font": {"color": theme.ink}},
        },
    }


def layout_of(caption: str, height: int, above: int = LEGEND_ROOM) -> dict[str, Any]:
    """A figure under its caption: `height` pixels high without it, `above` of them above the axes."""
    lines = wrapped(caption, CAPTION_WIDTH)
    room = CAPTION_LINE * len(lines)
    return {
        "template": template("light"), "meta": {"caption": caption, "height": height, "above": above},
        "height": height + room, "margin": {"l": 84, "r": 16, "t": above + room, "b": 56},
        "title": {
            "text": "<br>".join(plain(line) for line in lines), "font": {"size": 15},
            "xref": "container", "x": 0, "xanchor": "left",
            "yref": "container", "y": 1, "yanchor": "top", "pad": {"t": 16, "l": 12},
        },
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left"},
    }  # fmt: skip


def new_figure(caption: str, height: int, above: int = LEGEND_ROOM) -> "go.Figure":
    """An empty figure under its caption, as `layout_of` says."""
    import plotly.graph_objects as go

    return go.Figure(layout=layout_of(caption, height, above))


def caption(figure: "go.Figure") -> str:
    """The one sentence that says what a figure of this room shows."""
    return str(figure.layout.meta["caption"])


def in_scheme(figure: "go.Figure", scheme: Scheme) -> "go.Figure":
    """A copy of a figure of this room in light or dark colours."""
    import plotly.graph_objects as go

    return go.Figure(figure).update_layout(template=template(scheme))


def scale(title: str, **more: Any) -> dict[str, Any]:
    """A colour scale's bar with a title; `more` is said as Plotly's `colorbar` does."""
    said = {"text": title, "font": {"size": 14}, "side": more.pop("side", "right")}
    return {"title": said, "thickness": 12, "outlinewidth": 0, **more}


def plain(text: object) -> str:
    """Text for a place where Plotly reads HTML tags: it comes out letter by letter as it is."""
    return html.escape(str(text), quote=False)
