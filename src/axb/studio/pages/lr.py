"""The page that looks for a learning rate, for what is chosen on the training page: the curve, the suggestion."""

from typing import Any
from urllib.parse import urlencode

from nicegui import ui

from axb.jobs.rates_work import command
from axb.studio.beside import Beside
from axb.studio.frame import frame, who
from axb.studio.live_figure import Figure, of_json
from axb.studio.pages.train_choices import Choice
from axb.studio.plot import Plot, expect_plots
from axb.studio.save import save_figure_button
from axb.studio.visitor import Visitor


def register() -> None:
    """/lr"""

    @ui.page("/lr")
    def page(data: str = "", model: str = "", optimizer: str = "", batch_size: str = "") -> None:
        words = {"data": data, "model": model, "optimizer": optimizer, "batch_size": batch_size}
        with frame(who().say("rate_finder.title")) as visitor:
            RatePage(visitor, Choice.of(words))


class RatePage:
    """One search, which begins when the page is open and ends with it."""

    def __init__(self, visitor: Visitor, choice: Choice) -> None:
        self.visitor, self.choice = visitor, choice
        self.beside = Beside()
        self.rate: float | None = None
        say = visitor.say
        expect_plots()
        ui.label(say("rate_finder.lead")).classes("axb-lead")
        ui.label(choice.title(say)).classes("axb-numbers")
        with ui.element("section").classes("axb-live"):
            self.status = ui.label(say("rate_finder.waiting")).classes("axb-status").props('role="status"')
            self.bar = ui.linear_progress(value=0, show_value=False, size="0.8rem").props(
                f'instant-feedback rounded aria-label="{say("studio_run.progress")}"'
            )
        with ui.element("div").classes("axb-start"):
            self.use = ui.button(icon="check", on_click=self._take_over).props("no-caps unelevated size=lg")
            back = ui.button(say("rate_finder.back"), icon="arrow_back", on_click=self._back)
            back.props("no-caps flat")
        self.use.visible = False
        self.figure = ui.element("div").classes("axb-figure").props('role="figure"')
        with self.figure:
            self.plot = Plot().classes("axb-plot")
        self.save = save_figure_button(visitor, lambda: self.plot, lambda: self.status.text, "learning-rate")
        self.figure.visible = self.save.visible = False
        ui.timer(0.05, visitor.does(self._search), once=True)

    async def _search(self) -> None:
        def begun() -> None:
            self.status.text = self.visitor.say("rate_finder.searching")

        words = command(self.choice.job(), self.visitor.language)
        said = await self.beside.ask(words, begun, self.bar.set_value)
        if not self.beside.closed:
            self.bar.visible = False
            self._show(said)

    def _show(self, said: dict[str, Any]) -> None:
        if "figure" not in said:
            self.status.text = said.get("error") or self.visitor.say("jobs_queue.said_nothing")
            return
        self.status.text, self.rate = said["verdict"], said["rate"]
        if self.rate is not None:
            self.use.text = self.visitor.say("rate_finder.use", rate=f"{self.rate:g}")
            self.use.visible = True
        self._draw(of_json(said["figure"]))

    def _draw(self, figure: Figure) -> None:
        self.figure.visible = self.save.visible = True
        self.figure.props["aria-label"] = figure.caption
        self.plot.style(f"min-height: {figure.layout['height']}px")
        self.plot.show(figure.text(self.visitor.scheme))

    def _take_over(self) -> None:
        ui.navigate.to(f"/train?{urlencode({**self.choice.words(), 'learning_rate': f'{self.rate:g}'})}")

    def _back(self) -> None:
        ui.navigate.to(f"/train?{urlencode(self.choice.words())}")
