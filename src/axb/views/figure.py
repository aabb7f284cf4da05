"""What all figures share: one sentence, named axes, light and dark, letters for English and Japanese."""

import html
import unicodedata
from typing import TYPE_CHECKING, Any

from axb.views.palette import THEMES, Scheme

if TYPE_CHECKING:
    import plotly.graph_objects as go

FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans JP", "Noto Sans CJK JP", '
    '"Hiragino Sans", "Yu Gothic", "Meiryo", sans-serif'
)
CAPTION_WIDTH = 84  # columns of a terminal: a Japanese letter takes two
CAPTION_LINE = 21  # pixels
LEGEND_ROOM = 44  # pixels above the axes, below the caption
NOT_AT_START = "、。,.)」』】!?ー:;"


def template(scheme: Scheme) -> dict[str, Any]:
    """The look of a figure as a Plotly template. What has no colour of its own is drawn in the theme's ink."""
    theme = THEMES[scheme]
    axis = {
        "gridcolor": theme.grid, "linecolor": theme.muted, "zerolinecolor": theme.grid, "zerolinewidth": 1,
        "showline": True, "ticks": "outside", "tickcolor": theme.muted, "ticklen": 4, "automargin": True,
        "title": {"standoff": 8, "font": {"size": 14}}, "tickfont": {"size": 13},
    }  # fmt: skip
    ink = {"line": {"color": theme.ink}, "marker": {"color": theme.ink}}
    return {
        "data": {"scatter": [ink], "scattergl": [ink]},
        "layout": {
            "font": {"family": FONTS, "size": 14, "color": theme.ink},
            "paper_bgcolor": theme.paper,
            "plot_bgcolor": theme.paper,
            "xaxis": axis,
            "yaxis": axis,
            "shapedefaults": {"line": {"color": theme.ink}},
            "hoverlabel": {"bgcolor": theme.paper, "bordercolor": theme.muted, "font": {"color": theme.ink}},
        },
    }


def new_figure(caption: str, height: int, rows: int = 1, **grid: Any) -> "go.Figure":
    """An empty figure under its caption, `height` pixels high without it; `grid` goes to make_subplots."""
    from plotly.subplots import make_subplots

    lines = wrapped(caption)
    top = LEGEND_ROOM + CAPTION_LINE * len(lines)
    figure = make_subplots(rows=rows, cols=1, **grid)
    figure.update_layout(
        template=template("light"), height=height + top - LEGEND_ROOM, margin={"l": 64, "r": 16, "t": top, "b": 56},
        meta={"caption": caption, "height": height},
        title={
            "text": "<br>".join(plain(line) for line in lines), "font": {"size": 15}, "x": 0, "xanchor": "left",
            "xref": "container", "y": 1, "yanchor": "top", "yref": "container", "pad": {"t": 10, "l": 12},
        },
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "xanchor": "left"},
    )  # fmt: skip
    return figure


def caption(figure: "go.Figure") -> str:
    """The one sentence that says what a figure of this room shows."""
    return str(figure.layout.meta["caption"])


def in_scheme(figure: "go.Figure", scheme: Scheme) -> "go.Figure":
    """A copy of a figure of this room in light or dark colours."""
    import plotly.graph_objects as go

    return go.Figure(figure).update_layout(template=template(scheme))


def plain(text: object) -> str:
    """Text for a place where Plotly reads HTML tags: it comes out letter by letter as it is."""
    return html.escape(str(text), quote=False)


def wrapped(text: str, width: int = CAPTION_WIDTH) -> list[str]:
    """`text` in lines of at most `width` columns, broken at spaces and between Japanese letters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and _columns((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What is never broken: a word with the space behind it, a wide letter with the stop behind it."""
    pieces: list[str] = []
    for letter in text:
        before = pieces[-1][-1] if pieces else " "
        if before == " " or (letter not in NOT_AT_START and letter != " " and (_is_wide(before) or _is_wide(letter))):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _columns(text: str) -> int:
    return sum(2 if _is_wide(letter) else 1 for letter in text)
