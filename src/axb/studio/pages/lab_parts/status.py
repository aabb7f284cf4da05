"""The sentence on how an experiment stands, its bar, and the buttons that let it go on and stop."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from axb.studio.pages.lab_parts.standing import Standing
from axb.studio.pages.run_live_words import duration
from axb.studio.snapshot import Pace
from axb.studio.visitor import Visitor

FINE = 10_000  # steps of the bar, for its pace
Act = Callable[[], Awaitable[None]]


class Status:
    """`start` and `stop` are what the buttons do."""

    def __init__(self, visitor: Visitor, experiment: Any, start: Act, stop: Act) -> None:
        self.visitor, self.experiment, self.pace = visitor, experiment, Pace()
        self.plan: Any = None
        say, does = visitor.say, visitor.does
        with ui.element("section").classes("axb-live"):
            self.status = ui.label().classes("axb-status").props('role="status"')
            self.bar = ui.linear_progress(value=0, show_value=False, size="0.8rem").props(
                f'instant-feedback rounded aria-label="{say("studio_run.progress")}"'
            )
            self.detail = ui.label().classes("axb-numbers axb-muted")
            with ui.element("div").classes("axb-row"):
                self.start = ui.button(icon="play_arrow", on_click=does(start)).props(
                    "no-caps unelevated size=lg"
                )
                self.stop = ui.button(say("studio_lab.stop"), icon="stop", on_click=does(stop))
                self.stop.props("no-caps outline").tooltip(say("studio_lab.stop_why"))

    def show(self, now: Standing) -> None:
        """Say what is new."""
        say = self.visitor.say
        if now.plan != self.plan:
            self.plan, self.pace = now.plan, Pace()
        learns = now.alive and now.asked is not None and now.asked.status == "running"
        self.status.text = now.sentence(say)
        self.bar.value = round(now.part, 3)
        speed = self.pace.speed(round(now.part * FINE), learns and now.same)
        left = (
            [say("studio_run.time_left", time=duration((1 - now.part) * FINE / speed, say))] if speed else []
        )
        learning = [say("studio_lab.learning", title=now.learning)] if learns and now.learning else []
        self.detail.text = " · ".join([*learning, *left])
        self.start.text = say("studio_lab.go_on" if now.kept else "studio_lab.start")
        self.start.visible, self.stop.visible = not (now.alive or now.whole), now.alive and not now.stopping
        self.detail.visible = bool(self.detail.text)
