"""Above the pictures: what is seen, in a sentence; which surface; the buttons that make time go."""

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from axb.labs.surface import SURFACES, SurfaceLab
from axb.labs.surface.verdict import sentence
from axb.studio.dial import Dial
from axb.studio.pages.surface_parts.doing import Do
from axb.studio.visitor import Visitor
from axb.words import speaking

SPEEDS = {"slow": 4.0, "normal": 15.0, "fast": 60.0}  # steps a second
LEAST, MOST = 1.0, 1000.0  # of the bowl's condition


class Top:
    """`speed` is called with steps a second."""

    def __init__(self, visitor: Visitor, do: Do, lab: SurfaceLab, speed: Callable[[float], None]) -> None:
        self.visitor, self.do = visitor, do
        say = visitor.say
        with ui.element("div").classes("axb-says") as self.says:
            self.sentence = ui.label(say("studio_surface.lead")).props('role="status"')
            with ui.element("div").classes("axb-readings"), ui.element("div").classes("axb-reading"):
                ui.label(say("studio_surface.reading_step")).classes("axb-muted")
                self.step = ui.label()
        with ui.element("div").classes("axb-row axb-bar"):
            self.play = self._button("play", "play_arrow", _play_or_pause, "unelevated").classes("axb-learn")
            self._button("step", "skip_next", _one_step)
            self._button("start_over", "replay", SurfaceLab.start_over)
            self._button("show_all", "last_page", SurfaceLab.show_all)
            words = {name: say(f"studio_surface.speed_{name}") for name in SPEEDS}
            toggle = ui.toggle(words, value="normal", on_change=lambda event: speed(SPEEDS[event.value]))
            toggle.props("no-caps unelevated toggle-color=primary role=group")
            toggle.props["aria-label"] = say("studio_surface.speed")
        with ui.element("div").classes("axb-row surface-choice"):
            self.surface = ui.select(
                {name: say(f"labs_surface.on_{name}") for name in SURFACES}, value=lab.surface.name,
                label=say("studio_surface.surface"), on_change=visitor.does(self._choose),
            ).classes("axb-select")  # fmt: skip
            with ui.element("div").classes("surface-condition") as self.box:
                self.condition = Dial(
                    visitor, say("studio_surface.condition"), lab.surface.condition or 1.0, LEAST, MOST,
                    lambda condition: do(lambda lab: lab.set_condition(condition)), log=True,
                )  # fmt: skip
        self.why = ui.label().classes("axb-muted surface-why")

    def refresh(self, lab: SurfaceLab) -> None:
        """What holds now."""
        say = self.visitor.say
        with speaking(self.visitor.language):
            self.sentence.set_text(sentence(lab.now, lab.latest))
        self.step.set_text(f"{lab.now:,}")
        self.play.set_text(say("studio_surface.pause" if lab.running else "studio_surface.do_play"))
        self.play.set_icon("pause" if lab.running else "play_arrow")
        self.why.set_text(say(f"studio_surface.why_{lab.surface.name}"))
        self.box.set_visibility(lab.surface.name == "bowl")
        if lab.surface.condition:
            self.condition.follow(lab.surface.condition, LEAST, MOST)
        gone = any(fate.state == "gone" for fate in lab.latest.values())
        self.says.classes(add="axb-warns" if gone else "", remove="" if gone else "axb-warns")

    async def _choose(self, event: ValueChangeEventArguments[str]) -> None:
        def other(lab: SurfaceLab) -> None:
            lab.set_surface(event.value)
            lab.show_all()

        await self.do(other)

    def _button(
        self, name: str, icon: str, act: Callable[[SurfaceLab], Any], look: str = "outline"
    ) -> ui.button:
        pressed = self.visitor.does(lambda: self.do(act))
        return ui.button(self.visitor.say(f"studio_surface.do_{name}"), icon=icon, on_click=pressed).props(
            f"no-caps {look}"
        )


def _play_or_pause(lab: SurfaceLab) -> None:
    if lab.running:
        lab.pause()
    else:
        lab.learn()


def _one_step(lab: SurfaceLab) -> None:
    if lab.now >= lab.steps:
        lab.start_over()
    lab.pause()
    lab.advance()
