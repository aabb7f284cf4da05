"""What a person does with a run of the table: rename, take away, throw away, and have it back at once."""

from collections.abc import Awaitable, Callable, Sequence
from html import escape

from nicegui import ui

from axb.runs import Run, Store
from axb.studio.behind import with_store
from axb.studio.notices import notice
from axb.studio.pages.exporting import entry, export_entries
from axb.studio.pages.runs_rows import Row
from axb.studio.visitor import Visitor
from axb.views.folding import named
from axb.words import InputError

Gone = tuple[Row, list[str]]  # and the ids of the runs that went with it


class Actions:
    """`changed` is called when the store is another one."""

    def __init__(self, visitor: Visitor, changed: Callable[[], Awaitable[None]]) -> None:
        self.visitor, self.changed = visitor, changed
        self.news = ui.element("div").props('role="status"').classes("axb-news")

    def menu(self, row: Row) -> None:
        """The button at the end of a row."""
        say, does = self.visitor.say, self.visitor.does
        label = escape(say("studio_runs.more_of", name=row.name), quote=True)
        with ui.button(icon="more_vert").props(f'flat round dense aria-label="{label}"'), ui.menu():
            entry(say("studio_runs.open"), lambda: ui.navigate.to(row.address))
            if not row.whole:
                self._build_entries(row)
            ui.separator()
            key = "studio_runs.delete_all" if row.whole else "studio_runs.delete"
            entry(say(key), does(lambda: self.delete([row])))

    def _build_entries(self, row: Row) -> None:
        """What is done to a run alone."""
        entry(self.visitor.say("studio_runs.rename"), lambda: self.rename(row))
        ui.separator()
        export_entries(self.visitor, row.name)

    def rename(self, row: Row) -> None:
        """Ask for another name."""
        say = self.visitor.say

        async def done() -> None:
            await with_store(lambda store: store.open(row.id).rename(field.value.strip()))
            dialog.close()
            await self.changed()

        label = f'aria-label="{say("studio_runs.rename")}"'
        with ui.dialog(value=True) as dialog, ui.card().props(label).classes("axb-ask"):
            field = (
                ui.input(say("studio_runs.new_name"), value=row.name)
                .props("outlined autofocus")
                .classes("axb-wide")
            )
            field.on("keydown.enter", self.visitor.does(done))
            with ui.element("div").classes("axb-row"):
                ui.button(say("studio_runs.rename"), on_click=self.visitor.does(done)).props(
                    "no-caps unelevated"
                )
                ui.button(say("studio_runs.cancel"), on_click=dialog.close).props("no-caps flat")

    async def delete(self, some: Sequence[Row]) -> None:
        """Into the bin, and offer to have them back."""

        gone, refused = list[Gone](), list[InputError]()

        def act(store: Store) -> None:
            for row in some:
                try:
                    gone.append((row, _thrown_away(store, row)))
                except InputError as error:  # it is being trained: the others go all the same
                    refused.append(error)

        await with_store(act)
        await self.changed()
        if gone:
            self._tell("studio_runs.deleted", gone)
        for error in refused:
            notice(str(error))

    def _tell(self, key: str, gone: Sequence[Gone]) -> None:
        say = self.visitor.say
        names = ", ".join(
            say("studio_runs.many", name=row.name, count=len(ids)) if row.whole else row.name
            for row, ids in gone
        )
        self.news.clear()
        with self.news:
            ui.label(say(key, names=names))
            undo = ui.button(say("studio_runs.undo"), icon="undo").props("no-caps flat dense")
            undo.on_click(self.visitor.does(lambda: self._undo([one for _, ids in gone for one in ids])))

    async def _undo(self, ids: Sequence[str]) -> None:
        def act(store: Store) -> None:
            for one in ids:
                store.restore(one)

        await with_store(act)
        self.news.clear()
        await self.changed()


def _thrown_away(store: Store, row: Row) -> list[str]:
    """Into the bin; returns the ids of the runs that went. Raises InputError where something of it is being trained."""
    runs = _runs_of(store, row)
    for run in runs:
        run.delete()
    return [run.id for run in runs]


def _runs_of(store: Store, row: Row) -> Sequence[Run]:
    if not row.whole or row.group is None:
        return [store.open(row.id)]
    from axb.jobs.groups import check_over

    runs = [run for fold in named(store.runs(), row.name) if fold.group == row.group for run in fold.runs]
    check_over(row.group, runs)
    return runs
