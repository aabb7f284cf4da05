"""Paths of all optimizers over a loss surface, and each parameter's effective step."""

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
    from axb.labs.surface import SurfaceLab

STYLE = Path(__file__).parent / "surface_parts" / "surface.css"
REFRESH = 0.15  # seconds between two looks of words and sliders; pictures come as fast as they can


def register() -> None:
    """/surface"""

    @ui.page("/surface")
    def surface() -> None:
        say = who().say
        with frame(say("studio_surface.title"), say("studio_surface.heading")) as visitor:
            ui.add_css(STYLE.read_text("utf-8"))
            SurfacePage(visitor)


class SurfacePage:
    """One visitor's surface: the paths to the left, what happens by step to the right, the optimizers below."""

    def __init__(self, visitor: Visitor) -> None:
        from axb.labs.surface import SurfaceLab
        from axb.studio.pages.surface_parts.top import SPEEDS, Top
        from axb.studio.pages.surface_parts.walkers import Walkers

        self.visitor, self.lab = visitor, SurfaceLab()
        self.lab.show_all()
        self._calm = Calm(self._refresh, REFRESH)
        self.top = Top(visitor, self.do, self.lab, self._set_speed)
        with ui.element("div").classes("axb-columns surface-page"):
            surface = self._picture()
            with ui.element("div").classes("axb-stack"):
                rates = self._chart("rates")
                loss = self._chart("loss")
        self.walkers = Walkers(visitor, self.do, self.lab)
        views = {"surface": surface, "rates": rates, "loss": loss}
        self.session = open_lab(self.lab, visitor, views, self._frame)
        save_buttons(visitor, self.session, "surface", tuple(views))
        self._set_speed(SPEEDS["normal"])

    async def do(self, change: "Callable[[SurfaceLab], Any]") -> Any:
        """Run a change of the lab between two of its steps."""
        return await self.session.do(change)

    def _set_speed(self, steps_a_second: float) -> None:
        self.session.speed = steps_a_second
        self.session.worker.wake()

    def _picture(self) -> SceneView:
        async def put(touch: Touch) -> None:
            await self.do(lambda lab: lab.set_start(touch.x, touch.y))

        view = SceneView(self.visitor, self.visitor.say("studio_surface.picture"), aspect="4/3").classes(
            "axb-tall"
        )
        return view.on_drag(put).on_tap(put)

    def _chart(self, name: str) -> SceneView:
        say = self.visitor.say
        ui.label(say(f"studio_surface.chart_{name}")).props('role="heading" aria-level="2"').classes(
            "axb-card-title"
        )
        view = SceneView(self.visitor, say(f"studio_surface.chart_{name}"), aspect="2/1")
        ui.label(say(f"studio_surface.chart_{name}_why")).classes("axb-muted")
        return view

    def _frame(self, frame: Frame) -> None:
        self._calm()

    def _refresh(self) -> None:
        self.top.refresh(self.lab)
        self.walkers.refresh(self.lab)
