"""The hand on a training: buttons that send commands through the store, and say what the trainer answered."""

import asyncio
from typing import Any

from nicegui import ui

from axb.jobs import queue
from axb.runs import Store
from axb.studio.live import LIVE
from axb.studio.pages.exporting import export_button
from axb.studio.snapshot import Snapshot
from axb.studio.visitor import Visitor
from axb.words import InputError

ANSWER_SECONDS = 5.0
SPEEDS = [1, 2, 5, 10, 30]  # steps a second


class Controls:
    """The buttons that make sense at this moment, and what came of the last one."""

    def __init__(self, name: str, visitor: Visitor) -> None:
        self.name, self.visitor, self.rate = name, visitor, 0.0
        self._heard: float | None = None  # the rate that the training told of last
        label = visitor.say("studio_run.controls")
        with ui.element("div").classes("axb-row axb-controls").props(f'role="group" aria-label="{label}"'):
            self._build_steering()
            self._build_others()
        self.answer = ui.label().classes("axb-muted").props('role="status"')

    def _build_steering(self) -> None:
        self.go = self._button("studio_run.go", "play_arrow", lambda: self.send("go"), main=True)
        self.pause = self._button("studio_run.pause", "pause", lambda: self.send("pause"), main=True)
        self.step = self._button("studio_run.one_step", "skip_next", lambda: self.send("step"))
        self.slow = self._button("studio_run.slow_motion", "slow_motion_video", self._slow)
        say = self.visitor.say
        with ui.element("div").classes("axb-row") as self.speeds:
            ui.label(say("studio_run.steps_a_second")).classes("axb-muted")
            self.speed = ui.toggle(SPEEDS, value=2).props(
                f'no-caps aria-label="{say("studio_run.steps_a_second")}"'
            )
            self.speed.on_value_change(self.visitor.does(self._slow))
        with ui.element("div").classes("axb-row") as self.rates:
            self._round("studio_run.halve", "÷2", lambda: self._multiply(0.5))
            self.rate_field = ui.input(say("studio_run.rate")).props("dense outlined").classes("axb-rate")
            self.rate_field.on("keydown.enter", self.visitor.does(self._typed_rate))
            self._round("studio_run.double", "×2", lambda: self._multiply(2.0))
        self.stop = self._button("studio_run.stop", "stop", lambda: self.send("stop"))
        self.stop.tooltip(say("studio_run.stop_why"))

    def _build_others(self) -> None:
        self.resume = self._button("studio_run.resume", "play_arrow", self._resume, main=True)
        self.again = self._button("studio_run.try_again", "replay", self._resume, main=True)
        self.leave = self._button("studio_run.leave_queue", "close", self._leave)
        with ui.link(target="/train").classes("axb-link-button") as self.another:
            ui.label(self.visitor.say("studio_run.another"))
        self.take = export_button(self.visitor, self.name)
        self.script = ui.label(self.visitor.say("studio_run.by_script")).classes("axb-muted")

    def _button(self, key: str, icon: str, act: Any, main: bool = False) -> ui.button:
        button = ui.button(self.visitor.say(key), icon=icon, on_click=self.visitor.does(act))
        return button.props("no-caps unelevated" if main else "no-caps outline")

    def _round(self, key: str, text: str, act: Any) -> None:
        label = self.visitor.say(key)
        button = ui.button(text, on_click=self.visitor.does(act))
        button.props(f'no-caps flat dense aria-label="{label}"').tooltip(label)

    def show(self, now: Snapshot) -> None:
        """Show the buttons that make sense now."""
        trains, ended_early = (
            now.has_process and now.status != "starting",
            now.has_ended and not now.measuring,
        )
        at_its_end = now.status in ("finished", "diverged")
        untested = now.status == "finished" and not now.test
        unfinished = ended_early and now.from_job and (not at_its_end or untested)
        shown = {
            self.go: now.status in ("paused", "slow"), self.pause: now.status in ("running", "slow"),
            self.step: trains, self.slow: trains and now.status != "slow", self.speeds: now.status == "slow",
            self.rates: trains, self.stop: trains, self.leave: now.status == "queued",
            self.resume: unfinished and now.status != "failed", self.again: unfinished and now.status == "failed",
            self.another: now.has_ended, self.take: now.has_ended,
            self.script: ended_early and not now.from_job and not at_its_end,
        }  # fmt: skip
        for element, visible in shown.items():
            element.visible = visible
        self.go.text = self.visitor.say(
            "studio_run.go" if now.status == "paused" else "studio_run.full_speed"
        )
        if now.rate is not None and now.rate != self._heard:  # what is old news overrules no hand
            self.rate = self._heard = now.rate
            self.rate_field.props["placeholder"] = f"{now.rate:.3g}"
        if not now.has_process:
            self.answer.text = ""

    async def send(self, verb: str, **args: Any) -> None:
        """Ask the trainer, and say what it answered. Raises InputError where it refused, or is silent."""
        with Store() as store:
            run = store.open(self.name)
            id = run.send(verb, args)
            for _ in range(round(ANSWER_SECONDS / 0.05)):
                if (answer := run.command(id)).done:
                    break
                await asyncio.sleep(0.05)
        LIVE.hurry()
        if not answer.done:
            raise InputError("studio_run.no_answer", seconds=f"{ANSWER_SECONDS:g}")
        if answer.error is not None:
            raise InputError("studio_run.refused", problem=answer.error)
        value = f"{args.get('value', 0):.3g}"
        said = {"step": f"{answer.done_step:,}", **({"value": value} if verb == "set" else {})}
        self.answer.text = self.visitor.say(f"studio_run.did_{verb}", **said)

    async def _slow(self) -> None:
        await self.send("slow", steps_per_second=float(self.speed.value))

    async def _multiply(self, by: float) -> None:
        await self._set_rate(self.rate * by)

    async def _typed_rate(self) -> None:
        text = str(self.rate_field.value or "").strip()
        try:
            rate = float(text)
        except ValueError:
            rate = 0.0
        if not 0 < rate < float("inf"):
            raise InputError("studio_run.no_rate", got=repr(text))
        await self._set_rate(rate)
        self.rate_field.value = ""

    async def _set_rate(self, rate: float) -> None:
        await self.send("set", name="learning_rate", value=rate)
        self.rate = rate

    def _resume(self) -> None:
        queue.go_on(self.name, self.visitor.id)
        LIVE.hurry()

    def _leave(self) -> None:
        with Store() as store:
            store.open(self.name).leave_queue()
        LIVE.hurry()
