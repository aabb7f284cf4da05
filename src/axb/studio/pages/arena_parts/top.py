"""Above the pictures: how it stands, in a sentence and numbers; buttons that make time go; presets and data."""

from collections.abc import Callable, Mapping
from typing import Any

from nicegui import ui

from axb.labs.arena import PRESETS, ArenaLab
from axb.labs.arena.material import NAMES
from axb.studio.follower import Follower
from axb.studio.pages.arena_parts.doing import Do
from axb.studio.visitor import Visitor
from axb.words import speaking

SPEEDS: dict[str, float | None] = {"slow": 4.0, "normal": 60.0, "fast": None}  # steps a second
READINGS = ("step", "real_accuracy", "fake_accuracy", "reached", "genuine")
ILL = ("stopped", "heap", "collapse")


class Top:
    """`speed` is called with steps a second, or None for as many as there is room for."""

    def __init__(
        self, visitor: Visitor, do: Do, lab: ArenaLab, speed: Callable[[float | None], None]
    ) -> None:
        self.visitor, self.do = visitor, do
        say = visitor.say
        with ui.element("div").classes("axb-says") as self.says:
            self.sentence = ui.label(say("labs_arena.state_start")).props('role="status"')
            with ui.element("div").classes("axb-readings"):
                self.readings = {name: self._reading(name) for name in READINGS}
        with ui.element("div").classes("axb-row arena-choices"):
            self.preset = self._toggle(
                "preset",
                {name: say(f"studio_arena.preset_{name}") for name in PRESETS},
                lambda: lab.preset or None,
                ArenaLab.set_preset,
            )
            self.data = self._toggle(
                "data",
                {name: say(f"studio_arena.data_{name.replace('-', '_')}") for name in NAMES},
                lambda: lab.material.name if lab.material.name in NAMES else None,
                ArenaLab.set_data,
            )
        with ui.element("div").classes("axb-row axb-bar"):
            self.play = self._button("play", "play_arrow", _play_or_pause, "unelevated").classes("axb-learn")
            self._button("step", "skip_next", _one_step)
            self._button("start_over", "replay", ArenaLab.start_over)
            self._button("clear", "delete_sweep", _clear, "flat")
            words = {name: say(f"studio_arena.speed_{name}") for name in SPEEDS}
            toggle = ui.toggle(words, value="normal", on_change=lambda event: speed(SPEEDS[event.value]))
            toggle.props("no-caps unelevated toggle-color=primary role=group")
            toggle.props["aria-label"] = say("studio_arena.speed")

    def follow(self, numbers: Mapping[str, float]) -> None:
        """The readings of now."""
        for name, label in self.readings.items():
            label.set_text(f"{numbers[name]:,.0f}" if name == "step" else f"{numbers[name]:.0%}")

    def refresh(self, lab: ArenaLab) -> None:
        """What holds now."""
        say = self.visitor.say
        with speaking(self.visitor.language):
            self.sentence.set_text(lab.verdict())
        self.play.set_text(say("studio_arena.pause" if lab.running else "studio_arena.do_play"))
        self.play.set_icon("pause" if lab.running else "play_arrow")
        self.preset.follow()
        self.data.follow()
        ill = lab.state in ILL
        self.says.classes(add="axb-warns" if ill else "", remove="" if ill else "axb-warns")

    def _toggle(
        self, name: str, words: dict[str, str], read: Callable[[], str | None],
        act: Callable[[ArenaLab, str], None],
    ) -> Follower:  # fmt: skip
        label = self.visitor.say(f"studio_arena.choose_{name}")
        with ui.element("div").classes("arena-choice"):
            ui.label(label).classes("axb-muted")
            toggle = ui.toggle(words, value=read())
            toggle.props('no-caps unelevated toggle-color=primary role="group"')
            toggle.props["aria-label"] = label
        return Follower(self.visitor, toggle, lambda value: self.do(lambda lab: act(lab, value)), read)

    def _reading(self, name: str) -> ui.label:
        with ui.element("div").classes("axb-reading"):
            ui.label(self.visitor.say(f"studio_arena.read_{name}")).classes("axb-muted")
            return ui.label("–")

    def _button(
        self, name: str, icon: str, act: Callable[[ArenaLab], Any], look: str = "outline"
    ) -> ui.button:
        pressed = self.visitor.does(lambda: self.do(act))
        words = self.visitor.say(f"studio_arena.do_{name}")
        return ui.button(words, icon=icon, on_click=pressed).props(f"no-caps {look}")


def _play_or_pause(lab: ArenaLab) -> None:
    if lab.running:
        lab.pause()
    else:
        lab.learn()


def _one_step(lab: ArenaLab) -> None:
    lab.learn()
    lab.pause()
    lab.advance()


def _clear(lab: ArenaLab) -> None:
    lab.pause()
    lab.clear()
