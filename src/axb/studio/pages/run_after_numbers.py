"""Try points and table rows: tap the plane, or type numbers; the prediction follows."""

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from nicegui import ui
from numpy.typing import NDArray

from axb.studio.bars import Bars
from axb.studio.behind import quickly
from axb.studio.pages.run_after_example import Example, example_picker
from axb.studio.pages.run_after_plane import Plane
from axb.studio.visitor import Visitor

if TYPE_CHECKING:
    from axb.jobs import Predictor

MOST = 12  # fields


async def build(predictor: "Predictor", visitor: Visitor, example: Example) -> None:
    """The tab of a model of points or of a table."""
    Numbers(predictor, visitor, example)
    await example.tell()


class Numbers:
    """A field for each input, the plane where there are two and classes, and what the network says."""

    def __init__(self, predictor: "Predictor", visitor: Visitor, example: Example) -> None:
        self.predictor, self.visitor, self.example = predictor, visitor, example
        data = predictor.data
        self.names = data.feature_names or tuple(f"x{number + 1}" for number in range(data.input_shape[0]))
        self.values: NDArray[Any] = data.x_test[0].copy()
        self.plane: Plane | None = None
        with ui.element("div").classes("axb-try axb-try-numbers"):
            with ui.element("div").classes("axb-try-sheet"):
                if data.classes and data.input_shape == (2,):
                    self.plane = Plane(predictor, visitor, self.names, self._tapped)
                self._build_fields()
            self.bars = Bars(visitor, visitor.say("studio_after.answer"))
            with ui.element("div").classes("axb-try-ways"):
                example_picker(example, len(data.x_test), visitor)
        example.follow(self.show_test)

    def _build_fields(self) -> None:
        with ui.element("div").classes("axb-fields"):
            self.fields = [
                ui.number(name, format="%.4g").props("dense outlined") for name in self.names[:MOST]
            ]
        for place, field in enumerate(self.fields):
            act = self.visitor.does(partial(self._typed, place))
            field.on("keydown.enter", act).on("blur", act)

    async def _typed(self, place: int) -> None:
        value = self.fields[place].value
        if value is not None and np.float32(value) != self.values[place]:
            await self._choose({place: float(value)})

    async def _tapped(self, x: float, y: float) -> None:
        await self._choose({0: x, 1: y})

    async def _choose(self, changed: dict[int, float]) -> None:
        """Other numbers in some places."""
        values = self.values.copy()
        for place, value in changed.items():
            values[place] = value
        await self.example.made(values)
        await self._show(values, "")

    async def show_test(self) -> None:
        """The example of the test part that is chosen."""
        if (index := self.example.index) is None:
            return
        data = self.predictor.data
        true = data.y_test[index]
        name = data.labels(self.visitor.language)[int(true)] if data.classes else f"{true:.4g}"
        await self._show(data.x_test[index], self.visitor.say("studio_after.really", name=name))

    async def _show(self, values: NDArray[Any], note: str) -> None:
        self.values = values.copy()
        for field, value in zip(self.fields, values, strict=False):
            field.value = float(f"{value:.6g}")
        if self.plane is not None:
            await self.plane.show(values)
        answer = await quickly(lambda: self.predictor.answer(values))
        if self.predictor.data.classes:
            self.bars.tell(answer, note)
        else:
            ((name, number),) = answer.items()
            self.bars.say(f"{name} = {number:.4g}", note)
