"""The arena: forger and detective play, and either one is changed while they do."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.studio.calm import Calm
from axb.studio.frame import frame, who
from axb.studio.lab_view import open_lab
from axb.studio.save import save_buttons
from axb.studio.scene import SceneView, Touch
from axb.studio.visitor import Visitor
from axb.studio.worker import Frame

if TYPE_CHECKING:
    from axb.labs.arena import ArenaLab

STYLE = Path(__file__).parent / "arena_parts" / "arena.css"
REFRESH = 0.25  # seconds between two looks of words and sliders; pictures come as fast as they can


def register() -> None:
    """/arena"""

    @ui.page("/arena")
    def arena() -> None:
        say = who().say
        with frame(say("studio_arena.title"), say("studio_arena.heading")) as visitor:
            ui.add_css(STYLE.read_text("utf-8"))
            ArenaPage(visitor)


class ArenaPage:
    """One visitor's arena: what happens in it to the left, the game over time to the right, the players below."""

    def __init__(self, visitor: Visitor) -> None:
        from axb.labs.arena import ArenaLab
        from axb.studio.pages.arena_parts.players import Players
        from axb.studio.pages.arena_parts.top import SPEEDS, Top

        self.visitor, self.lab = visitor, ArenaLab()
        self._calm = Calm(self._refresh, REFRESH)
        self._latest: Frame
        self.top = Top(visitor, self.do, self.lab, self._set_speed)
        with ui.element("div").classes("axb-columns arena-page"):
            with ui.element("div").classes("axb-stack"):
                arena = self._arena()
                self.players = Players(visitor, self.do, self.lab)
            with ui.element("div").classes("axb-stack"):
                views = {
                    "arena": arena,
                    **{name: self._chart(name) for name in ("score", "gradient", "loss")},
                }
        self.session = open_lab(self.lab, visitor, views, self._frame)
        save_buttons(visitor, self.session, "arena", tuple(views))
        self._set_speed(SPEEDS["normal"])

    async def do(self, change: "Callable[[ArenaLab], Any]") -> Any:
        """Run a change of the lab between two of its steps; the controls then show what it has become."""
        try:
            return await self.session.do(change)
        finally:
            self.refresh()

    def _set_speed(self, steps_a_second: float | None) -> None:
        self.session.speed = steps_a_second
        self.session.worker.wake()

    def _arena(self) -> SceneView:
        async def drag(touch: Touch) -> None:
            await self.session.do(lambda lab: lab.move_point(touch.index, touch.x, touch.y))

        async def tap(touch: Touch) -> None:
            await self.do(lambda lab: lab.add_point(touch.x, touch.y))

        async def pick(touch: Touch) -> None:
            if touch.key == "Delete":
                await self.do(lambda lab: lab.remove_point(touch.index))

        say = self.visitor.say
        view = SceneView(self.visitor, say("studio_arena.picture"), aspect="5/4").classes("axb-tall")
        ui.label(say("studio_arena.legend")).classes("axb-muted")
        return view.on_drag(drag).on_tap(tap).on_pick(pick)

    def _chart(self, name: str) -> SceneView:
        say = self.visitor.say
        title = ui.label(say(f"studio_arena.chart_{name}"))
        title.props('role="heading" aria-level="2"').classes("axb-card-title")
        view = SceneView(self.visitor, say(f"studio_arena.chart_{name}"), aspect="2/1")
        ui.label(say(f"labs_arena.seen_{name}")).classes("axb-muted")
        return view

    def _frame(self, frame: Frame) -> None:
        self._latest = frame
        self._calm()

    def _refresh(self) -> None:
        self.top.follow(self._latest.numbers)
        self.refresh()

    def refresh(self) -> None:
        """All controls as the lab is now."""
        self.top.refresh(self.lab)
        self.players.refresh(self.lab)
