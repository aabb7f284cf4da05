"""A search as it is at this moment: a sentence, a bar, buttons, pictures, the best trials, and the test of the best."""

import time
from urllib.parse import quote

from nicegui import ui

from axb.jobs import queue
from axb.jobs.sweeping.apart import Asked
from axb.jobs.sweeping.sessions import ask_to_end
from axb.jobs.sweeping.typed import typed_again
from axb.studio.command_line import CommandLine
from axb.studio.live_sweep import SWEEPS, Drawn, News
from axb.studio.notices import notice
from axb.studio.pages.sweep_figures import BestTrials, FigurePart
from axb.studio.pages.sweep_form import start
from axb.studio.pages.sweep_wish import FIRST_MINUTES, number
from axb.studio.pages.sweep_words import detail, part_done, sentence
from axb.studio.plot import expect_plots
from axb.studio.visitor import Visitor
from axb.views.swept import setting_text
from axb.words import InputError, speaking

LOOK_SECONDS = 1.0


class LiveSweep:
    """The page of one search."""

    def __init__(self, visitor: Visitor, now: News) -> None:
        self.visitor, self.name = visitor, now.found.name
        self.best = ""
        self.drawn: Drawn | None = None
        say = visitor.say
        expect_plots()
        with ui.element("section").classes("axb-live"):
            self._build_status()
            self._build_controls()
        figures = {one: say(f"views_sweep.title_{one}") for one in ("progress", "parallel", "importance")}
        self.parts = {one: FigurePart(visitor, title, f"{self.name}-{one}") for one, title in figures.items()}
        self.table = BestTrials(visitor)
        self._build_final()
        ui.html(say("studio_sweep.command"), sanitize=False, tag="h2")
        if line := typed_again(now.found.plan):
            ui.label(say("studio_sweep.command_again")).classes("axb-muted")
            CommandLine(visitor, line)
        CommandLine(visitor, f"axb sweep --resume {self.name}")
        ui.link(say("studio_sweep.all"), "/sweep")
        self.show(now)
        self.timer = ui.timer(LOOK_SECONDS, visitor.does(self._look))

    def _build_status(self) -> None:
        self.status = ui.label().classes("axb-status").props('role="status"')
        self.setting = ui.label().classes("axb-numbers")
        label = self.visitor.say("studio_sweep.progress")
        self.bar = ui.linear_progress(value=0, show_value=False, size="0.8rem").props(
            f'instant-feedback rounded aria-label="{label}"'
        )
        self.detail = ui.label().classes("axb-numbers axb-muted")

    def _build_controls(self) -> None:
        say, does = self.visitor.say, self.visitor.does
        group = f'role="group" aria-label="{say("studio_sweep.controls")}"'
        with ui.element("div").classes("axb-row axb-controls").props(group):
            self.stop = ui.button(say("studio_sweep.stop"), icon="stop", on_click=does(self._stop))
            self.stop.props("no-caps outline").tooltip(say("studio_sweep.stop_why"))
            self.minutes = ui.number(say("studio_sweep.more_minutes"), value=FIRST_MINUTES)
            self.minutes.props("outlined dense").classes("axb-minutes")
            self.more = ui.button(say("studio_sweep.go_on"), icon="play_arrow", on_click=does(self._go_on))
            self.more.props("no-caps unelevated")

    def _build_final(self) -> None:
        say = self.visitor.say
        with ui.element("section").classes("axb-final") as self.final:
            ui.html(say("studio_sweep.final"), sanitize=False, tag="h2")
            self.honest = ui.label().classes("axb-caption")
            self.tested = ui.label().classes("axb-status").props('role="status"')
            with ui.element("div").classes("axb-row axb-controls"):
                self.test = ui.button(say("studio_sweep.final_button"), icon="flag")
                self.test.props("no-caps unelevated").on_click(self.visitor.does(self._test))
                self.run = ui.link(say("studio_sweep.open_run"), "").classes("axb-link-button")

    async def _look(self) -> None:
        try:
            self.show(await SWEEPS.look(self.name, self.visitor.language))
        except InputError as error:  # its file is gone
            self.timer.cancel()
            self.status.text = str(error)

    def show(self, now: News) -> None:
        """Say and draw what is new."""
        found, session, say = now.found, now.session, self.visitor.say
        self.status.text = sentence(found, session, self.visitor.language, say)
        self.detail.text = detail(found, session, say)
        self.setting.visible = found.best is not None
        if found.best is not None:
            self.setting.text = say("studio_sweep.best_with", setting=setting_text(found.best.setting))
        self.bar.visible = self.stop.visible = now.searching
        self.minutes.visible = self.more.visible = not now.searching
        if session is not None and now.searching:
            self.bar.value = part_done(found, session, time.time())
            self.stop.set_enabled(not session.asked_to_end)
        if now.drawn is not self.drawn:
            self.drawn = now.drawn
            self._draw(now.drawn)
        self._show_final(now)

    def _draw(self, drawn: Drawn) -> None:
        swept = drawn.swept
        if not swept.tried:
            return
        for name, part in self.parts.items():
            part.show(drawn.figures[name], visible=name != "importance" or bool(swept.importance))
        self.table.show(swept)

    def _show_final(self, now: News) -> None:
        best = now.found.best
        self.final.visible = best is not None and not now.searching
        if best is None:
            return
        say, self.best = self.visitor.say, best.run
        self.honest.text = say("views_sweep.optimistic", count=now.found.chosen_from)
        self.test.visible, self.tested.visible = not now.test, bool(now.test)
        self.run.props["href"] = f"/run/{quote(best.run)}"
        if now.test:
            plan = now.found.plan
            with speaking(self.visitor.language):
                score = plan.score_text(now.test["accuracy" if plan.more_is_better else "loss"])
            self.tested.text = say("studio_sweep.tested", score=score)

    def _stop(self) -> None:
        ask_to_end(self.name)
        self.stop.set_enabled(False)

    async def _go_on(self) -> None:
        what = self.visitor.say("studio_sweep.more_minutes")
        minutes = number(what, self.minutes.value, whole=False)
        self.more.props("loading")
        try:
            begun = await start(Asked(resume=self.name, minutes=minutes))
        finally:
            self.more.props(remove="loading")
        if begun.problem:
            notice(begun.problem)
        await self._look()

    def _test(self) -> None:
        queue.go_on(self.best, self.visitor.id)
        ui.navigate.to(f"/run/{quote(self.best)}")
