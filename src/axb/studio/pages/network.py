"""The small network: points on a plane, a few units, every number in sight."""

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
    from axb.labs.network import NetworkLab

STYLE = Path(__file__).parent / "network_parts" / "network.css"
REFRESH = (
    0.25  # seconds between two looks of words and sliders, for reading; pictures come as fast as they can
)


def register() -> None:
    """/network"""

    @ui.page("/network")
    def network() -> None:
        say = who().say
        with frame(say("studio_network.title"), say("studio_network.heading")) as visitor:
            ui.add_css(STYLE.read_text("utf-8"))
            NetworkPage(visitor)


class NetworkPage:
    """One visitor's network: what is shown of it, and what a hand does to it."""

    def __init__(self, visitor: Visitor) -> None:
        from axb.labs.network import NetworkLab
        from axb.studio.pages.network_parts.bar import Bar
        from axb.studio.pages.network_parts.data import DataCard
        from axb.studio.pages.network_parts.layers import Layers
        from axb.studio.pages.network_parts.numbers import NumbersCard
        from axb.studio.pages.network_parts.settings import SettingsCard
        from axb.studio.pages.network_parts.tools import Tools

        self.visitor, self.lab, say = visitor, NetworkLab(), visitor.say
        self._calm = Calm(self._refresh, REFRESH)
        self._latest: Frame
        self.bar = Bar(self)
        with ui.element("div").classes("net-page"), ui.element("div").classes("net-grid"):
            self.data = DataCard(self)
            with (
                ui.element("section")
                .classes("net-middle")
                .props(f'aria-label="{say("studio_network.network")}"')
            ):
                self.layers = Layers(self)
                picture = SceneView(visitor, say("studio_network.network"), aspect="16/9")
                self.settings = SettingsCard(self)
                self.numbers = NumbersCard(self)
            with (
                ui.element("section")
                .classes("net-side")
                .props(f'aria-label="{say("studio_network.surface")}"')
            ):
                self.tools = Tools(self)
                surface = SceneView(visitor, say("studio_network.surface"), aspect="1/1")
                curve = SceneView(visitor, say("studio_network.curve"), aspect="16/9").classes("net-curve")
        views = {"surface": surface, "network": picture, "curve": curve}
        surface.on_drag(self._drag).on_tap(self.tools.tap).on_pick(self.tools.pick)
        picture.on_pick(self._pick)
        self.session = open_lab(self.lab, visitor, views, self._frame)
        save_buttons(visitor, self.session, "network", tuple(views))
        self.bar.set_speed("normal")

    async def do(self, change: Any) -> Any:
        """Change the lab between two of its steps; the controls then show what it has become, refused or not."""
        try:
            return await self.session.do(change)
        finally:
            self.refresh()

    async def change(self, **values: Any) -> None:
        """Other settings, where they are others."""
        if any(getattr(self.lab.settings, name) != value for name, value in values.items()):
            await self.do(lambda lab: lab.change(**values))

    async def _drag(self, touch: Touch) -> None:
        await self.session.do(lambda lab: lab.move_point(touch.index, touch.x, touch.y))

    async def _pick(self, touch: Touch) -> None:
        def pick(lab: "NetworkLab") -> None:
            lab.pick(touch.name, touch.index)
            lab.explains = True

        await self.do(pick)

    def _frame(self, frame: Frame) -> None:
        self._latest = frame
        self._calm()

    def _refresh(self) -> None:
        self.bar.follow(self._latest.numbers)
        self.refresh()

    def refresh(self) -> None:
        """All controls as the lab is now."""
        self.bar.refresh()
        for part in (self.layers, self.settings, self.data, self.tools, self.numbers):
            part.refresh(self.lab)
