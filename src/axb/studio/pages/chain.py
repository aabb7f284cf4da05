"""Every number of a few units, forward and back: a step at a time, with every weight under a slider."""

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
    from axb.labs.chain import ChainLab

STYLE = Path(__file__).parent / "chain_parts" / "chain.css"
REFRESH = 0.15  # seconds between two looks of words and sliders
SPEED = 2.0  # numbers a second: they are to be read


def register() -> None:
    """/chain"""

    @ui.page("/chain")
    def chain() -> None:
        say = who().say
        with frame(say("studio_chain.title"), say("studio_chain.heading")) as visitor:
            ui.add_css(STYLE.read_text("utf-8"))
            ChainPage(visitor)


class ChainPage:
    """One visitor's chain: the network on top, below it what a hand sets, what is left of the gradient, the lines."""

    def __init__(self, visitor: Visitor) -> None:
        from axb.labs.chain import ChainLab
        from axb.studio.pages.chain_parts.setting import Setting
        from axb.studio.pages.chain_parts.top import Top
        from axb.studio.pages.chain_parts.written import Written

        self.visitor, self.lab = visitor, ChainLab()
        self.lab.show_all()
        self._calm = Calm(self._refresh, REFRESH)
        self.top = Top(visitor, self.do)
        network = self._network()
        with ui.element("div").classes("axb-columns"):
            self.setting = Setting(visitor, self.do, self.lab)
            with ui.element("div").classes("axb-stack"):
                ladder = self._ladder()
                self.written = Written(visitor)
        self.session = open_lab(self.lab, visitor, {"pass": network, "ladder": ladder}, self._frame)
        self.session.speed = SPEED
        save_buttons(visitor, self.session, "chain", ("pass", "ladder", "lines"))

    async def do(self, change: "Callable[[ChainLab], Any]") -> Any:
        """Run a change of the lab between two of its steps."""
        return await self.session.do(change)

    def _network(self) -> SceneView:
        with ui.element("div").classes("chain-wide"):
            view = SceneView(self.visitor, self.visitor.say("studio_chain.picture"), aspect="3/1")

        async def pick(touch: Touch) -> None:
            self.setting.choose(touch.name)
            await self.do(lambda lab: None)

        return view.on_pick(pick)

    def _ladder(self) -> SceneView:
        words = self.visitor.say("studio_chain.ladder")
        ui.label(words).props('role="heading" aria-level="2"').classes("axb-card-title")
        return SceneView(self.visitor, words, aspect="2/1")

    def _frame(self, frame: Frame) -> None:
        self._calm()

    def _refresh(self) -> None:
        self.top.refresh(self.lab)
        self.setting.refresh(self.lab)
        self.written.refresh(self.lab)
