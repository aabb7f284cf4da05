"""How good the samples are: measured when asked, by a process beside the studio; kept, so that it is asked once."""

from html import escape
from typing import Any

from nicegui import ui

from axb.jobs.evaluating_work import command
from axb.runs import Store
from axb.studio.behind import with_store
from axb.studio.beside import Beside
from axb.studio.pages.run_after_generated import drawn
from axb.studio.save import save_slide_button
from axb.studio.visitor import Visitor
from axb.views.closest import closest, has_closest
from axb.views.measures import about, generated_rows, measures
from axb.views.measures_sections import class_table, measures_table
from axb.views.scene import Scene

Found = tuple[dict[str, Any] | None, Scene | None]


async def show_measures(name: str, visitor: Visitor) -> None:
    """The numbers where they are known; else a button that has them measured."""
    place = ui.context.slot.parent
    found = await with_store(lambda store: _read(store, name))
    with place:
        Measures(name, visitor).show(found)


def _read(store: Store, name: str) -> Found:
    run = store.open(name)
    return measures(run), closest(run) if has_closest(run) else None


class Measures:
    """A button, what is said while it is measured, and the numbers."""

    def __init__(self, name: str, visitor: Visitor) -> None:
        self.name, self.visitor, self.beside = name, visitor, Beside()
        ui.html(escape(visitor.say("measures.title")), sanitize=False, tag="h3")
        self.why = ui.label(visitor.say("measures.why")).classes("axb-muted")
        self.button = ui.button(
            visitor.say("measures.measure"), icon="straighten", on_click=visitor.does(self._measure)
        )
        self.button.props("no-caps unelevated")
        self.status = ui.label().props('role="status"')
        self.bar = ui.linear_progress(value=0, show_value=False, size="0.8rem").props(
            f'instant-feedback rounded aria-label="{visitor.say("measures.measuring")}"'
        )
        self.bar.visible = False
        self.place = ui.element("div").style("width: 100%; min-width: 0")

    def show(self, found: Found) -> None:
        """What was measured; nothing where nothing was."""
        told, scene = found
        self.button.visible = self.why.visible = told is None
        if told is None:
            return
        with self.place:
            ui.label(about(told)).classes("axb-muted")
            self._table(measures_table(generated_rows(told)))
            if scene is not None:
                self._draw(scene)
            if told["classes"]:
                ui.html(escape(self.visitor.say("measures.title_classes")), sanitize=False, tag="h3")
                ui.label(self.visitor.say("measures.class_shares")).classes("axb-muted")
                self._table(class_table(told["classes"]))

    def _table(self, html: str) -> None:
        ui.html(html, sanitize=False).classes("axb-measured")

    def _draw(self, scene: Scene) -> None:
        title = self.visitor.say("measures.title_closest")
        ui.html(escape(title), sanitize=False, tag="h3")
        ui.label(scene.caption).classes("axb-muted")
        with ui.element("div").classes("axb-samples axb-scroll"):
            drawn(scene, title, self.visitor)

        async def scenes() -> list[Scene]:
            return [scene]

        save_slide_button(self.visitor, scenes, f"{self.name}-copies")

    async def _measure(self) -> None:
        say = self.visitor.say
        self.button.visible, self.bar.visible, self.status.text = False, True, say("landscape.waiting")

        def begun() -> None:
            self.status.text = say("measures.measuring")

        said = await self.beside.ask(command(self.name, self.visitor.language), begun, self.bar.set_value)
        if self.beside.closed:
            return
        self.bar.visible, self.button.visible = False, "measured" not in said
        self.status.text = said.get("error", "" if "measured" in said else say("jobs_queue.said_nothing"))
        if "measured" in said:
            self.show(await with_store(lambda store: _read(store, self.name)))
