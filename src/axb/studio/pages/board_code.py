"""The model as code beside the board, in three manners and as JSON; what has changed is marked."""

import html
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from nicegui import ui

from axb.studio.notices import notice
from axb.words import InputError

if TYPE_CHECKING:
    from axb.labs.board import Board
    from axb.studio.pages.board import BoardPage

STYLES = {"axb": "axb", "keras": "Keras", "torch": "PyTorch", "json": "JSON"}
COPY = "() => navigator.clipboard.writeText(document.getElementById('{id}').innerText).then(() => emit())"


class CodePanel:
    """Tabs, the text, and a button that copies it."""

    def __init__(self, page: "BoardPage") -> None:
        self.page, self.style, self.text = page, "axb", ""
        say = page.visitor.say
        with ui.element("section").classes("axb-source").props(f'aria-label="{say("studio_board.code")}"'):
            with ui.element("div").classes("axb-row"):
                tabs = ui.toggle(STYLES, value="axb").props(
                    f'no-caps unelevated toggle-color=primary role="group" aria-label="{say("studio_board.code")}"'
                )
                copy = ui.button(say("studio_board.copy"), icon="content_copy").props("no-caps flat dense")
            self.note = ui.label().classes("axb-code-note")
            self.code = ui.html("", sanitize=False, tag="pre").props('tabindex="0" translate="no"')
        tabs.on_value_change(page.visitor.does(lambda event: self._turn(event.value)))
        copied = page.visitor.does(lambda: notice(say("studio_board.copied"), good=True))
        copy.on("click", copied, js_handler=COPY.format(id=self.code.html_id))

    async def _turn(self, style: str) -> None:
        self.style, self.text = style, ""
        await self.refresh()

    async def refresh(self) -> None:
        """The code of what is on the board now; a sentence where it cannot be told."""
        style = self.style

        def told(board: "Board") -> str:
            from axb.labs.board import code_of, json_of

            return json_of(board.document) if style == "json" else code_of(board.document, style)  # type: ignore[arg-type]

        try:
            text = await self.page.session.do(told)
        except InputError as error:
            self._stale(str(error))
            return
        self._stale("")
        self.code.content = marked(self.text, text)
        self.text = text

    def _stale(self, why: str) -> None:
        """What is shown is of before (or it isn't), and why."""
        self.note.text = why
        self.note.visible = bool(why)
        self.code.classes(add="axb-stale" if why else "", remove="" if why else "axb-stale")


def marked(before: str, after: str) -> str:
    """`after` as HTML, the lines that are not in `before` marked; nothing is where there was nothing before."""
    old, new = before.splitlines(), after.splitlines()
    kept = {
        line
        for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for line in range(match.b, match.b + match.size)
    }
    fresh = [bool(old) and number not in kept for number in range(len(new))]
    lines = (
        f'<span class="axb-new">{html.escape(line)}</span>' if mark else html.escape(line)
        for line, mark in zip(new, fresh, strict=True)
    )
    return "\n".join(lines)
