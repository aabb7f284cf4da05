"""A command that does the same as a page, to be read and to be copied."""

import html

from nicegui import ui

from axb.studio.notices import notice
from axb.studio.visitor import Visitor

COPY = "() => navigator.clipboard.writeText(document.getElementById('{id}').innerText).then(() => emit())"


class CommandLine:
    """The line with a button beside it; nothing is shown while there is no such line."""

    def __init__(self, visitor: Visitor, line: str = "") -> None:
        with ui.element("div").classes("axb-command") as self.place:
            self.code = ui.html("", sanitize=False, tag="code").props('translate="no"')
            button = ui.button(icon="content_copy").props("flat round dense")
        label = visitor.say("studio_sweep.copy")
        button.props["aria-label"] = label
        button.tooltip(label)
        copied = visitor.does(lambda: notice(visitor.say("studio_sweep.copied"), good=True))
        button.on("click", copied, js_handler=COPY.format(id=self.code.html_id))
        self.show(line)

    def show(self, line: str) -> None:
        """This one from now on."""
        self.code.content = html.escape(line)
        self.place.visible = bool(line)
