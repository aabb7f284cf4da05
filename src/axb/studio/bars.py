"""What a model says, as bars that move: one for each class."""

from html import escape

from nicegui import ui

from axb.studio.visitor import Visitor
from axb.views.palette import class_color

MOST = 12  # classes shown; of more, the likeliest


class Bars:
    """A headline with the likeliest class, and a bar for each; `tell` as often as you like."""

    def __init__(self, visitor: Visitor, label: str) -> None:
        self._visitor = visitor
        with ui.element("section").classes("axb-answer").props(f'aria-label="{escape(label)}"'):
            self._headline = ui.label().classes("axb-answer-head").props('role="status"')
            self._note = ui.label().classes("axb-muted")
            self._bars = ui.html("", sanitize=False).classes("axb-bars").props("aria-hidden=true")

    def say(self, sentence: str, note: str = "") -> None:
        """A sentence and no bars."""
        self._headline.text, self._note.text, self._bars.content = sentence, note, ""

    def tell(self, answer: dict[str, float], note: str = "") -> None:
        """The probabilities (0..1) by class name, in the order of the classes."""
        best = max(answer, key=lambda name: answer[name])
        share = f"{answer[best]:.0%}"
        self._headline.text = self._visitor.say("studio_after.says", name=best, share=share)
        self._note.text = note
        colors = {name: class_color(number) for number, name in enumerate(answer)}
        shown = list(answer) if len(answer) <= MOST else sorted(answer, key=lambda name: -answer[name])[:MOST]
        self._bars.content = "".join(_bar(name, answer[name], colors[name], name == best) for name in shown)


def _bar(name: str, share: float, color: str, best: bool) -> str:
    strong = ' class="axb-best"' if best else ""
    return (
        f"<div{strong}><span>{escape(name)}</span>"
        f'<i><b style="width:{share:.1%};background:{color}"></b></i><span>{share:.0%}</span></div>'
    )
