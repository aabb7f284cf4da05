"""The line: y = ax + b under the hand, and while it learns."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.studio.calm import Calm
from axb.studio.frame import frame, who
from axb.studio.lab_view import open_lab
from axb.studio.save import save_buttons
from axb.studio.scene import SceneView
from axb.studio.visitor import Visitor
from axb.studio.worker import Frame

if TYPE_CHECKING:
    from axb.labs.line import LineLab

REFRESH = 0.15  # seconds between two looks of words and sliders; pictures come as fast as they can


def register() -> None:
    """/line"""

    @ui.page("/line")
    def line() -> None:
        say = who().say
        with frame(say("studio_line.title"), say("studio_line.heading")) as visitor:
            LinePage(visitor)


class LinePage:
    """One visitor's line: left as it is among its points, right as it learns."""

    def __init__(self, visitor: Visitor) -> None:
        from axb.labs.line import LineLab
        from axb.studio.pages.line_parts.top import SPEEDS, Top

        self.visitor, self.lab = visitor, LineLab()
        self._latest: Frame
        self._calm = Calm(self._refresh, REFRESH)
        self.top = Top(visitor, self.do, self._set_speed)
        with ui.element("div").classes("axb-columns"):
            with ui.element("div").classes("axb-stack"):
                data = self._left()
            with ui.element("div").classes("axb-stack"):
                surface, curve = self._right()
        views = {"data": data, "surface": surface, "curve": curve}
        self.session = open_lab(self.lab, visitor, views, self._frame)
        save_buttons(visitor, self.session, "line", tuple(views))
        self._set_speed(SPEEDS["normal"])

    async def do(self, change: "Callable[[LineLab], Any]") -> Any:
        """Run a change of the lab between two of its steps."""
        return await self.session.do(change)

    def _set_speed(self, steps_a_second: float) -> None:
        self.session.speed = steps_a_second
        self.session.worker.wake()

    def _left(self) -> SceneView:
        from axb.studio.pages.line_parts.pictures import LineDials, data_picture
        from axb.studio.pages.line_parts.points import PointsCard

        data = data_picture(self.visitor, self.do)
        self.dials = LineDials(self.visitor, self.do, self.lab)
        self.points = PointsCard(self.visitor, self.do)
        return data

    def _right(self) -> tuple[SceneView, SceneView]:
        from axb.studio.pages.line_parts.learning import LearningCard, RateDial
        from axb.studio.pages.line_parts.pictures import surface_picture

        surface = surface_picture(self.visitor, self.do)
        ui.label(self.visitor.say("studio_line.surface_why")).classes("axb-muted")
        self.rate = RateDial(self.visitor, self.do, self.lab)
        curve = SceneView(self.visitor, self.visitor.say("studio_line.curve"), aspect="16/5")
        self.learning = LearningCard(self.visitor, self.do, self.lab)
        return surface, curve

    def _frame(self, frame: Frame) -> None:
        self._latest = frame
        self._calm()

    def _refresh(self) -> None:
        self.top.refresh(self.lab, self._latest.numbers)
        self.dials.refresh(self._latest)
        for part in (self.rate, self.learning, self.points):
            part.refresh(self.lab)
