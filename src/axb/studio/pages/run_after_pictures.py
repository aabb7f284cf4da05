"""Draw your own, drop a picture, take a photo, or go through the test part: the prediction follows."""

from typing import TYPE_CHECKING

import numpy as np
from nicegui import ui
from numpy.typing import NDArray

from axb.studio.bars import Bars
from axb.studio.behind import quickly, slowly
from axb.studio.pad import Pad
from axb.studio.pages.run_after_example import Example, example_picker
from axb.studio.pick import Pick
from axb.studio.thumbnails import picture_html
from axb.studio.visitor import Visitor

if TYPE_CHECKING:
    from axb.jobs import Predictor

Picture = NDArray[np.uint8]
INK = 40  # a drawing in which nothing is brighter is an empty sheet
PENS = {"thin": 0.05, "usual": 0.1, "thick": 0.2}  # of the sheet's side
FILLED = ("fashion",)  # data sets of shapes, not of lines


async def build(predictor: "Predictor", visitor: Visitor, example: Example) -> None:
    """The tab of a model of pictures."""
    Pictures(predictor, visitor, example)
    await example.tell()


class Pictures:
    """A sheet, what the network sees of it, and what it says."""

    def __init__(self, predictor: "Predictor", visitor: Visitor, example: Example) -> None:
        self.predictor, self.visitor, self.example = predictor, visitor, example
        self._last: Picture | None = None  # drawing, as long as there is ink on the sheet
        self._newest: Picture | None = None  # of those that wait to be judged
        self._busy = False
        with ui.element("div").classes("axb-try"):
            with ui.element("div").classes("axb-try-sheet"):
                self._build_sheet()
            with ui.element("div").classes("axb-try-seen"):
                ui.html(visitor.say("studio_after.sees"), sanitize=False, tag="h3")
                self.seen = ui.html("", sanitize=False)
                self.size = ui.label().classes("axb-muted")
            self.bars = Bars(visitor, visitor.say("studio_after.answer"))
            with ui.element("div").classes("axb-try-ways"):
                self._build_ways()
        self.bars.say(visitor.say("studio_after.begin"))
        example.follow(self.show_test)

    def _build_sheet(self) -> None:
        say = self.visitor.say
        tools = ui.element("div").props(f'role="group" aria-label="{say("studio_after.tools")}"')
        with tools.classes("axb-row axb-tools"):
            pens = {share: say(f"studio_after.pen_{name}") for name, share in PENS.items()}
            self.pen = ui.toggle({**pens, 0.0: say("studio_after.eraser")}, value=PENS["usual"])
            self.pen.props("no-caps unelevated toggle-color=primary").on_value_change(self._change_pen)
            clear = ui.button(say("studio_after.clear"), icon="delete_outline", on_click=self._clear)
            clear.props("no-caps flat dense")
        self.pad = Pad(self.visitor, say("studio_after.pad"), say("studio_after.begin")).on_ink(self.drawn)

    def _build_ways(self) -> None:
        """What else there is than the pen."""
        say = self.visitor.say
        self.fill = ui.checkbox(say("studio_after.fill"), value=self.predictor.data.name.startswith(FILLED))
        self.fill.on_value_change(self.visitor.does(self._again))
        with ui.element("div").classes("axb-row"):
            self.pad.drops_to(Pick(self.visitor, say("studio_after.open_picture"), "image", self.dropped))
            Pick(self.visitor, say("studio_after.camera"), "photo_camera", self.dropped, camera=True)
        example_picker(self.example, len(self.predictor.data.x_test), self.visitor)

    def _change_pen(self) -> None:
        self.pad.erase(not self.pen.value)
        if self.pen.value:
            self.pad.run_method("thick", self.pen.value)

    def _clear(self) -> None:
        self.pad.clear_sheet()
        self._forget()

    def _forget(self) -> None:
        """Show nothing, and nothing of what is still being judged."""
        self._last = self._newest = None
        self.bars.say(self.visitor.say("studio_after.begin"))
        self.seen.content = self.size.text = ""

    async def drawn(self, drawing: Picture) -> None:
        """Judge a drawing; of those that come while one is judged only the newest counts."""
        if drawing.max() < INK:
            if self._last is not None and self.example.index is None:
                self._forget()
            self._last = self._newest = None
            return
        self._last = self._newest = drawing
        if self._busy:
            return
        self._busy = True
        try:
            while (newest := self._newest) is not None:
                self._newest = None
                await self._judge(newest)
        finally:
            self._busy = False

    async def _again(self) -> None:
        if self._last is not None:
            await self.drawn(self._last)

    async def _judge(self, drawing: Picture) -> None:
        fill = bool(self.fill.value)

        def judge() -> tuple[Picture, dict[str, float]]:
            from axb.jobs.outlines import filled

            fitted = self.predictor.fitted((filled(drawing) if fill else drawing)[..., None])
            return fitted, self.predictor.answer(fitted)

        judged = await quickly(judge)
        if self._last is not None:
            await self._show(*judged)

    async def dropped(self, data: bytes) -> None:
        """A picture's file."""

        def judge() -> tuple[Picture, dict[str, float]]:
            from axb.data.pictures import read_picture

            fitted = self.predictor.fitted(read_picture(data))
            return fitted, self.predictor.answer(fitted)

        await self._show(*await slowly(judge))

    async def _show(self, fitted: Picture, answer: dict[str, float], note: str = "") -> None:
        if not note:
            await self.example.made(fitted)
        label = self.visitor.say("studio_after.sees")
        self.seen.content = picture_html(fitted, label, "axb-seen")
        height, width = fitted.shape[:2]
        self.size.text = self.visitor.say("studio_after.pixels", height=height, width=width)
        self.bars.tell(answer, note)

    async def show_test(self) -> None:
        """The example of the test part that is chosen."""
        index = self.example.index
        if index is None:
            return
        data = self.predictor.data
        answer = await quickly(lambda: self.predictor.answer(data.x_test[index]))
        true = data.labels(self.visitor.language)[int(data.y_test[index])]
        await self._show(data.x_test[index], answer, self.visitor.say("studio_after.really", name=true))
