"""The bar: learn, pause, one step, start over, go back in time, keep."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from axb.studio.pages.network_parts.form import RATES
from axb.studio.slider import Slider

if TYPE_CHECKING:
    from axb.studio.pages.network import NetworkPage

SPEEDS: dict[str, float | None] = {"slow": 3.0, "normal": 60.0, "fast": None}  # steps a second
AT_HAND = 0.5  # seconds after a hand's move during which the slider follows nobody else
READINGS = ("step", "loss", "val_loss", "score")


class Bar:
    """What makes time go, and the sentence on what there is to do or what went wrong."""

    def __init__(self, page: "NetworkPage") -> None:
        self.page, self._touched = page, 0.0
        say = page.visitor.say
        with ui.element("div").classes("axb-says").props('role="status"') as self.says:
            self.sentence = ui.label(say("studio_network.lead"))
            self.mend = self._button("mend", "healing", self._mend)
            self.kept = ui.link("", "/").classes("net-kept")
        self.kept.set_visibility(False)
        with ui.element("div").classes("axb-row axb-bar"):
            self.learn = self._button("learn", "play_arrow", self._learn, "size=lg unelevated").classes(
                "net-learn"
            )
            self._button("step", "skip_next", self._step, "outline size=lg")
            self._button("start_over", "replay", self._start_over, "outline size=lg")
            self._button("new_weights", "casino", self._new_weights, "outline")
            self.speed = ui.toggle(
                {name: say(f"studio_network.speed_{name}") for name in SPEEDS}, value="normal",
                on_change=lambda event: self.set_speed(event.value),
            ).props(f'no-caps unelevated role="group" aria-label="{say("studio_network.speed")}"')  # fmt: skip
            self._button("keep", "bookmark_add", self._keep, "outline")
        with ui.element("div").classes("net-time"):
            ui.label(say("studio_network.rewind")).classes("axb-muted").props("aria-hidden=true")
            self.time = Slider(say("studio_network.rewind_label"), 0, 1, 1, 0)
            with ui.element("div").classes("axb-readings"):
                self.readings = {name: self._reading(name) for name in READINGS}
        self.time.on("update:model-value", self._moved, [None], throttle=0.05)

    def _button(self, name: str, icon: str, act: Callable[[], Any], props: str = "") -> ui.button:
        visitor = self.page.visitor
        button = ui.button(visitor.say(f"studio_network.do_{name}"), icon=icon, on_click=visitor.does(act))
        return button.props(f"no-caps {props}")

    def _reading(self, name: str) -> ui.label:
        with ui.element("div").classes("axb-reading"):
            words = ui.label(self.page.visitor.say(f"studio_network.read_{name}")).classes("axb-muted")
            if name == "score":
                self.score = words
            return ui.label("–")

    def set_speed(self, name: str) -> None:
        """Slow, normal, or as fast as the others leave room for."""
        session = self.page.session
        session.speed = SPEEDS[name]
        session.worker.wake()

    # What a hand does

    async def _learn(self) -> None:
        await self.page.do(lambda lab: setattr(lab, "running", False) if lab.running else lab.start())

    async def _step(self) -> None:
        def one(lab: Any) -> None:
            lab.start()
            lab.running = False
            lab.advance()

        await self.page.do(one)

    async def _start_over(self) -> None:
        await self.page.do(lambda lab: lab.start_over())

    async def _new_weights(self) -> None:
        await self.page.do(lambda lab: lab.new_weights())

    async def _mend(self) -> None:
        """Back to the last step that had numbers, at a tenth of the rate."""

        def mend(lab: Any) -> None:
            lab.rewind(max(lab.learning.snapshots))
            lower = [rate for rate in RATES if rate <= lab.settings.learning_rate / 9]
            lab.change(rate=lower[-1] if lower else lab.settings.learning_rate / 10)

        await self.page.do(mend)

    async def _moved(self, event: GenericEventArguments) -> None:
        self._touched = time.monotonic()

        def back(lab: Any) -> None:
            lab.running = False
            lab.rewind(int(event.args))

        await self.page.visitor.does(lambda: self.page.do(back))()

    async def _keep(self) -> None:
        from axb.labs.network import keep

        name = await self.page.do(keep)
        self.kept.set_text(self.page.visitor.say("studio_network.kept", name=name))
        self.kept.props["href"] = f"/run/{name}"
        self.kept.set_visibility(True)

    # What is shown anew

    def follow(self, numbers: Mapping[str, float]) -> None:
        """The readings of now."""
        score = next((name for name in ("val_accuracy", "val_mae") if name in numbers), "")
        self.score.set_text(self.page.visitor.say(f"studio_network.read_{score or 'score'}"))
        told = {**numbers, "score": numbers.get(score, float("nan"))}
        forms = {"step": ",.0f", "score": ".0%" if score == "val_accuracy" else ".3g"}
        for name, label in self.readings.items():
            value = told.get(name, float("nan"))
            label.set_text("–" if value != value else format(value, forms.get(name, ".3g")))

    def refresh(self) -> None:
        """The buttons and the slider as the lab is."""
        lab, say = self.page.lab, self.page.visitor.say
        self.learn.set_text(say("studio_network.do_pause" if lab.running else "studio_network.do_learn"))
        self.learn.set_icon("pause" if lab.running else "play_arrow")
        self.sentence.set_text(lab.trouble or say("studio_network.lead"))
        self.mend.set_visibility(bool(lab.trouble))
        self.says.classes(add="axb-warns" if lab.trouble else "", remove="" if lab.trouble else "axb-warns")
        if time.monotonic() - self._touched > AT_HAND:
            self.time.props["max"] = max(lab.learning.furthest, 1)
            self.time.set_value(lab.step)
