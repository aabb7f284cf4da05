"""The bin: what was thrown away, until it is brought back or gone for good."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from nicegui import ui

from axb.runs import Run, Store
from axb.studio.behind import with_store
from axb.studio.visitor import Visitor
from axb.views.folding import Fold, folded, group_of
from axb.words import say

STYLE = Path(__file__).parent.parent / "runs.css"
Binned = list[tuple[list[str], str, str]]  # ids, name, when it was deleted


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
                for ids, name, when in binned:
                    self._show_one(ids, name, when)
            empty = ui.button(
                self.visitor.say("studio_runs.empty"),
                icon="delete_forever",
                on_click=self.visitor.does(self._ask),
            )
            empty.props("no-caps outline color=negative").classes("axb-danger")

    def _show_one(self, ids: list[str], name: str, when: str) -> None:
        async def back() -> None:
            try:
                await with_store(lambda store: [store.restore(one) for one in ids])
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
        say = self.visitor.say
        count = await with_store(lambda store: len(store.bin()))  # others may have thrown runs away since

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
    """A race or a sweep as one, with all of it that lies there."""
    return [
        _told(one.group.name, one.runs) if isinstance(one, Fold) else _told("", (one,))
        for one in folded(store.bin(), group_of)
    ]


def _told(group: str, runs: Sequence[Run]) -> tuple[list[str], str, str]:
    name = say("studio_runs.many", name=group, count=len(runs)) if group else runs[0].name
    when = datetime.fromtimestamp(runs[0].deleted or 0)
    return [run.id for run in runs], name, f"{when:%Y-%m-%d %H:%M}"
