"""A figure of `axb.views` on a page."""

from nicegui import ui

from axb.views.plotly_script import FILE, FOLDER

ADDRESS = f"/{FOLDER}/{FILE}"


def expect_plots() -> None:
    """On a page that will show figures: the browser fetches and reads Plotly while the first is being made."""
    ui.add_head_html(f'<script async src="{ADDRESS}"></script>')


class Plot(ui.element, component="plot.js"):
    """`figure`: JSON of data, layout and config as plotly.js takes them, once they are known.

    As text, because the same figure goes to all who look: it is written once. What a visitor zoomed stays so.
    """

    def __init__(self, figure: str | None = None) -> None:
        super().__init__()
        self.classes("js-plotly-plot")
        self._props["script"], self._props["first"] = ADDRESS, figure

    def show(self, figure: str) -> None:
        """Draw this from now on."""
        self.run_method("show", figure)
