"""The script that draws Plotly figures in a browser: plotly.js's own smaller build for flat axes (MIT, see plotly/).

It is a third of the whole plotly.js, which is what a browser reads before the first picture and what a page that
opens offline weighs; what is missing (3-D, maps, ternary plots) no figure of this room has.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import plotly.graph_objects as go

FOLDER, FILE = "plotly", "plotly-cartesian.min.js"


@cache
def plotly_script() -> str:
    """plotly.js, about 1.5 MB; it is `Plotly` afterwards."""
    return (files("axb.views") / FOLDER / FILE).read_text("utf-8")


def figure_page(figure: "go.Figure") -> str:
    """A figure as an HTML file that opens without a network."""
    page: str = figure.to_html(include_plotlyjs=False)
    return page.replace("<body>", f"<body><script>{plotly_script()}</script>", 1)
