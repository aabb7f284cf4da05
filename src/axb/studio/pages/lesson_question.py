"""A question with its answer checked on the spot."""

import html
from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui import ui

from axb.lessons import Choose, Number, Verdict
from axb.studio.visitor import Visitor


def show_question(visitor: Visitor, question: Choose | Number, on_right: Callable[[], Any]) -> None:
    """Ask; say at once whether an answer is right, and why."""
    ui.html(html.escape(question.ask), sanitize=False, tag="h2")
    if isinstance(question, Choose):
        _Choices(visitor, question, on_right)
    else:
        _Field(visitor, question, on_right)


class _Asked:
    """What is said of an answer."""

    def __init__(self, visitor: Visitor, question: Choose | Number, on_right: Callable[[], Any]) -> None:
        self.visitor, self.question, self.on_right = visitor, question, on_right

    def place_verdict(self) -> None:
        """Here the verdict will stand, and be read out."""
        with ui.element("div").props('role="status"'):
            self.says = ui.label().classes("axb-lesson-verdict")

    def judge(self, given: str) -> Verdict:
        """Check, say, and announce what is right. Raises InputError where it is no answer."""
        verdict = self.question.check(given)
        self.says.set_text(verdict.says)
        new, old = ("axb-right", "axb-wrong") if verdict.right else ("axb-wrong", "axb-right")
        self.says.classes(add=new, remove=old)
        if verdict.right:
            self.on_right()
        return verdict


class _Choices(_Asked):
    """A button for each choice."""

    def __init__(self, visitor: Visitor, question: Choose, on_right: Callable[[], Any]) -> None:
        super().__init__(visitor, question, on_right)
        with ui.element("div").classes("axb-lesson-choices"):
            self.buttons = [
                self._button(number, choice.text) for number, choice in enumerate(question.choices)
            ]
        self.place_verdict()

    def _button(self, number: int, text: str) -> ui.button:
        act = self.visitor.does(partial(self._choose, number))
        return ui.button(text, icon="radio_button_unchecked", color=None, on_click=act).props(
            "flat no-caps align=left"
        )

    def _choose(self, number: int) -> None:
        verdict = self.judge(str(number + 1))
        self.buttons[number].set_icon("check_circle" if verdict.right else "cancel")
        self.buttons[number].classes("axb-right" if verdict.right else "axb-wrong")


class _Field(_Asked):
    """A field for a number."""

    def __init__(self, visitor: Visitor, question: Number, on_right: Callable[[], Any]) -> None:
        super().__init__(visitor, question, on_right)
        with ui.element("div").classes("axb-row"):
            self.field = ui.input(visitor.say("studio_lessons.your_number")).props(
                "outlined inputmode=decimal autocomplete=off"
            )
            self.field.on("keydown.enter", visitor.does(self._check))
            ui.button(visitor.say("studio_lessons.check"), on_click=visitor.does(self._check)).props(
                "no-caps unelevated"
            )
        self.place_verdict()

    def _check(self) -> None:
        self.judge(self.field.value or "")
