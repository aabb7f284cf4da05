"""Above the network: what is computed now, in a sentence; the buttons that let the numbers come."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from axb.labs.chain import ChainLab
from axb.studio.pages.chain_parts.doing import Do
from axb.studio.visitor import Visitor
from axb.views.numbers import number
from axb.words import speaking

READINGS = ("y", "loss", "gradient")


class Top:
    """A sentence, three numbers, five buttons."""

    def __init__(self, visitor: Visitor, do: Do) -> None:
        self.visitor, self.do = visitor, do
        say = visitor.say
        with ui.element("div").classes("axb-says"):
            self.sentence = ui.label(say("studio_chain.lead")).props('role="status"')
            with ui.element("div").classes("axb-readings"):
                self.readings = {name: self._reading(name) for name in READINGS}
        with ui.element("div").classes("axb-row axb-bar"):
            self.play = self._button("play", "play_arrow", _play_or_pause, "unelevated").classes("axb-learn")
            self._button("back", "skip_previous", ChainLab.back_one)
            self._button("step", "skip_next", ChainLab.advance)
            self._button("start_over", "replay", ChainLab.start_over)
            self._button("show_all", "last_page", ChainLab.show_all)

    def refresh(self, lab: ChainLab) -> None:
        """What holds now."""
        with speaking(self.visitor.language):
            self.sentence.set_text(lab.verdict())
        told = lab.numbers()
        for name, label in self.readings.items():
            label.set_text(number(told[name]))
        self.play.set_text(self.visitor.say("studio_chain.pause" if lab.running else "studio_chain.do_play"))
        self.play.set_icon("pause" if lab.running else "play_arrow")

    def _reading(self, name: str) -> ui.label:
        with ui.element("div").classes("axb-reading"):
            ui.label(self.visitor.say(f"studio_chain.reading_{name}")).classes("axb-muted")
            return ui.label()

    def _button(
        self, name: str, icon: str, act: Callable[[ChainLab], Any], look: str = "outline"
    ) -> ui.button:
        pressed = self.visitor.does(lambda: self.do(act))
        button = ui.button(self.visitor.say(f"studio_chain.do_{name}"), icon=icon, on_click=pressed)
        return button.props(f"no-caps {look}")


def _play_or_pause(lab: ChainLab) -> None:
    if lab.running:
        lab.pause()
    else:
        lab.learn()
