"""The page of data: what there is to learn from, what is in it, and a place to drop one's own."""

from collections.abc import Mapping
from pathlib import Path

from nicegui import run, ui

from axb.data import load
from axb.studio.behind import slowly
from axb.studio.frame import frame, who
from axb.studio.own import Dropped, all_own, columns_of, forget, keep
from axb.studio.pages.data_parts.dropping import Dropping
from axb.studio.pages.data_parts.shown import sheet_of, show
from axb.studio.pages.train import PATIENCE
from axb.studio.pages.train_cards import Cards
from axb.studio.pages.train_choices import available, spec_of, title_of
from axb.studio.pages.train_faces import data_faces
from axb.studio.pages.train_pictures import examples_of, sheet
from axb.studio.visitor import Visitor

STUDIO = Path(__file__).parents[1]
FIRST = "fashion-mini"


def register() -> None:
    """/data"""

    @ui.page("/data", response_timeout=PATIENCE)
    async def page(data: str = "") -> None:
        await run.io_bound(_import_what_is_heavy)
        with frame(who().say("studio_data.title")) as visitor:
            await DataPage(visitor).choose(data if data in available() else FIRST)


def _import_what_is_heavy() -> None:
    import axb.zoo  # noqa: F401


class DataPage:
    """What one visitor looks at."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.chosen = visitor, ""
        ui.add_head_html(f"<style>{(STUDIO / 'data.css').read_text('utf-8')}</style>")
        ui.label(visitor.say("studio_data.lead")).classes("axb-lead")
        Dropping(visitor, self._taken)
        self.news = ui.element("div").props('role="status"').classes("axb-data-news")
        ui.html(visitor.say("studio_data.there"), sanitize=False, tag="h2")
        self.shelf = ui.element("div")
        ui.label(visitor.say("studio_data.more")).classes("axb-muted axb-below")
        self.panel = ui.element("section").classes("axb-panel")
        self._show_shelf()

    def _show_shelf(self) -> None:
        self.shelf.clear()
        with self.shelf:
            self.cards = Cards(self.visitor, "data", data_faces(self.visitor), self.choose)

    async def choose(self, name: str) -> None:
        """Show what is in it."""
        self.chosen = name
        self.cards.show(available(), name)
        one = await slowly(lambda: load(spec_of(name)))
        picture = await slowly(lambda: sheet_of(one, self.visitor))
        if self.chosen != name or self.panel.is_deleted:
            return
        self.panel.clear()
        with self.panel:
            show(one, picture, title_of(name, self.visitor.say), {"data": name}, spec_of(name), self.visitor)
            if name in all_own():
                delete = ui.button(self.visitor.say("studio_data.delete"), icon="delete")
                delete.classes("axb-danger").props("flat no-caps color=negative").on_click(
                    self.visitor.does(self._ask_delete)
                )

    async def _taken(self, dropped: Dropped) -> None:
        """What was dropped: of a table it must be said what to predict."""
        columns = await slowly(lambda: columns_of(dropped))
        if not columns:
            await self._keep(dropped, {})
            return
        options = await self._asked(columns)
        if options is not None:
            await self._keep(dropped, options)

    async def _asked(self, columns: tuple[str, ...]) -> Mapping[str, str] | None:
        """Which column is to be predicted, and whether as classes; None where the visitor goes away."""
        say = self.visitor.say
        with ui.dialog() as dialog, ui.card().classes("axb-ask"):
            ui.label(say("studio_data.which")).classes("axb-card-title")
            target = ui.select(list(columns), value=columns[-1], label=say("studio_data.target"))
            kinds = {kind: say(f"studio_data.task_{kind}") for kind in ("auto", "classes", "numbers")}
            task = ui.select(kinds, value="auto", label=say("studio_data.task"))
            for one in (target, task):
                one.classes("axb-wide").props("outlined")
            fill = ui.switch(say("studio_data.fill"))
            with ui.row():
                ui.button(say("studio_data.use"), on_click=lambda: dialog.submit(True)).props(
                    "no-caps unelevated"
                )
                ui.button(say("studio_runs.cancel"), on_click=dialog.close).props("no-caps flat")
        if not await dialog:
            return None
        kind = {} if task.value == "auto" else {"task": str(task.value)}
        return {"target": str(target.value), **kind, **({"missing": "fill"} if fill.value else {})}

    async def _keep(self, dropped: Dropped, options: Mapping[str, str]) -> None:
        say = self.visitor.say
        self.news.clear()
        with self.news:
            ui.spinner()
            ui.label(say("studio_data.reading", count=f"{len(dropped):,}"))
        try:
            own, found, left_out = await slowly(lambda: keep(dropped, options))
        finally:
            self.news.clear()
        count = f"{len(found.x_train) + len(found.x_test):,}"
        with self.news:
            for sentence in (say("studio_data.kept", name=own.name, count=count), *left_out):
                ui.label(sentence)
        self._show_shelf()
        await self.choose(own.name)
        ui.run_javascript(f"getHtmlElement({self.panel.id}).scrollIntoView()")

    async def _ask_delete(self) -> None:
        say, name = self.visitor.say, self.chosen
        with ui.dialog() as dialog, ui.card().classes("axb-ask"):
            ui.label(say("studio_data.delete_sure", name=name))
            with ui.row():
                sure = ui.button(say("studio_data.delete"), on_click=lambda: dialog.submit(True))
                sure.props("no-caps unelevated color=negative")
                ui.button(say("studio_runs.cancel"), on_click=dialog.close).props("no-caps flat")
        if not await dialog:
            return
        forget(name)
        examples_of.cache_clear()  # another one may get its name
        sheet.cache_clear()
        self._show_shelf()
        await self.choose(FIRST)
