"""What is encoded: an example of the test part, a drawing, a picture's file."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from nicegui import ui
from numpy.typing import NDArray

from axb.studio.behind import quickly, slowly
from axb.studio.pad import Pad
from axb.studio.pages.desk_parts.doing import Do
from axb.studio.pages.run_after_example import Example, example_picker
from axb.studio.pick import Pick
from axb.studio.visitor import Visitor

if TYPE_CHECKING:
    from axb.jobs import Predictor

INK = 40  # a drawing in which nothing is brighter is an empty sheet


def given_tools(visitor: Visitor, do: Do, predictor: "Predictor") -> None:
    """A picker of test examples and, where these are pictures, a sheet to draw on."""
    say, example = visitor.say, Example()

    async def show_test() -> None:
        if (index := example.index) is not None:
            await do(lambda lab: lab.test(index))

    with ui.element("section").classes("desk-given").props(f'aria-label="{say("studio_desk.given")}"'):
        ui.label(say("studio_desk.given")).props('role="heading" aria-level="2"').classes("axb-card-title")
        example_picker(example, len(predictor.data.x_test), visitor)
        example.follow(show_test)
        if predictor.data.kind == "images":
            _Sheet(visitor, do, predictor, example)


class _Sheet:
    """Of drawings that come while one is looked at only the newest counts."""

    def __init__(self, visitor: Visitor, do: Do, predictor: "Predictor", example: Example) -> None:
        self.do, self.predictor, self.example = do, predictor, example
        self._newest: NDArray[np.uint8] | None = None
        self._busy = False
        say = visitor.say
        pad = Pad(visitor, say("studio_after.pad"), say("studio_desk.draw")).on_ink(self.drawn)
        with ui.element("div").classes("axb-row"):
            clear = ui.button(say("studio_after.clear"), icon="delete_outline", on_click=pad.clear_sheet)
            clear.props("no-caps flat dense")
            pad.drops_to(Pick(visitor, say("studio_after.open_picture"), "image", self.dropped))

    async def drawn(self, drawing: NDArray[np.uint8]) -> None:
        """Encode what is on the sheet."""
        if drawing.max() < INK:
            return
        self._newest = drawing
        if self._busy:
            return
        self._busy = True
        try:
            while (newest := self._newest) is not None:
                self._newest = None
                await self._encode(await quickly(partial(self.predictor.fitted, newest[..., None])))
        finally:
            self._busy = False

    async def dropped(self, data: bytes) -> None:
        """A picture's file."""
        from axb.data.pictures import read_picture

        await self._encode(await slowly(lambda: self.predictor.fitted(read_picture(data))))

    async def _encode(self, fitted: NDArray[np.uint8]) -> None:
        await self.example.made(fitted)
        await self.do(lambda lab: lab.encode(fitted))
