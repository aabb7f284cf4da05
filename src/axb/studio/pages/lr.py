"""The page that looks for a learning rate, for what is chosen on the training page: the curve, the suggestion."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

from nicegui import ui

from axb.jobs.rates_work import command
from axb.studio.frame import frame, who
from axb.studio.live_figure import Figure, of_json
from axb.studio.pages.train_choices import Choice
from axb.studio.plot import Plot, expect_plots
from axb.studio.save import save_figure_button
from axb.studio.visitor import Visitor

AT_A_TIME = asyncio.Semaphore(1)  # of all visitors' searches: each takes all the cores that it gets
LONGEST = 2**24  # bytes of one line that a search says: the figure


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
        self.process: asyncio.subprocess.Process | None = None
        self.closed = False
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
        ui.context.client.on_delete(self._stop)
        ui.timer(0.05, visitor.does(self._search), once=True)

    async def _search(self) -> None:
        async with AT_A_TIME:
            if self.closed:
                return
            self.status.text = self.visitor.say("rate_finder.searching")
            self.process = await asyncio.create_subprocess_exec(
                *command(self.choice.job(), self.visitor.language),
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, limit=LONGEST,
            )  # fmt: skip
            assert self.process.stdout is not None
            said: dict[str, Any] = {}
            async for line in self.process.stdout:
                said = json.loads(line)
                if "done" in said:
                    self.bar.value = round(said["done"] / said["of"], 3)
            await self.process.wait()
        if not self.closed:
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

    def _stop(self) -> None:
        self.closed = True
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
