"""The page where a training is chosen and started: data, network, optimizer, budget."""

from functools import partial
from typing import Any

from nicegui import run, ui

from axb.jobs import queue
from axb.runs import Store
from axb.runs.queue import Queue
from axb.studio.frame import frame, who
from axb.studio.pages.run_live_words import duration
from axb.studio.pages.train_choices import DATA, Choice, available
from axb.studio.pages.train_learning import hyper_slider
from axb.studio.pages.train_pictures import MODELS, sheet
from axb.studio.slider import Slider
from axb.studio.visitor import Visitor
from axb.words import InputError, speaking

PATIENCE = 30.0  # seconds that PyTorch may take to be imported on a slow disk


def register() -> None:
    """/train"""

    @ui.page("/train", response_timeout=PATIENCE)
    async def page() -> None:
        await run.io_bound(_import_what_is_heavy)
        with frame(who().say("studio_train.title")) as visitor:
            TrainPage(visitor)


def _import_what_is_heavy() -> None:
    import axb.zoo  # noqa: F401


class TrainPage:
    """What one visitor is choosing."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.choice = visitor, Choice()
        say = visitor.say
        ui.label(say("studio_train.lead")).classes("axb-lead")
        with ui.element("div").classes("axb-start"):
            self.summary = ui.label().classes("axb-numbers").props('role="status"')
            self.start = ui.button(
                say("studio_train.start"), icon="play_arrow", on_click=visitor.does(self._start)
            )
            self.start.props("no-caps unelevated size=lg")
        self.queue = ui.label().classes("axb-muted")
        self.data = self._section("studio_train.data", "axb-choices axb-choices-wide")
        self.model = self._section("studio_train.model", "axb-choices")
        self.learning = self._section("studio_train.learning", "axb-learning")
        self.budget = self._section("studio_train.budget", "axb-learning")
        with ui.expansion(say("studio_train.more"), icon="tune").classes("axb-fold"):
            self.more = ui.element("div").classes("axb-columns axb-wide")
        self._show_data()
        self._show_model()
        self._show_learning()
        self._show_queue()

    def _section(self, key: str, classes: str) -> ui.element:
        ui.html(self.visitor.say(key), sanitize=False, tag="h2")
        return ui.element("div").classes(classes)

    def _show_data(self) -> None:
        self.data.clear()
        with self.data:
            for name in available():
                self._card(name, "data", name == self.choice.data, partial(self._choose_data, name))

    def _show_model(self) -> None:
        self.model.clear()
        with self.model:
            for name in DATA[self.choice.data]:
                self._card(name, "model", name == self.choice.model, partial(self._choose_model, name))
        self._show_budget()
        self._show_more()

    def _card(self, name: str, kind: str, chosen: bool, choose: Any) -> None:
        """A large button that stays pressed: picture, name, one sentence."""
        visitor = self.visitor
        card = (
            ui.element("button")
            .classes("axb-choice")
            .props(f'type="button" aria-pressed="{str(chosen).lower()}"')
        )
        card.on("click", visitor.does(choose))
        with card:
            if kind == "data":
                ui.html(f'<img src="{sheet(name, visitor.language, visitor.scheme)}" alt="">', sanitize=False)
            else:
                ui.html(
                    f'<svg viewBox="0 0 160 88" aria-hidden="true" fill="none">{MODELS[name]}</svg>',
                    sanitize=False,
                )
            key = name.replace("-", "_")
            title = visitor.say(f"studio_train.data_{key}" if kind == "data" else f"studio_train.model_{key}")
            ui.element("b")._text = title
            ui.element("span").classes("axb-muted")._text = self._about(name, kind)
            if kind == "model" and name == DATA[self.choice.data][0]:
                ui.element("span").classes("axb-badge")._text = visitor.say("studio_train.recommended")

    def _about(self, name: str, kind: str) -> str:
        from axb import data, zoo

        with speaking(self.visitor.language):
            return data.names()[name] if kind == "data" else zoo.find(name).about

    def _choose_data(self, name: str) -> None:
        self.choice.choose_data(name)
        self._show_data()
        self._show_model()

    def _choose_model(self, name: str) -> None:
        self.choice.choose_model(name)
        self._show_model()

    def _show_learning(self) -> None:
        from axb.optimizers import NAMES

        say, chosen = self.visitor.say, self.choice.optimizer
        self.learning.clear()
        with self.learning:
            names = {
                "": say("studio_train.by_recipe"),
                **{name: kind.__name__ for name, kind in NAMES.items()},
            }
            select = ui.select(names, value=chosen, label=say("studio_train.optimizer")).props("outlined")
            select.classes("axb-select").on_value_change(
                self.visitor.does(lambda event: self._choose_optimizer(event.value))
            )
            if not chosen:
                ui.label(say("studio_train.by_recipe_why")).classes("axb-muted")
            else:
                for hyper in NAMES[chosen].hyperparameters:
                    hyper_slider(hyper, NAMES[chosen], self.visitor, self.choice.hypers.__setitem__)

    def _choose_optimizer(self, name: str) -> None:
        self.choice.optimizer, self.choice.hypers = name, {}
        self._show_learning()

    def _show_budget(self) -> None:
        say, usual = self.visitor.say, self.choice.usual_epochs()
        self.budget.clear()
        with self.budget, ui.element("div").classes("axb-hyper"):
            head = ui.label().classes("axb-hyper-name")
            slider = Slider(say("studio_train.epochs"), 1, max(10, 3 * usual), 1, self.choice.epochs or usual)
            ui.label(say("studio_train.epochs_why")).classes("axb-muted")

        def moved() -> None:
            self.choice.epochs = int(slider.value) if slider.value != usual else None
            head.text = f"{say('studio_train.epochs')}: {slider.value:g}"
            self._show_summary()

        slider.on_value_change(moved)
        moved()

    def _show_more(self) -> None:
        self.more.clear()
        with self.more:
            self._field("batch_size", None, lambda value: value >= 1 and value == int(value), "≥ 1")
            self._field("validation", 0.1, lambda value: 0 <= value < 1, "∈ [0, 1)")
            self._field("seed", 0, lambda value: value >= 0 and value == int(value), "≥ 0")
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

    def _options(self) -> None:
        """The network's own options, as `axb train mlp:hidden=64,32` takes them."""
        from axb import zoo

        for name, option in zoo.find(self.choice.model).options.items():
            usual = (
                ",".join(map(str, option.default)) if isinstance(option.default, tuple) else option.default
            )
            label = self.visitor.say("studio_train.option", name=name, usual=usual)
            field = ui.input(label, value=self.choice.options.get(name, "")).props("outlined dense")
            field.on_value_change(lambda event, name=name: self._set_option(name, event.value))

    def _set_option(self, name: str, text: str | None) -> None:
        self.choice.options.pop(name, None)
        if text and text.strip():
            self.choice.options[name] = text.strip()

    def _show_summary(self) -> None:
        choice, say = self.choice, self.visitor.say
        self.summary.text = say(
            "studio_train.summary",
            model=say(f"studio_train.model_{choice.model}"),
            data=say(f"studio_train.data_{choice.data.replace('-', '_')}"),
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
