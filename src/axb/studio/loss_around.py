"""The loss around the weights of trained runs, on one scale: measured when asked, by a process beside the studio."""

from collections.abc import Sequence
from html import escape

from nicegui import ui

from axb.jobs.landscaping_work import command
from axb.studio.beside import Beside
from axb.studio.live_figure import Figure, of_json
from axb.studio.plot import Plot
from axb.studio.save import save_figure_button
from axb.studio.visitor import Visitor


class LossAround:
    """A button, a bar while it is measured, and the picture."""

    def __init__(self, names: Sequence[str], visitor: Visitor) -> None:
        self.names, self.visitor, self.beside = names, visitor, Beside()
        say = visitor.say
        ui.html(escape(say("landscape.title")), sanitize=False, tag="h3")
        ui.label(say("landscape.why")).classes("axb-muted")
        self.button = ui.button(
            say("landscape.measure"), icon="terrain", on_click=visitor.does(self._measure)
        )
        self.button.props("no-caps unelevated")
        self.status = ui.label().props('role="status"')
        self.bar = ui.linear_progress(value=0, show_value=False, size="0.8rem").props(
            f'instant-feedback rounded aria-label="{say("landscape.measuring")}"'
        )
        self.bar.visible = False
        self.place = ui.element("div").style("margin-top: 0.75rem")

    async def _measure(self) -> None:
        say = self.visitor.say
        self.button.visible, self.bar.visible, self.status.text = False, True, say("landscape.waiting")

        def begun() -> None:
            self.status.text = say("landscape.measuring")

        said = await self.beside.ask(command(self.names, self.visitor.language), begun, self.bar.set_value)
        if self.beside.closed:
            return
        self.bar.visible, self.button.visible = False, "figure" not in said
        self.status.text = said.get("error", "" if "figure" in said else say("jobs_queue.said_nothing"))
        if "figure" in said:
            self._draw(of_json(said["figure"]))

    def _draw(self, figure: Figure) -> None:
        with self.place:
            ui.label(figure.caption).classes("axb-caption")
            with ui.element("div").classes("axb-figure").props("role=figure") as picture:
                picture.props["aria-label"] = figure.caption
                plot = Plot(figure.text(self.visitor.scheme)).classes("axb-plot")
                plot.style(f"min-height: {figure.layout['height']}px")
            file = f"{'-'.join(self.names)}-landscape"
            save_figure_button(self.visitor, lambda: plot, lambda: figure.caption, file)
