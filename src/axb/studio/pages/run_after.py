"""What one does with a trained run: try it, see where it errs, look inside."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from nicegui import ui

from axb.runs import Store
from axb.studio.behind import slowly
from axb.studio.pages.run_after_example import Example
from axb.studio.pages.run_desk import makes
from axb.studio.predictors import predictor
from axb.studio.visitor import Visitor
from axb.views.generation import generates
from axb.words import InputError

if TYPE_CHECKING:
    from axb.jobs import Predictor

Build = Callable[["Predictor"], Awaitable[None]]
STYLE = Path(__file__).parent.parent / "after.css"
TRY, RIGHT, INSIDE = "try", "right", "inside"
TABS = {
    TRY: ("studio_after.try", "draw"),
    RIGHT: ("studio_after.right", "grid_on"),
    INSIDE: ("studio_after.inside", "search"),
}
MAKING = {
    TRY: ("studio_generated.tab_make", "auto_awesome"),
    RIGHT: ("studio_generated.tab_beside", "grid_on"),
    INSIDE: TABS[INSIDE],
}


def after_sections(run_name: str, visitor: Visitor, tested: bool = True) -> None:
    """The tabs of a run that has a checkpoint; each is filled when it is first opened, its model loaded once. Where it
    was stopped before its test (not `tested`) there is nothing to say on that."""
    ui.add_css(STYLE)
    After(run_name, visitor, tested)


class After:
    """The tabs of one page."""

    def __init__(self, name: str, visitor: Visitor, tested: bool) -> None:
        self.name, self.visitor, self.example = name, visitor, Example()
        self._filled: set[str] = set()
        with Store() as store:
            run = store.open(name)
            known = MAKING if generates(run) or makes(run.graph or {}) else TABS
        shown = {tab: words for tab, words in known.items() if tested or tab != RIGHT}
        with ui.element("section").classes("axb-after"):
            with ui.tabs().props("no-caps align=left inline-label").classes("axb-tabs") as self.tabs:
                for tab, (key, icon) in shown.items():
                    ui.tab(tab, visitor.say(key), icon=icon)
            with ui.tab_panels(self.tabs, value=TRY, animated=False, keep_alive=True).classes("axb-panels"):
                self.places = {tab: ui.tab_panel(tab) for tab in shown}
        self.tabs.on_value_change(visitor.does(lambda: self.open(str(self.tabs.value))))
        ui.timer(0.05, visitor.does(lambda: self.open(TRY)), once=True)

    async def open(self, tab: str) -> None:
        """Fill a tab where that has not been done yet; what depends on the chosen example follows it."""
        if tab in self._filled:
            await self.example.tell()
            return
        self._filled.add(tab)
        with self.places[tab]:
            waiting = ui.spinner(size="2rem").props(
                f'role="status" aria-label="{self.visitor.say("studio_after.loads")}"'
            )
        try:
            found = await slowly(lambda: predictor(self.name))
            with self.places[tab]:
                await self._builders()[tab](found)
        except InputError as error:
            with self.places[tab]:
                ui.label(str(error)).props('role="status"')
        finally:
            waiting.delete()

    def _builders(self) -> dict[str, Build]:
        from axb.studio.pages.run_after_generated import build as making
        from axb.studio.pages.run_after_inside import build as inside
        from axb.studio.pages.run_after_network import add_network
        from axb.studio.pages.run_after_numbers import build as numbers
        from axb.studio.pages.run_after_parts import build as parts
        from axb.studio.pages.run_after_pictures import build as pictures
        from axb.studio.pages.run_after_restored import build as restored
        from axb.studio.pages.run_after_right import build as right

        async def tried(found: "Predictor") -> None:
            asked = restored if found.restores else pictures if found.data.kind == "images" else numbers
            kind = making if found.generates else asked
            await kind(found, self.visitor, self.example)

        async def looked(found: "Predictor") -> None:
            await add_network(found, self.visitor)
            await (
                parts(found, self.visitor) if found.generates else inside(found, self.visitor, self.example)
            )

        return {
            TRY: tried,
            RIGHT: lambda found: right(self.name, found, self.visitor, self.try_test),
            INSIDE: looked,
        }

    async def try_test(self, index: int) -> None:
        """Look at an example of the test part in the first tab."""
        self.tabs.set_value(TRY)
        await asyncio.sleep(0)
        await self.example.choose_test(index)
