"""Races: one is put together and begun at /race, and watched at /race/NAME."""

from dataclasses import dataclass
from typing import Any

from nicegui import run, ui

from axb.jobs.racing import asking
from axb.jobs.racing.reading import Listed, listed
from axb.races.domains import settings
from axb.studio.behind import watching
from axb.studio.frame import frame, who
from axb.studio.pages.race_live import LiveRace
from axb.studio.pages.train_cards import Cards
from axb.studio.pages.train_choices import Choice, available, families
from axb.studio.pages.train_faces import data_faces, model_faces
from axb.studio.plot import expect_plots
from axb.studio.slider import Slider
from axb.studio.vary import VaryEditor
from axb.studio.visitor import Visitor
from axb.words import InputError, speaking

PATIENCE = 30.0  # seconds that PyTorch may take to be imported on a slow disk
EPOCHS, SEEDS, MOST_SEEDS = 10, 5, 20  # at first; the slider's end
SECONDS, MOST_SECONDS = 5, 60
KINDS = ("steps", "seconds", "halving")  # what is equal, and who goes on
HALVING = 3  # the factor that Hyperband's authors take (Li et al. 2018)
SHOWN = 30  # earlier races


def register() -> None:
    """/race, /race/{name}"""

    @ui.page("/race", response_timeout=PATIENCE)
    async def page(data: str = "digits", model: str = "") -> None:
        await run.io_bound(_import_what_is_heavy)
        before = await watching(listed)
        with frame(who().say("studio_race.title")) as visitor:
            expect_plots()  # the curves are one click away
            RacePage(visitor, Choice.of({"data": data, "model": model}))
            _earlier(visitor, before)

    @ui.page("/race/{name}", response_timeout=PATIENCE)
    async def one(name: str) -> None:
        await run.io_bound(_import_what_is_heavy)
        try:
            with speaking(who().language):
                await LiveRace.find(name, who().language)
        except InputError as error:
            _unknown(str(error))
            return
        with frame(name) as visitor:
            race = LiveRace(name, visitor)
            await race.look()


def _import_what_is_heavy() -> None:
    import axb.zoo  # noqa: F401


def _unknown(sentence: str) -> None:
    with frame(who().say("studio_race.unknown")) as visitor:
        ui.label(sentence).classes("axb-lead")
        ui.link(visitor.say("studio_race.all"), "/race")


@dataclass
class Told:
    """A slider whose value stands in its head."""

    name: str
    box: ui.element
    head: ui.label
    slider: Slider

    def read(self) -> int:
        """Its value, told in its head."""
        value = int(self.slider.value)
        self.head.text = f"{self.name}: {value}"
        return value


class RacePage:
    """What one visitor is putting together."""

    def __init__(self, visitor: Visitor, choice: Choice) -> None:
        self.visitor, self.choice, self.number, self.kind = visitor, choice, SEEDS, KINDS[0]
        say = visitor.say
        ui.label(say("studio_race.lead")).classes("axb-lead")
        with ui.element("div").classes("axb-start"):
            self.summary = ui.label().classes("axb-numbers").props('role="status"')
            self.start = ui.button(say("studio_race.start"), icon="flag", on_click=visitor.does(self._start))
            self.start.props("no-caps unelevated size=lg")
        self._head("studio_race.vary")
        self.editor = VaryEditor(visitor, self.choice.job, self._show_summary)
        self._head("studio_race.how_long")
        kinds = {kind: say(f"studio_race.by_{kind}") for kind in KINDS}
        toggle = ui.toggle(kinds, value=self.kind, on_change=lambda event: self._choose_kind(event.value))
        toggle.classes("axb-kinds").props(
            f'no-caps unelevated role=group aria-label="{say("studio_race.kind")}"'
        )
        self.kind_why = ui.label().classes("axb-muted").style("margin-bottom: 10px")
        with ui.element("div").classes("axb-learning"):
            self.seeds = self._slider("studio_race.seeds", "studio_race.seeds_why", MOST_SEEDS, SEEDS)
            self.epochs = self._slider("studio_train.epochs", "studio_train.epochs_why", EPOCHS, 1)
            self.seconds = self._slider(
                "studio_race.seconds", "studio_race.seconds_why", MOST_SECONDS, SECONDS
            )
        self._head("studio_train.data", "studio_race.data")
        self.data = Cards(visitor, "data", data_faces(visitor), self._choose_data)
        self._head("studio_train.model", "studio_race.model")
        self.model = Cards(visitor, "model", model_faces(visitor), self._choose_model)
        self._show_chosen()
        for one in (self.seeds, self.epochs, self.seconds):
            one.slider.on_value_change(self._moved)

    def _head(self, *keys: str) -> None:
        ui.html(self.visitor.say(keys[-1]), sanitize=False, tag="h2")

    def _slider(self, key: str, why: str, high: int, value: int) -> "Told":
        with ui.element("div").classes("axb-hyper") as box:
            head = ui.label().classes("axb-hyper-name")
            slider = Slider(self.visitor.say(key), 1, high, 1, value)
            ui.label(self.visitor.say(why)).classes("axb-muted")
        return Told(self.visitor.say(key), box, head, slider)

    def _choose_kind(self, kind: str) -> None:
        self.kind = kind
        self._moved()

    def _show_chosen(self) -> None:
        can = families(self.choice.data)
        self.data.show(available(), self.choice.data)
        self.model.show(can, self.choice.model, recommended=can[0])
        usual = self.choice.usual_epochs()
        self.epochs.slider.props(f"max={max(EPOCHS, 3 * usual)}")
        self.epochs.slider.value = min(EPOCHS, usual)
        self._moved()

    async def _choose_data(self, name: str) -> None:
        self.choice.choose_data(name)
        self._show_chosen()
        await self.editor.job_changed()

    async def _choose_model(self, name: str) -> None:
        self.choice.choose_model(name)
        self._show_chosen()
        await self.editor.job_changed()

    def _moved(self, _: Any = None) -> None:
        timed = self.kind == "seconds"
        self.number, self.choice.epochs = self.seeds.read(), self.epochs.read()
        seconds = self.seconds.read()
        self.choice.time = seconds if timed else None
        self.epochs.box.visible, self.seconds.box.visible = not timed, timed
        self.kind_why.text = self.visitor.say(f"studio_race.by_{self.kind}_why")
        self._show_summary()

    def _show_summary(self) -> None:
        """How many trainings these are; what is wrong is said at its row."""
        say = self.visitor.say
        try:
            count = len(settings(self.editor.vary())) if self.editor.rows else 0
        except InputError:
            count = 0
        title = self.choice.title(say)
        told = {"settings": f"{count:,}", "seeds": self.number, "trainings": f"{count * self.number:,}"}
        self.summary.text = f"{title} · {say('studio_race.count', **told)}" if count else title
        self.start.set_enabled(count > 0)

    def _start(self) -> None:
        halving = HALVING if self.kind == "halving" else None
        name = asking.ask(self.choice.job(), self.editor.vary(), self.number, self.visitor.id, halving)
        ui.navigate.to(f"/race/{name}")


def _earlier(visitor: Visitor, before: list[Listed]) -> None:
    """Those that wait first: the store doesn't know them yet."""
    known = {one.name for one in before}
    waiting = [one for one in asking.alive() if one.name not in known]
    if not (before or waiting):
        return
    ui.html(visitor.say("studio_race.earlier"), sanitize=False, tag="h2")
    with ui.element("ul").classes("axb-races"):
        for one in waiting:
            _item(one.name, visitor.say("studio_race.waiting"))
        for found in before[:SHOWN]:
            base = found.base
            told = {
                "model": base.get("model", "–"),
                "data": base.get("data", "–"),
                "varied": ", ".join(found.varied),
            }
            _item(found.name, visitor.say("studio_race.listed", **told, ended=found.ended, runs=found.runs))


def _item(name: str, about: str) -> None:
    with ui.element("li"):
        ui.link(name, f"/race/{name}")
        ui.label(about).classes("axb-muted")
