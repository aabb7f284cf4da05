"""Above the pictures: what happens in the window, in a sentence; the buttons that make it slide."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from axb.labs.convolution import ConvolutionLab
from axb.studio.pages.convolution_parts.doing import Do
from axb.studio.visitor import Visitor
from axb.words import speaking

SPEEDS = {"slow": 2.0, "normal": 10.0, "fast": 60.0}  # places a second


class Top:
    """`speed` is called with places a second."""

    def __init__(self, visitor: Visitor, do: Do, speed: Callable[[float], None]) -> None:
        self.visitor, self.do = visitor, do
        say = visitor.say
        with ui.element("div").classes("axb-says"):
            self.sentence = ui.label(say("studio_convolution.lead")).props('role="status"')
            with ui.element("div").classes("axb-readings"), ui.element("div").classes("axb-reading"):
                ui.label(say("studio_convolution.reading_filled")).classes("axb-muted")
                self.filled = ui.label()
        with ui.element("div").classes("axb-row axb-bar"):
            self.play = self._button("play", "play_arrow", _play_or_pause, "unelevated").classes("axb-learn")
            self._button("step", "skip_next", _one_step)
            self._button("start_over", "replay", ConvolutionLab.start_over)
            self._button("show_all", "last_page", ConvolutionLab.show_all)
            words = {name: say(f"studio_surface.speed_{name}") for name in SPEEDS}
            toggle = ui.toggle(words, value="normal", on_change=lambda event: speed(SPEEDS[event.value]))
            toggle.props("no-caps unelevated toggle-color=primary role=group")
            toggle.props["aria-label"] = say("studio_surface.speed")

    def refresh(self, lab: ConvolutionLab) -> None:
        """What holds now."""
        say = self.visitor.say
        with speaking(self.visitor.language):
            self.sentence.set_text(lab.verdict())
        self.filled.set_text(say("studio_convolution.filled", count=lab.reached, places=lab.places))
        self.play.set_text(say("studio_surface.pause" if lab.running else "studio_convolution.do_play"))
        self.play.set_icon("pause" if lab.running else "play_arrow")

    def _button(
        self, name: str, icon: str, act: Callable[[ConvolutionLab], Any], look: str = "outline"
    ) -> ui.button:
        pressed = self.visitor.does(lambda: self.do(act))
        return ui.button(
            self.visitor.say(f"studio_convolution.do_{name}"), icon=icon, on_click=pressed
        ).props(f"no-caps {look}")


def _play_or_pause(lab: ConvolutionLab) -> None:
    if lab.running:
        lab.pause()
    else:
        lab.learn()


def _one_step(lab: ConvolutionLab) -> None:
    if lab.now + 1 >= lab.places:
        lab.start_over()
        return
    lab.pause()
    lab.advance()
