"""The parts one can take: pressed, or dragged to a place."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.words import speaking

if TYPE_CHECKING:
    from axb.studio.pages.board import BoardPage

FOLD = (  # where the style shows what opens it
    "const fold = document.querySelector('.axb-palette-fold');"
    "if (getComputedStyle(fold.firstElementChild).display !== 'none') fold.removeAttribute('open')"
)


class Palette:
    """Parts in groups, each with a sentence on it. On a phone it folds away."""

    def __init__(self, page: "BoardPage") -> None:
        self.page = page
        say = page.visitor.say
        with ui.element("section").classes("axb-palette").props(f'aria-label="{say("studio_board.parts")}"'):
            ui.html(say("studio_board.parts"), sanitize=False, tag="h2")
            self.where = ui.label().classes("axb-muted").props('role="status"')
            with ui.element("details").props("open").classes("axb-palette-fold"):
                with ui.element("summary"):
                    ui.label(say("studio_board.choose_part"))
                with speaking(page.visitor.language):
                    self._groups()
        ui.run_javascript(FOLD)

    def _groups(self) -> None:
        from axb.labs.board import GROUPS, about, group_name

        for group, kinds in GROUPS.items():
            ui.html(group_name(group), sanitize=False, tag="h3")
            with ui.element("div").classes("axb-parts"):
                for kind in kinds:
                    part = ui.element("button").classes(f"axb-part axb-of-{group}")
                    part.props(f'type="button" draggable="true" data-drag="+{kind}"').tooltip(about(kind))
                    part._text = kind
                    part.on("click", self.page.visitor.does(self._adder(kind)), [])

    def _adder(self, kind: str) -> Callable[[], Any]:
        return lambda: self.page.add(kind)

    def show(self) -> None:
        """Where the next part goes."""
        from axb.labs.board import locate

        page, say = self.page, self.page.visitor.say
        if page.slot is not None:
            self.where.text = say("studio_board.goes_there")
        elif page.chosen is not None:
            kind = locate(page.view.document.blocks, page.chosen)[1].kind
            self.where.text = say("studio_board.goes_after", kind=kind)
        else:
            self.where.text = say("studio_board.goes_usually")
