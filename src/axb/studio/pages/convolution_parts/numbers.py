"""The filter's numbers and b, each on a slider, as they lie in the window."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from axb.labs.convolution import ConvolutionLab
from axb.labs.convolution.lab import MOST
from axb.studio.dial import Dial
from axb.studio.pages.convolution_parts.doing import Do
from axb.studio.visitor import Visitor


class Numbers:
    """A card; its sliders are made anew where the window gets another size."""

    def __init__(self, visitor: Visitor, do: Do, lab: ConvolutionLab) -> None:
        self.visitor, self.do = visitor, do
        say = visitor.say
        with ui.element("section").classes("axb-card convolution-numbers"):
            ui.label(say("studio_convolution.numbers")).props('role="heading" aria-level="2"').classes(
                "axb-card-title"
            )
            ui.label(say("studio_convolution.numbers_why")).classes("axb-muted")
            self.grid = ui.element("div").classes("convolution-grid")
            with ui.element("div").classes("convolution-b"):
                self.b = self._dial("b", "b", lab.seen.b, lambda value: lambda lab: lab.set_b(value))
        self.dials: list[Dial] = []
        self.refresh(lab)

    def refresh(self, lab: ConvolutionLab) -> None:
        """As the lab is now."""
        a = lab.seen.a
        if len(self.dials) != a.size:
            self._make(len(a))
        for dial, value in zip(self.dials, a.flat, strict=True):
            dial.follow(float(value), -MOST, MOST)
        self.b.follow(lab.seen.b, -MOST, MOST)

    def _make(self, size: int) -> None:
        self.grid.clear()
        self.grid.style(f"grid-template-columns: repeat({size}, minmax(0, 1fr))")
        with self.grid:
            self.dials = [self._number(place, *divmod(place, size)) for place in range(size * size)]

    def _number(self, place: int, row: int, column: int) -> Dial:
        label = self.visitor.say("studio_convolution.number", row=row + 1, column=column + 1)
        return self._dial("a", label, 0.0, lambda value: lambda lab: lab.set_number(place, value))

    def _dial(
        self, name: str, label: str, value: float, act: Callable[[float], Callable[[ConvolutionLab], None]]
    ) -> Dial:
        dial = Dial(self.visitor, name, value, -MOST, MOST, self._does(act))
        dial.slider.props["aria-label"] = label
        return dial

    def _does(self, act: Callable[[float], Callable[[ConvolutionLab], None]]) -> Callable[[float], Any]:
        return lambda value: self.do(act(value))
