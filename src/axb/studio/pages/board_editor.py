"""The chosen block: what it is, its arguments as fields, and what can be done with it."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.words import speaking

if TYPE_CHECKING:
    from axb.labs.board import Argument, Block, Look
    from axb.studio.pages.board import BoardPage

FIRST = ("units", "filters", "kernel_size", "strides", "padding", "activation", "pool_size", "rate", "scale", "offset",
         "target_shape", "size", "shortcut", "mode", "factor", "height_factor", "width_factor", "negative_slope",
         "filters_1x1", "reduce_3x3", "filters_3x3", "reduce_5x5", "filters_5x5", "filters_pool")  # fmt: skip


class Editor:
    """Fields for the arguments a beginner needs, the others folded away."""

    def __init__(self, page: "BoardPage", block: "Block") -> None:
        from axb.labs.board import about, arguments

        self.page, self.number = page, block.id
        self.fields: dict[str, Any] = {}
        self.filling = False
        with speaking(page.visitor.language):
            words = about(block.kind)
            if words != block.kind:
                ui.label(words)
            self.holds = ui.label().classes("axb-holds")
            found = arguments(block)
            first = [one for one in found if one.name in FIRST and block.kind != "BatchNormalization"]
            rest = [one for one in found if one not in first]
            self._fields(first)
            if rest:
                with ui.element("details").classes("axb-more"):
                    ui.element("summary")._text = page.visitor.say("studio_board.more")
                    self._fields(rest)
            self._buttons()

    def _fields(self, arguments: "list[Argument]") -> None:
        with ui.element("div").classes("axb-fields"):
            for argument in arguments:
                self.fields[argument.name] = self._field(argument)

    def _field(self, argument: "Argument") -> Any:
        """The field for an argument, and a few words on it."""
        with ui.element("div"):
            field = self._input(argument)
            field.on_value_change(self.page.visitor.does(lambda event: self._changed(argument, event.value)))
            if argument.about:
                ui.label(argument.about).classes("axb-hint")
        return field

    def _input(self, argument: "Argument") -> Any:
        name, value = argument.name, argument.value
        if argument.kind == "truth":
            return ui.switch(name, value=bool(value))
        if argument.kind == "choice":
            options = {_key(one): _words(one, self.page) for one in argument.choices}
            return ui.select(options, value=_key(value), label=name).props("outlined dense options-dense")
        if argument.kind in ("whole", "number"):
            return ui.number(name, value=value).props("outlined dense debounce=350")
        return ui.input(name, value=field_text(value)).props("outlined dense debounce=600")

    async def _changed(self, argument: "Argument", given: Any) -> None:
        from axb.labs.board import Change, Reset, read_value

        if self.filling:
            return
        value = read_value(argument, json.loads(given) if argument.kind == "choice" else given)
        usual = not argument.required and value == argument.default
        await self.page.do(
            Reset(self.number, argument.name) if usual else Change(self.number, argument.name, value)
        )

    def _buttons(self) -> None:
        with ui.element("div").classes("axb-row axb-block-tools"):
            for name, icon, step in (("up", "arrow_upward", -1), ("down", "arrow_downward", 1)):
                self._button(name, icon, self._mover(step, name)).classes(f"axb-{name}")
            self._button("remove", "delete", self._remove)

    def _button(self, name: str, icon: str, act: Any) -> ui.button:
        label = self.page.visitor.say(f"studio_board.do_{name}")
        return ui.button(label, icon=icon, on_click=self.page.visitor.does(act)).props(
            "no-caps outline dense"
        )

    def _mover(self, step: int, name: str) -> Callable[[], Any]:
        number, page = self.number, self.page

        async def move() -> None:
            await page.change(lambda board: board.step(number, step))
            page.cards.bring_into_view(number, f".axb-{name}")

        return move

    async def _remove(self) -> None:
        from axb.labs.board import Remove

        await self.page.do_at(self.number, Remove(self.number))

    def show(self, block: "Block", look: "Look") -> None:
        """Values that were changed elsewhere (undo, a mend), and the shapes of a and b."""
        from axb.labs.board import arguments
        from axb.studio.pages.board_card import shape_words

        holds = [
            f"{letter}: {shape_words(shape)}" for letter, shape in (("a", look.a), ("b", look.b)) if shape
        ]
        self.holds.text = "   ".join(holds)
        self.holds.visible = bool(holds)
        self.filling = True
        for argument in arguments(block):
            field = self.fields.get(argument.name)
            if field is not None:
                _fill(field, argument)
        self.filling = False


def _fill(field: Any, argument: "Argument") -> None:
    from axb.labs.board import read_value
    from axb.words import InputError

    if argument.kind == "choice":
        if _key(argument.value) in field.options:
            field.set_value(_key(argument.value))
        return
    try:
        same = read_value(argument, field.value) == argument.value
    except InputError:
        same = False
    if not same:
        plain = argument.kind in ("whole", "number", "truth")
        field.set_value(argument.value if plain else field_text(argument.value))


def field_text(value: Any) -> str:
    """3, 5 for [3, 5]; nothing for None."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _words(value: Any, page: "BoardPage") -> str:
    from axb.studio.pages.board_card import value_words

    return page.visitor.say("studio_board.none") if value is None else value_words(value)
