"""A filter slides over a picture: each number of the patch, the sum, the map, and the layer as one matrix."""

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
    from axb.labs.convolution import ConvolutionLab

STYLE = Path(__file__).parent / "convolution_parts" / "convolution.css"
REFRESH = 0.15  # seconds between two looks of words and sliders; pictures come as fast as they can
# The pictures in their order: how wide by how high, and what their place on the page is called.
VIEWS = {
    "picture": ("1/1", ""), "patch": ("1/1", "convolution-patch"), "map": ("1/1", ""),
    "pooled": ("1/1", "convolution-later"), "channels": ("1/1", "convolution-later convolution-channels"),
    "matrix": ("2/1", "convolution-wide convolution-later"),
}  # fmt: skip
PLACE = 12, 6  # where the window stands at first: at a left edge of the shirt
SAVED = ("patch", "picture", "map")


def register() -> None:
    """/convolution"""

    @ui.page("/convolution")
    def convolution() -> None:
        say = who().say
        with frame(say("studio_convolution.title"), say("studio_convolution.heading")) as visitor:
            ui.add_css(STYLE.read_text("utf-8"))
            ConvolutionPage(visitor)


class ConvolutionPage:
    """One visitor's filter: the window, what happens in it and the map in a row, what follows from them below."""

    def __init__(self, visitor: Visitor) -> None:
        from axb.labs.convolution import ConvolutionLab
        from axb.studio.pages.convolution_parts.choices import Choices
        from axb.studio.pages.convolution_parts.numbers import Numbers
        from axb.studio.pages.convolution_parts.top import SPEEDS, Top

        self.visitor, self.lab = visitor, ConvolutionLab()
        self.lab.set_place(*PLACE)
        self.lab.show_all()
        self._calm, self._captions = Calm(self._refresh, REFRESH), dict[str, str]()
        self.top = Top(visitor, self.do, self._set_speed)
        self.choices = Choices(visitor, self.do, self.lab)
        self.labels: dict[str, ui.label] = {}
        with ui.element("div").classes("convolution-page"):
            views = {name: self._view(name, *look) for name, look in VIEWS.items()}
            self.numbers = Numbers(visitor, self.do, self.lab)
        views["picture"].on_drag(self._put_window).on_tap(self._put_window)
        views["map"].on_drag(self._put_place).on_tap(self._put_place)
        self.session = open_lab(self.lab, visitor, views, self._frame)
        save_buttons(visitor, self.session, "convolution", SAVED)
        self._set_speed(SPEEDS["normal"])

    async def do(self, change: "Callable[[ConvolutionLab], Any]") -> Any:
        """Run a change of the lab between two of its steps."""
        return await self.session.do(change)

    def _set_speed(self, places_a_second: float) -> None:
        self.session.speed = places_a_second
        self.session.worker.wake()

    def _view(self, name: str, aspect: str, place: str) -> SceneView:
        title = self.visitor.say(f"studio_lessons.view_{name}")
        with ui.element("div").classes(place):
            ui.label(title).props('role="heading" aria-level="2"').classes("axb-card-title")
            view = SceneView(self.visitor, title, aspect=aspect)
            self.labels[name] = ui.label().classes("axb-muted")
            if name == "channels":
                self.choices.channels(self.lab)
        return view

    async def _put_window(self, touch: Touch) -> None:
        await self.do(lambda lab: lab.put_window(touch.x, touch.y))

    async def _put_place(self, touch: Touch) -> None:
        await self.do(lambda lab: lab.put_place(touch.x, touch.y))

    def _frame(self, frame: Frame) -> None:
        self._captions = {name: str(frame.scenes[name]["caption"]) for name in VIEWS if name != "patch"}
        self._calm()

    def _refresh(self) -> None:
        for name, caption in self._captions.items():
            self.labels[name].set_text(caption)
        self.top.refresh(self.lab)
        self.choices.refresh()
        self.numbers.refresh(self.lab)
