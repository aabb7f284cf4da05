"""The form that starts a search: model, data, what varies, how long."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from nicegui import ui

from axb.jobs.sweeping.apart import Asked, Begun, begin
from axb.jobs.sweeping.plan import PRUNERS, SAMPLERS
from axb.jobs.sweeping.sessions import at_work
from axb.studio.command_line import CommandLine
from axb.studio.notices import notice
from axb.studio.pages.sweep_wish import Wish, first_rows, number
from axb.studio.pages.train_choices import available, families, title_of
from axb.studio.vary import VaryEditor
from axb.studio.visitor import Visitor
from axb.words import InputError

ONE_BY_ONE = asyncio.Lock()  # of all visitors: each search takes all the cores that it gets


async def start(asked: Asked) -> Begun:
    """Begin, in the current language, where nobody else searches. Raises InputError where somebody does."""
    async with ONE_BY_ONE:
        if busy := await asyncio.to_thread(at_work):
            raise InputError("studio_sweep.another", name=busy[0])
        return await asyncio.to_thread(begin, asked)


class SweepForm:
    """What one visitor is choosing."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.wish = visitor, Wish()
        say = visitor.say
        with ui.element("div").classes("axb-start"):
            self.summary = ui.label().classes("axb-numbers").props('role="status"')
            self.button = ui.button(say("studio_sweep.start"), icon="search")
            self.button.on_click(visitor.does(self._start)).props("no-caps unelevated size=lg")
        self._head("studio_sweep.what")
        self._build_what()
        self._head("studio_sweep.vary")
        self.editor = VaryEditor(visitor, self.wish.job, self._show, first_rows())
        self._head("studio_sweep.how_long")
        with ui.element("div").classes("axb-columns axb-wide"):
            self._number(
                "minutes", False, self.wish.minutes, lambda value: setattr(self.wish, "minutes", value)
            )
            self._number("trials", True, None, lambda value: setattr(self.wish, "trials", value))
        self._build_more()
        self._head("studio_sweep.command")
        self.command = CommandLine(visitor)
        self._show()

    def _head(self, key: str) -> None:
        ui.html(self.visitor.say(key), sanitize=False, tag="h2")

    def _build_what(self) -> None:
        say, choice = self.visitor.say, self.wish.choice
        data = {name: title_of(name, say) for name in available()}
        with ui.element("div").classes("axb-columns axb-wide"):
            chosen = ui.select(data, value=choice.data, label=say("studio_sweep.data"))
            self.model = ui.select(self._models(), value=choice.model, label=say("studio_sweep.model"))
            for one, act in ((chosen, self._choose_data), (self.model, self._choose_model)):
                one.props("outlined dense").on_value_change(self.visitor.does(act))
            self._number("epochs", True, None, lambda value: setattr(choice, "epochs", value))

    def _models(self) -> dict[str, str]:
        return {
            name: self.visitor.say(f"studio_train.model_{name}") for name in families(self.wish.choice.data)
        }

    async def _choose_data(self, event: Any) -> None:
        epochs = self.wish.choice.epochs
        self.wish.choice.choose_data(event.value)
        self.wish.choice.epochs = epochs
        self.model.set_options(self._models(), value=self.wish.choice.model)
        await self._other_job()

    async def _choose_model(self, event: Any) -> None:
        if event.value not in (None, self.wish.choice.model):
            epochs = self.wish.choice.epochs
            self.wish.choice.choose_model(event.value)
            self.wish.choice.epochs = epochs
            await self._other_job()

    async def _other_job(self) -> None:
        await self.editor.job_changed()
        self._show()

    def _build_more(self) -> None:
        say, wish = self.visitor.say, self.wish
        fold = ui.expansion(say("studio_sweep.more"), icon="tune").classes("axb-fold")
        with fold, ui.element("div").classes("axb-columns axb-wide"):
            self._choice("sampler", SAMPLERS, wish.sampler)
            self._choice("pruner", PRUNERS, wish.pruner)
            self._number("seed", True, 0, lambda value: setattr(wish.choice, "seed", value or 0), least=0)

    def _choice(self, field: str, names: tuple[str, ...], usual: str) -> None:
        say = self.visitor.say
        known = {name: say(f"studio_sweep.choice_{field}_{name}") for name in names}
        one = ui.select(known, value=usual, label=say(f"studio_sweep.field_{field}")).props("outlined dense")

        def changed(event: Any) -> None:
            setattr(self.wish, field, event.value)
            self._show()

        one.on_value_change(self.visitor.does(changed))

    def _number(
        self, field: str, whole: bool, value: float | None, keep: Callable[[Any], None], least: int = 1
    ) -> None:
        say = self.visitor.say
        label = say(f"studio_sweep.field_{field}")

        def changed(event: Any) -> None:
            keep(number(label, event.value, whole, least))
            self._show()

        with ui.element("div"):
            one = ui.number(label, value=value).props("outlined dense debounce=300")
            one.on_value_change(self.visitor.does(changed))
            if field != "seed":
                ui.label(say(f"studio_sweep.field_{field}_why")).classes("axb-muted")

    def _show(self) -> None:
        rows = self.editor.rows
        self.summary.text = self.wish.told(rows, self.visitor.say)
        try:
            line = self.wish.command(self.wish.read(rows))
        except InputError:  # it is said at its row
            line = ""
        self.command.show("" if self._refused() else line)

    def _refused(self) -> str:
        """Why a training can't have the values of a row; empty where it can."""
        return next((line.refused for line in self.editor.lines if line.refused), "")

    async def _start(self) -> None:
        rows = self.editor.rows
        self.wish.read(rows)
        if problem := self._refused():
            raise InputError("studio_vary.refused", problem=problem)
        self.button.props("loading")
        self.summary.text = self.visitor.say("studio_sweep.starting")
        try:
            begun = await start(self.wish.asked(rows))
        finally:
            self.button.props(remove="loading")
            self._show()
        if begun.problem:
            notice(begun.problem)
        else:
            ui.navigate.to(f"/sweep/{quote(begun.name)}")
