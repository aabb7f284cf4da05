"""Above the pictures: what to do or how it goes, the numbers, the buttons."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from axb.labs.line import LineLab
from axb.labs.line.picture import formula
from axb.studio.pages.line_parts.doing import Do
from axb.studio.visitor import Visitor
from axb.views.numbers import number
from axb.words import speaking

SPEEDS = {"slow": 2.0, "normal": 15.0, "fast": 120.0}  # steps a second


class Top:
    """One sentence, three numbers, five buttons. `speed` is called with steps a second."""

    def __init__(self, visitor: Visitor, do: Do, speed: Callable[[float], None]) -> None:
        self.visitor, self.do = visitor, do
        with ui.element("div").classes("axb-says") as self.says:
            self.sentence = ui.label(visitor.say("studio_line.lead")).props('role="status"')
            self.go_back = self._button("go_back", "undo", LineLab.start_over, "")
            self.scale = self._button("scale", "center_focus_strong", LineLab.scale_points, "")
            with ui.element("div").classes("axb-readings"):
                self.readings = [self._reading(name) for name in ("formula", "loss", "steps")]
        with ui.element("div").classes("axb-row axb-bar"):
            self.learn = self._button("learn", "play_arrow", _learn_or_pause, "unelevated").classes(
                "axb-learn"
            )
            self._button("step", "skip_next", LineLab.advance)
            self._button("start_over", "replay", LineLab.start_over)
            self._speeds(speed)
            self.best = self._button("best", "star_outline", _best_or_not)
        self.go_back.set_visibility(False)
        self.scale.set_visibility(False)

    def refresh(self, lab: LineLab, numbers: dict[str, float]) -> None:
        """What holds now."""
        say, running, best = self.visitor.say, lab.running, lab.best_shown
        told = formula(numbers["a"], numbers["b"]), number(numbers["loss"]), f"{numbers['step']:,.0f}"
        for label, text in zip(self.readings, told, strict=True):
            label.set_text(text)
        self.learn.set_text(say("studio_line.pause" if running else "studio_line.do_learn"))
        self.learn.set_icon("pause" if running else "play_arrow")
        self.best.set_icon("star" if best else "star_outline")
        self.best.props["aria-pressed"] = "true" if best else "false"
        self._tell(lab)

    def _tell(self, lab: LineLab) -> None:
        """How learning goes, or what there is to do."""
        with speaking(self.visitor.language):
            kind, sentence = lab.verdict()
        self.sentence.set_text(sentence or self.visitor.say("studio_line.lead"))
        self.go_back.set_visibility(kind in ("diverged", "overshot"))
        self.scale.set_visibility(kind == "valley")
        quiet = kind in ("", "arrived", "rested")
        self.says.classes(add="" if quiet else "axb-warns", remove="axb-warns" if quiet else "")

    def _button(
        self, name: str, icon: str, act: Callable[[LineLab], Any], look: str = "outline"
    ) -> ui.button:
        pressed = self.visitor.does(lambda: self.do(act))
        return ui.button(self.visitor.say(f"studio_line.do_{name}"), icon=icon, on_click=pressed).props(
            f"no-caps {look}"
        )

    def _reading(self, name: str) -> ui.label:
        with ui.element("div").classes("axb-reading"):
            ui.label(self.visitor.say(f"studio_line.reading_{name}")).classes("axb-muted")
            return ui.label()

    def _speeds(self, speed: Callable[[float], None]) -> None:
        say = self.visitor.say
        words = {name: say(f"studio_line.speed_{name}") for name in SPEEDS}
        toggle = ui.toggle(words, value="normal", on_change=lambda event: speed(SPEEDS[event.value]))
        toggle.props("no-caps unelevated toggle-color=primary role=group")
        toggle.props["aria-label"] = say("studio_line.speed")


def _learn_or_pause(lab: LineLab) -> None:
    if lab.running:
        lab.pause()
    else:
        lab.learn()


def _best_or_not(lab: LineLab) -> None:
    lab.show_best(not lab.best_shown)
