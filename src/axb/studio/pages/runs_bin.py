"""The bin: what was thrown away, until it is brought back or gone for good."""

from datetime import datetime
from pathlib import Path

from nicegui import ui

from axb.runs import Store
from axb.studio.behind import with_store
from axb.studio.visitor import Visitor

STYLE = Path(__file__).parent.parent / "runs.css"
Binned = list[tuple[str, str, str]]  # id, name, when it was deleted


class BinPage:
    """The list, a way back for each run, and one way out for all."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        ui.add_css(STYLE)
        ui.label(visitor.say("studio_runs.bin_why")).classes("axb-lead")
        self.place = ui.element("div")
        ui.link(visitor.say("studio_runs.all"), "/runs")

    async def refresh(self) -> None:
        """Show what lies there."""
        binned = await with_store(_read)
        self.place.clear()
        with self.place:
            if not binned:
                ui.label(self.visitor.say("studio_runs.bin_empty"))
                return
            with ui.element("ul").classes("axb-binned"):
                for id, name, when in binned:
                    self._show_one(id, name, when)
            empty = ui.button(
                self.visitor.say("studio_runs.empty"),
                icon="delete_forever",
                on_click=self.visitor.does(self._ask),
            )
            empty.props("no-caps outline color=negative").classes("axb-danger")

    def _show_one(self, id: str, name: str, when: str) -> None:
        async def back() -> None:
            try:
                await with_store(lambda store: store.restore(id))
            finally:  # somebody else may have brought it back already
                await self.refresh()

        with ui.element("li").classes("axb-row"):
            ui.label(name).classes("axb-binned-name")
            ui.label(self.visitor.say("studio_runs.deleted_at", when=when)).classes("axb-muted")
            button = ui.button(
                self.visitor.say("studio_runs.restore"), icon="undo", on_click=self.visitor.does(back)
            )
            button.props("no-caps flat dense")

    async def _ask(self) -> None:
        say, count = self.visitor.say, len(await with_store(_read))  # others may have thrown runs away since

        async def sure() -> None:
            dialog.close()
            await with_store(lambda store: store.empty_bin())
            await self.refresh()

        label = f'aria-label="{say("studio_runs.empty")}"'
        with ui.dialog(value=True) as dialog, ui.card().props(label).classes("axb-ask"):
            ui.label(say("studio_runs.sure", count=count))
            with ui.element("div").classes("axb-row"):
                ui.button(say("studio_runs.empty"), on_click=self.visitor.does(sure)).props(
                    "no-caps unelevated color=negative"
                )
                ui.button(say("studio_runs.cancel"), on_click=dialog.close).props("no-caps flat autofocus")


def _read(store: Store) -> Binned:
    return [
        (run.id, run.name, f"{datetime.fromtimestamp(run.deleted or 0):%Y-%m-%d %H:%M}")
        for run in store.bin()
    ]
