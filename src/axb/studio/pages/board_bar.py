"""What stands above the board: data, undo, JSON in and out, and the way to the training."""

from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.studio.pages.train_choices import answered, networks, title_of
from axb.words import InputError

if TYPE_CHECKING:
    from axb.studio.pages.board import BoardPage

LARGEST_FILE = 2**20
PICKED = (
    "async (e) => { const [file] = e.target.files; e.target.value = ''; if (file) "
    f"emit(file.size > {LARGEST_FILE} ? null : await file.text()); }}"
)


class Bar:
    """Choices and buttons; `show` brings them up to date."""

    def __init__(self, page: "BoardPage") -> None:
        self.page, self.visitor = page, page.visitor
        with ui.element("div").classes("axb-start axb-board-bar"):
            with ui.element("div").classes("axb-board-state"):
                self.state = ui.label().classes("axb-numbers").props('role="status"')
                self.total = ui.label().classes("axb-muted")
            self.train = (
                self._button("train", "play_arrow", page.train).props("unelevated").classes("axb-learn")
            )
            self.train.props(remove="outline")
        with ui.element("div").classes("axb-row axb-board-tools"):
            self._selects()
            self.undo = self._button("undo", "undo", lambda: page.change(lambda board: board.undo()))
            self.redo = self._button("redo", "redo", lambda: page.change(lambda board: board.redo()))
            self._file()
            self._button("download", "download", self._download)

    def _selects(self) -> None:
        say, does, page = self.visitor.say, self.visitor.does, self.page
        names = {name: title_of(name, say) for name in answered()}
        data = ui.select(names, value=page.data, label=say("studio_board.data")).props("outlined dense")
        data.classes("axb-board-select").on_value_change(does(lambda event: page.choose_data(event.value)))
        self.families = ui.select({}, label=say("studio_board.start")).props("outlined dense")
        self.families.classes("axb-board-select").on_value_change(does(self._start))

    async def _start(self, event: Any) -> None:
        if event.value is not None:
            self.families.set_value(None)
            await self.page.start_from(event.value)

    def _button(self, name: str, icon: str, act: Any) -> ui.button:
        label = self.visitor.say(f"studio_board.do_{name}")
        return ui.button(label, icon=icon, on_click=self.visitor.does(act)).props("no-caps outline")

    def _file(self) -> None:
        """A button that opens a file; its text comes as an event, nothing is uploaded."""
        label = self.visitor.say("studio_board.upload")
        picker = ui.element("input").props(f'type="file" accept=".json" tabindex="-1" aria-label="{label}"')
        picker.classes("axb-hidden").on("change", self.visitor.does(self._picked), js_handler=PICKED)
        button = ui.button(label, icon="upload_file").props("no-caps outline")
        button.on("click", js_handler=f"() => document.getElementById('{picker.html_id}').click()")

    async def _picked(self, event: Any) -> None:
        if not isinstance(event.args, str):
            raise InputError("studio_board.large_file", most=LARGEST_FILE // 1024)
        await self.page.read(event.args)

    async def _download(self) -> None:
        from axb.labs.board import json_of

        text = await self.page.session.do(lambda board: json_of(board.document))
        ui.download.content(text, "model.json", "application/json")

    def show(self) -> None:
        """How many troubles and parameters there are, and what can be undone."""
        say, view = self.visitor.say, self.page.view
        stops, blocks = len(view.survey.stops), view.document.blocks
        self.state.text = say("studio_board.troubles", count=stops) if stops else say("studio_board.ready")
        self.state.classes(add="axb-warns" if stops else "", remove="" if stops else "axb-warns")
        numbers = sum(view.survey.looks[block.id].parameters for block in blocks)
        self.total.text = say("studio_board.total", blocks=len(blocks), numbers=f"{numbers:,}")
        self.train.set_enabled(not stops)
        self.undo.set_enabled(view.undo)
        self.redo.set_enabled(view.redo)
        families = {name: say(f"studio_train.model_{name}") for name in networks(self.page.data)}
        self.families.set_options({**families, "": say("studio_board.empty")})
