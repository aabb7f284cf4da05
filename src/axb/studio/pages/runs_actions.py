"""What a person does with a run of the table: rename, take away, throw away, and have it back at once."""

import tempfile
import zipfile
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from nicegui import ui

from axb.runs import Store
from axb.studio.behind import slowly, with_store
from axb.studio.notices import notice
from axb.studio.pages.runs_rows import Row
from axb.studio.visitor import Visitor

FORMS = ("safetensors", "axb", "keras-code", "torch-code", "axb-code")  # as in jobs.FORMS, most wanted first


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
            ui.menu_item(say("studio_runs.open"), lambda: ui.navigate.to(f"/run/{quote(row.name)}"))
            ui.menu_item(say("studio_runs.rename"), lambda: self.rename(row))
            ui.separator()
            for form in FORMS:
                ui.menu_item(
                    say(f"studio_runs.export_{form.replace('-', '_')}"),
                    does(partial(self.export, row.name, form)),
                )
            ui.separator()
            ui.menu_item(say("studio_runs.delete"), does(lambda: self.delete([row])))

    def rename(self, row: Row) -> None:
        """Ask for another name."""
        say = self.visitor.say

        async def done() -> None:
            await with_store(lambda store: store.open(row.id).rename(field.value.strip()))
            dialog.close()
            await self.changed()

        with ui.dialog(value=True) as dialog, ui.card().props(f'aria-label="{say("studio_runs.rename")}"'):
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

        def act(store: Store) -> None:
            for row in some:
                store.open(row.id).delete()

        try:
            await with_store(act)
        finally:  # of several, those before one that is being trained are gone
            await self.changed()
        self._tell("studio_runs.deleted", some)

    def _tell(self, key: str, some: Sequence[Row]) -> None:
        names = ", ".join(row.name for row in some)
        self.news.clear()
        with self.news:
            ui.label(self.visitor.say(key, names=names))
            undo = ui.button(self.visitor.say("studio_runs.undo"), icon="undo").props("no-caps flat dense")
            undo.on_click(self.visitor.does(lambda: self._undo(some)))

    async def _undo(self, some: Sequence[Row]) -> None:
        def act(store: Store) -> None:
            for row in some:
                store.restore(row.id)

        await with_store(act)
        self.news.clear()
        await self.changed()

    async def export(self, name: str, form: str) -> None:
        """The trained model as a download; what is several files comes as one archive."""
        client = ui.context.client
        file, data = await slowly(lambda: exported(name, form))
        with client:
            ui.download.content(data, file)
            notice(self.visitor.say("studio_runs.exported", file=file), good=True)


def exported(name: str, form: str) -> tuple[str, bytes]:
    """A file's name and its bytes. Raises InputError for what the form has no words for."""
    from axb import jobs

    stem = "".join(letter if letter.isalnum() else "_" for letter in name)  # Python can import it
    ending = {"safetensors": ".safetensors", "axb": ".axb"}.get(form, ".py")
    with tempfile.TemporaryDirectory() as folder:
        written = jobs.export(name, form, Path(folder) / f"{stem}{ending}")
        if len(written) == 1:
            return written[0].name, written[0].read_bytes()
        return f"{stem}_{form.partition('-')[0]}.zip", _zipped(written)


def _zipped(files: Sequence[Path]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            archive.write(one, one.name)
    return data.getvalue()
