"""Experiments: all of them at /lab; one at /lab/NAME is chosen, begun, watched, and found again as it was left."""

import asyncio
from pathlib import Path
from typing import Any

from nicegui import ui

from axb.labs import catalogue
from axb.labs.asking import ERRANDS, ask, last
from axb.labs.finding import Finding
from axb.labs.plans import spec
from axb.studio.command_line import CommandLine
from axb.studio.frame import frame, who
from axb.studio.pages.lab_parts.choosing import Choosing
from axb.studio.pages.lab_parts.found import Found
from axb.studio.pages.lab_parts.standing import Standing, stand
from axb.studio.pages.lab_parts.status import Status
from axb.studio.visitor import Visitor
from axb.words import InputError, speaking

STYLE = Path(__file__).parent / "lab_parts" / "lab.css"
PATIENCE = 30.0  # seconds that PyTorch may take to be imported on a slow disk
LOOK_SECONDS = 1.0


def register() -> None:
    """/lab, /lab/{name}"""

    @ui.page("/lab")
    def all_of_them() -> None:
        with frame(who().say("studio_lab.title")) as visitor:
            ui.label(visitor.say("studio_lab.lead")).classes("axb-lead")
            with ui.element("div").classes("axb-doors"):
                for name in catalogue.EXPERIMENTS:
                    _card(visitor, name)

    @ui.page("/lab/{name}", response_timeout=PATIENCE)
    async def one(name: str) -> None:
        """The query may choose: ?preset=full&seeds=5"""
        query = dict(ui.context.client.request.query_params)
        try:
            with speaking(who().language):
                experiment = await asyncio.to_thread(catalogue.experiment, name)
                choice = _choice(experiment, query)
        except InputError as error:
            with frame(who().say("studio_lab.unknown")) as visitor:
                ui.label(str(error)).classes("axb-lead")
                ui.link(visitor.say("studio_lab.all"), "/lab")
            return
        with frame(who().say(f"studio_lab.name_{name}")) as visitor:
            ui.add_css(STYLE.read_text("utf-8"))
            await LabPage(visitor, experiment, *choice).look()


def _card(visitor: Visitor, name: str) -> None:
    with ui.link(target=f"/lab/{name}").classes("axb-card"):
        ui.html(f"<b>{visitor.say(f'studio_lab.name_{name}')}</b>", sanitize=False)
        ui.label(visitor.say(f"studio_lab.lead_{name}")).classes("axb-muted")
        asked = ERRANDS.find(name)
        if asked is not None and asked.is_alive:
            ui.label(visitor.say("studio_lab.under_way")).classes("axb-badge")


def _choice(experiment: Any, query: dict[str, str]) -> tuple[str, dict[str, str]]:
    """What the address says; else what was asked for last. Raises InputError for what is no plan."""
    asked = last(experiment.name)
    if query or asked is None:
        preset, options = query.pop("preset", "class"), query
    else:
        preset, options = asked.preset, dict(asked.options)
    experiment.plan(preset, options)
    return preset, options


class LabPage:
    """One visitor's look at an experiment. It looks every second; what has not changed stays where it stands."""

    def __init__(self, visitor: Visitor, experiment: Any, preset: str, options: dict[str, str]) -> None:
        self.visitor, self.experiment = visitor, experiment
        say = visitor.say
        ui.label(say(f"studio_lab.lead_{experiment.name}")).classes("axb-lead")
        self.choosing = Choosing(visitor, experiment, preset, options, self.look)
        self.status = Status(visitor, experiment, self._start, self._stop)
        self.found = Found(visitor, experiment.name)
        ui.html(say("studio_lab.command"), sanitize=False, tag="h2")
        self.command = CommandLine(visitor)
        ui.label(say("studio_lab.command_why")).classes("axb-muted")
        ui.link(say("studio_lab.all"), "/lab")
        self.now: Standing | None = None
        ui.timer(LOOK_SECONDS, visitor.does(self.look))

    async def look(self) -> None:
        """Show what is new."""
        plan = self.choosing.plan
        now, finding = await asyncio.to_thread(self._read, plan, self.now)
        if plan is not self.choosing.plan:
            return  # another was chosen meanwhile, and is looked at by who chose it
        self.now = now
        self.status.show(now)
        if finding is not None:
            self.found.show(finding, bool(now.kept))
            self.command.show(self._command())

    def _read(self, plan: Any, before: Standing | None) -> tuple[Standing, Finding | None]:
        """How it stands, and what follows where that is new."""
        now = stand(self.experiment, plan)
        same = before is not None and (before.plan, before.kept) == (now.plan, now.kept)
        return now, None if same else self.experiment.finding(plan, now.kept)

    def _command(self) -> str:
        preset = self.choosing.preset
        line = f"axb lab {spec(self.experiment.name, self.choosing.options)}"
        return line if preset == "class" else f"{line} --preset {preset}"

    async def _start(self) -> None:
        ask(self.experiment.name, self.choosing.preset, self.choosing.options, self.visitor.id)
        await self.look()

    async def _stop(self) -> None:
        ERRANDS.stop(self.experiment.name)
        await self.look()
