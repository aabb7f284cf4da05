"""The page where a training is chosen and started: data, network, optimizer, budget."""

from typing import Any
from urllib.parse import urlencode

from nicegui import run, ui

from axb.jobs import queue
from axb.runs import Store
from axb.runs.queue import Queue
from axb.studio.frame import frame, who
from axb.studio.pages import optimizers
from axb.studio.pages.run_live_words import duration
from axb.studio.pages.train_cards import Cards
from axb.studio.pages.train_choices import Choice, available, families, title_of
from axb.studio.pages.train_faces import data_faces, model_faces
from axb.studio.pages.train_learning import hyper_slider
from axb.studio.slider import Slider
from axb.studio.visitor import Visitor
from axb.words import InputError

SECONDS = (5.0, 300.0, 5.0, 60.0)  # of a time budget: least, most, between two, at first
PATIENCE = 30.0  # seconds that PyTorch may take to be imported on a slow disk


def register() -> None:
    """/train"""

    @ui.page("/train", response_timeout=PATIENCE)
    async def page(
        data: str = "", model: str = "", optimizer: str = "", batch_size: str = "", learning_rate: str = ""
    ) -> None:
        words = {
            "data": data, "model": model, "optimizer": optimizer, "batch_size": batch_size,
            "learning_rate": learning_rate,
        }  # fmt: skip
        await run.io_bound(_import_what_is_heavy)
        with frame(who().say("studio_train.title")) as visitor:
            TrainPage(visitor, Choice.of(words))


def _import_what_is_heavy() -> None:
    import axb.zoo  # noqa: F401


class TrainPage:
    """What one visitor is choosing."""

    def __init__(self, visitor: Visitor, choice: Choice) -> None:
        self.visitor, self.choice = visitor, choice
        say = visitor.say
        ui.label(say("studio_train.lead")).classes("axb-lead")
        with ui.element("div").classes("axb-start"):
            self.summary = ui.label().classes("axb-numbers").props('role="status"')
            self.start = ui.button(
                say("studio_train.start"), icon="play_arrow", on_click=visitor.does(self._start)
            )
            self.start.props("no-caps unelevated size=lg")
        self.queue = ui.label().classes("axb-muted")
        self._head("studio_train.data")
        self.data = Cards(visitor, "data", data_faces(visitor), self._choose_data)
        ui.link(say("studio_train.own_data"), "/data")
        self._head("studio_train.model")
        self.model = Cards(visitor, "model", model_faces(visitor), self._choose_model)
        self._head("studio_train.learning")
        self.learning = ui.element("div").classes("axb-learning")
        self._head("studio_train.budget")
        self._make_budget()
        with ui.expansion(say("studio_train.more"), icon="tune").classes("axb-fold"):
            self.more = ui.element("div").classes("axb-columns axb-wide")
        self._show_chosen()
        self._show_learning()
        self._show_queue()

    def _head(self, key: str) -> None:
        ui.html(self.visitor.say(key), sanitize=False, tag="h2")

    def _show_chosen(self) -> None:
        can = families(self.choice.data)
        self.data.show(available(), self.choice.data)
        self.model.show(can, self.choice.model, recommended=can[0])
        self._show_budget()
        self._show_more()

    def _choose_data(self, name: str) -> None:
        self.choice.choose_data(name)
        self._show_chosen()

    def _choose_model(self, name: str) -> None:
        self.choice.choose_model(name)
        self._show_chosen()

    def _show_learning(self) -> None:
        from axb.optimizers import NAMES

        say, chosen = self.visitor.say, self.choice.optimizer
        self.learning.clear()
        with self.learning:
            names = {
                "": say("studio_train.by_recipe"),
                **{name: kind.title for name, kind in NAMES.items()},
            }
            with ui.element("div").classes("axb-select"):
                select = ui.select(names, value=chosen, label=say("studio_train.optimizer")).props("outlined")
                select.on_value_change(self.visitor.does(lambda event: self._choose_optimizer(event.value)))
                what = say("studio_optimizers.what")
                ui.link(what, optimizers.address(chosen), new_tab=True)  # so that what is chosen here stays
                find = ui.button(say("studio_train.find_rate"), icon="search", on_click=self._find_rate)
                find.props("no-caps flat").classes("axb-find")
            if not chosen:
                self._show_recipe()
            else:
                for hyper in NAMES[chosen].hyperparameters:
                    usual, value = float(NAMES[chosen].default(hyper)), self.choice.hypers.get(hyper.name)
                    hyper_slider(hyper, usual, self.visitor, self.choice.hypers.__setitem__, value)

    def _show_recipe(self) -> None:
        say, rate = self.visitor.say, self.choice.hypers.get("learning_rate")
        with ui.element("div"):
            ui.label(say("studio_train.by_recipe_why")).classes("axb-muted")
            if rate is not None:
                ui.label(say("studio_train.rate_taken", rate=f"{rate:g}")).classes("axb-hyper-name")

    def _find_rate(self) -> None:
        ui.navigate.to(f"/lr?{urlencode(self.choice.words())}")

    def _choose_optimizer(self, name: str) -> None:
        self.choice.optimizer, self.choice.hypers = name, {}
        self._show_learning()

    def _make_budget(self) -> None:
        say = self.visitor.say
        kinds = {"epochs": say("studio_train.epochs"), "time": say("studio_train.time")}
        toggle = ui.toggle(kinds, value="epochs", on_change=lambda event: self._choose_budget(event.value))
        toggle.classes("axb-kinds").props(
            f'no-caps unelevated role=group aria-label="{say("studio_train.how_long")}"'
        )
        with ui.element("div").classes("axb-learning"):
            with ui.element("div").classes("axb-hyper") as self.by_epochs:
                self.epochs_head = ui.label().classes("axb-hyper-name")
                self.epochs = Slider(say("studio_train.epochs"), 1, 10, 1, 1)
                ui.label(say("studio_train.epochs_why")).classes("axb-muted")
            with ui.element("div").classes("axb-hyper") as self.by_time:
                self.time_head = ui.label().classes("axb-hyper-name")
                self.time = Slider(say("studio_train.time"), *SECONDS)
                ui.label(say("studio_train.time_why")).classes("axb-muted")
        self.by_time.visible = False
        self.epochs.on_value_change(self._epochs_moved)
        self.time.on_value_change(self._time_moved)

    def _choose_budget(self, kind: str) -> None:
        self.by_epochs.visible, self.by_time.visible = kind == "epochs", kind == "time"
        if kind == "time":
            self._time_moved()
        else:
            self.choice.time = None
            self._epochs_moved()

    def _time_moved(self) -> None:
        self.choice.time = int(self.time.value)
        time = duration(self.choice.time, self.visitor.say)
        self.time_head.text = f"{self.visitor.say('studio_train.time')}: {time}"
        self._show_summary()

    def _epochs_moved(self) -> None:
        epochs, usual = int(self.epochs.value), self.choice.usual_epochs()
        self.choice.epochs = epochs if epochs != usual else None
        self.epochs_head.text = f"{self.visitor.say('studio_train.epochs')}: {epochs}"
        self._show_summary()

    def _show_budget(self) -> None:
        usual = self.choice.usual_epochs()
        self.epochs.props(f"max={max(10, 3 * usual)}")
        self.epochs.value = self.choice.epochs or usual
        self._epochs_moved()

    def _show_more(self) -> None:
        self.more.clear()
        with self.more:
            self._field("batch_size", None, lambda value: value >= 1 and value == int(value), "≥ 1")
            self._field("validation", 0.1, lambda value: 0 <= value < 1, "∈ [0, 1)")
            self._field("seed", 0, lambda value: value >= 0 and value == int(value), "≥ 0")
            self._watch_switch()
            self._options()

    def _field(self, name: str, usual: float | None, allowed: Any, rule: str) -> None:
        say = self.visitor.say
        label = say(f"studio_train.field_{name}")

        def changed(event: Any) -> None:
            value = usual if event.value is None else event.value
            if value is not None and not allowed(value):
                raise InputError("studio_train.not_a_number", what=label, rule=rule, got=value)
            whole = value is not None and name != "validation"
            setattr(self.choice, name, int(value) if whole and value is not None else value)
            self._show_budget()

        with ui.element("div"):
            one = ui.number(label, value=getattr(self.choice, name)).props("outlined dense")
            one.on_value_change(self.visitor.does(changed))
            ui.label(say(f"studio_train.field_{name}_why")).classes("axb-muted")

    def _watch_switch(self) -> None:
        def turned(event: Any) -> None:
            self.choice.watch = bool(event.value)

        with ui.element("div"):
            ui.switch(self.visitor.say("studio_train.watch"), value=self.choice.watch, on_change=turned)
            ui.label(self.visitor.say("studio_train.watch_why")).classes("axb-muted")

    def _options(self) -> None:
        """The network's own options, as `axb train mlp:hidden=64,32` takes them."""
        from axb import zoo

        family = zoo.find(self.choice.model)
        for name, option in family.options.items():
            usual = (
                ",".join(map(str, option.default)) if isinstance(option.default, tuple) else option.default
            )
            label = self.visitor.say("studio_train.option", name=name, usual=usual)
            with ui.element("div"):
                field = ui.input(label, value=self.choice.options.get(name, "")).props("outlined dense")
                field.on_value_change(lambda event, name=name: self._set_option(name, event.value))
                ui.label(family.about_option(name)).classes("axb-muted")

    def _set_option(self, name: str, text: str | None) -> None:
        self.choice.options.pop(name, None)
        if text and text.strip():
            self.choice.options[name] = text.strip()

    def _show_summary(self) -> None:
        choice, say = self.choice, self.visitor.say
        self.summary.text = say(
            "studio_train.summary_timed" if choice.time else "studio_train.summary",
            model=say(f"studio_train.model_{choice.model}"),
            data=title_of(choice.data, say),
            epochs=choice.epochs or choice.usual_epochs(),
            time=duration(choice.seconds(), say),
        )

    def _show_queue(self) -> None:
        with Store() as store:
            line = Queue(store)
            before = len(line.waiting()) + sum(one.status in ("starting", "running") for one in line.active())
        self.queue.text = self.visitor.say("studio_train.waiting", count=before) if before else ""
        self.queue.visible = bool(before)

    def _start(self) -> None:
        name = queue.ask(self.choice.job(), self.visitor.id)
        ui.navigate.to(f"/run/{name}")
