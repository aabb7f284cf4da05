"""One block as a card: name, arguments, shapes, trouble with its mends; opened, its arguments to edit."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.studio.pages.board_editor import Editor

if TYPE_CHECKING:
    from axb.labs.board import Block, Look, Mend
    from axb.studio.pages.board import BoardPage

PLAIN = (
    "units",
    "filters",
    "reduce",
    "kernel_size",
    "rate",
    "activation",
    "scale",
    "target_shape",
    "padding",
)
GROUP_OF_OTHERS = "steady"  # the colour of a part that the palette doesn't offer


class Card:
    """The card of a block, or of the input (`number` None), which has nothing but its trouble."""

    def __init__(self, page: "BoardPage", number: int | None) -> None:
        self.page, self.number = page, number
        self.editor: Editor | None = None
        self.shown: Any = None
        with ui.element("div").classes("axb-block") as self.root:
            if number is None:
                self.root.classes("axb-block-input")
            else:
                self._head(number)
            self.trouble = ui.element("div").classes("axb-trouble")
            self.body = ui.element("div").classes("axb-block-body")

    def _head(self, number: int) -> None:
        page = self.page
        self.root.classes(f"axb-of-{_group(self.block.kind)}").props(f'data-block="{number}"')
        with ui.element("div").classes("axb-block-head").props(f'draggable="true" data-drag="{number}"'):
            ui.icon("drag_indicator").classes("axb-grip").props('aria-hidden="true"')
            self.name = ui.element("button").classes("axb-block-name").props('type="button"')
            self.name.on("click", page.visitor.does(lambda: page.choose(number)), [])
            with self.name:
                ui.element("b")._text = self.block.kind
                self.words = ui.element("span").classes("axb-muted")
            self.holds = ui.label().classes("axb-block-holds axb-muted")

    @property
    def block(self) -> "Block":
        """The block as it is now."""
        from axb.labs.board import locate

        return locate(self.page.view.document.blocks, self.number or 0)[1]

    def show(self) -> None:
        """Words, trouble and, where it is chosen, its arguments."""
        look = self.page.view.survey.looks[self.number or 0]
        self._show_trouble(look)
        if self.number is None:
            return
        block, chosen = self.block, self.page.chosen == self.number
        self.words._text = argument_words(block.arguments)
        self.words.update()
        self.holds.text = f"{look.parameters:,}" if look.parameters else ""
        self.root.classes(add="axb-chosen" if chosen else "", remove="" if chosen else "axb-chosen")
        self.name.props(f'aria-expanded="{str(chosen).lower()}"')
        if chosen and self.editor is None:
            with self.body:
                self.editor = Editor(self.page, block)
        elif not chosen and self.editor is not None:
            self.body.clear()
            self.editor = None
        if self.editor is not None:
            self.editor.show(block, look)

    def _show_trouble(self, look: "Look") -> None:
        if look.trouble == self.shown:
            return
        self.shown = trouble = look.trouble
        self.trouble.clear()
        stops, advises = bool(trouble and trouble.stops), bool(trouble and not trouble.stops)
        for name, on in (("axb-stopped", stops), ("axb-advised", advises)):
            self.root.classes(add=name if on else "", remove="" if on else name)
        if trouble is None:
            return
        with self.trouble:
            with ui.element("div").classes("axb-trouble-words"):
                ui.icon("error" if stops else "lightbulb").props('aria-hidden="true"')
                ui.label(trouble.sentence)
            with ui.element("div").classes("axb-mends"):
                for place, mend in enumerate(trouble.mends):
                    self._mend(mend, "outline" if place else "unelevated")

    def _mend(self, mend: "Mend", look: str) -> None:
        number = self.number or 0
        act = self.page.visitor.does(lambda: self.page.do_at(number, *mend.operations))
        ui.button(mend.label, icon="build", on_click=act).props(f"no-caps dense {look}").classes("axb-mend")


def _group(kind: str) -> str:
    from axb.labs.board import GROUPS

    return next((group for group, kinds in GROUPS.items() if kind in kinds), GROUP_OF_OTHERS)


def shape_words(shape: tuple[int | None, ...]) -> str:
    """ "28 × 28 × 1" """
    return " × ".join("?" if size is None else str(size) for size in shape)


def argument_words(arguments: Mapping[str, Any]) -> str:
    """The arguments in a few words: alone where one knows what it is, else as name=value."""
    told = ((name, value_words(value)) for name, value in arguments.items())
    return ", ".join(words if name.startswith(PLAIN) else f"{name}={words}" for name, words in told)


def value_words(value: Any) -> str:
    """A value as short as it can be said."""
    if isinstance(value, float) and value and abs(1 / value - round(1 / value)) < 1e-9 and value < 0.1:
        return f"1/{round(1 / value)}"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return "×".join(map(value_words, value)) if len(value) <= 4 else f"{len(value)} …"
    if isinstance(value, dict):
        inner = ", ".join(f"{key}={value_words(one)}" for key, one in value.get("config", {}).items())
        return f"{value.get('class', value.get('function', '…'))}({inner})" if "class" in value else "…"
    return str(value)
