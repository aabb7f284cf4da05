"""Every number written out, line by line, as text that can be read aloud and copied."""

from html import escape

from nicegui import ui

from axb.labs.chain import ChainLab
from axb.studio.visitor import Visitor


class Written:
    """The lines so far, the latest first."""

    def __init__(self, visitor: Visitor) -> None:
        words = visitor.say("studio_chain.written")
        ui.label(words).props('role="heading" aria-level="2"').classes("axb-card-title")
        self.list = ui.html("", sanitize=False, tag="ol").classes("chain-lines")
        self.list.props(f'reversed tabindex="0" aria-label="{words}"')

    def refresh(self, lab: ChainLab) -> None:
        """As far as the lab has come."""
        lines = reversed(lab.lines[: lab.now])
        told = [
            f"<li{' class=chain-back' if line.kind[0] in 'ds' else ''}>{escape(line.text)}</li>"
            for line in lines
        ]
        if self.list.content != (content := "".join(told)):
            self.list.content = content
