"""A figure of `axb.views` on a page."""

from typing import Any

from nicegui import ui

from axb.views.plotly_script import FILE, FOLDER

ADDRESS = f"/{FOLDER}/{FILE}"


def expect_plots() -> None:
    """On a page that will show figures: the browser fetches and reads Plotly while the first is being made."""
    ui.add_head_html(f'<script async src="{ADDRESS}"></script>')


class Plot(ui.element, component="plot.js"):
    """`figure`: data, layout and config as plotly.js takes them, once they are known. What a visitor zoomed stays so
    with `uirevision`."""

    def __init__(self, figure: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.classes("js-plotly-plot")
        self._props["script"] = ADDRESS
        if figure is not None:
            self.update_figure(figure)

    def update_figure(self, figure: dict[str, Any]) -> None:
        """Draw this from now on."""
        self._props["figure"] = figure
        self.update()
