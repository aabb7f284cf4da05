"""A slider that a hand moves and that follows what learning does, in turns."""

import asyncio
import math
import time
from collections.abc import Callable
from html import escape
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from axb.studio.slider import Slider
from axb.studio.visitor import Visitor
from axb.views.numbers import number

AT_HAND = 0.5  # seconds after a hand's move during which the slider follows nobody else
STEPS = 200  # from one end to the other, by arrow keys


class Dial:
    """Named `label`, from `low` to `high`, on a logarithmic scale where `log`; `act` is called with each new value."""

    def __init__(
        self, visitor: Visitor, label: str, value: float, low: float, high: float, act: Callable[[float], Any],
        log: bool = False,
    ) -> None:  # fmt: skip
        self.log, self._touched = log, 0.0
        self._later: asyncio.TimerHandle | None = None
        with ui.element("div").classes("axb-dial"):
            with ui.element("div").classes("axb-dial-head"):
                ui.label(label)
                self.told = ui.label(number(value)).classes("axb-dial-value")
            self.slider = Slider(label, 0, 1, 1 / STEPS, 0)
            self.marks = ui.html("", sanitize=False).classes("axb-dial-marks")

        async def moved(event: GenericEventArguments) -> None:
            self._touched = time.monotonic()
            await visitor.does(lambda: act(self._value(float(event.args))))()

        self.slider.on("update:model-value", moved, [None], throttle=0.016)
        self.follow(value, low, high)

    def follow(
        self, value: float, low: float, high: float, marks: list[tuple[float, str]] | None = None
    ) -> None:
        """Show this value on this scale, with `marks` (value, words) below it; a hand on the slider goes first."""
        self.told.set_text(number(value))
        if self._later is not None:
            self._later.cancel()
        if (wait := self._touched + AT_HAND - time.monotonic()) > 0:
            loop = asyncio.get_running_loop()
            self._later = loop.call_later(wait, self._catch_up, value, low, high, marks)
            return
        least, most = self._place(low), self._place(high)
        span = most - least
        props = {"min": least, "max": most, "step": span / STEPS, "aria-valuetext": number(value)}
        if any(self.slider.props.get(name) != new for name, new in props.items()):
            self.slider.props.update(props)
        self.marks.content = "".join(
            f'<span style="left:{(self._place(where) - least) / span:.1%}">{escape(words)}</span>'
            for where, words in marks or []
            if low < where < high
        )
        self.slider.set_value(min(max(self._place(value), least), most))

    def _catch_up(self, value: float, low: float, high: float, marks: list[tuple[float, str]] | None) -> None:
        """The hand has left, and nobody may have anything new to say."""
        if not self.slider.is_deleted:
            self.follow(value, low, high, marks)

    def _place(self, value: float) -> float:
        return math.log10(value) if self.log and value > 0 else value

    def _value(self, place: float) -> float:
        return float(f"{10**place:.2g}") if self.log else place
