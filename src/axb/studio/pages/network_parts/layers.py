"""More or fewer layers, and units, right above the picture of the network."""

from functools import partial
from typing import TYPE_CHECKING

from nicegui import ui

from axb.labs.network.layout import WIDTH, middles
from axb.labs.network.settings import MOST_LAYERS, MOST_UNITS
from axb.studio.pages.network_parts.form import icon_button

if TYPE_CHECKING:
    from axb.labs.network import NetworkLab
    from axb.studio.pages.network import NetworkPage


class Layers:
    """The hidden layers as numbers with a plus and a minus, each above its column."""

    def __init__(self, page: "NetworkPage") -> None:
        self.page, self.shown = page, tuple[int, ...]()
        self.steppers: list[tuple[ui.button, ui.label, ui.button]] = []
        visitor, say = page.visitor, page.visitor.say
        with ui.element("div").classes("net-layers"):
            ui.label(say("studio_network.layers")).classes("net-label")
            self.less = icon_button(
                visitor, "remove", say("studio_network.less_layers"), partial(self._layers, -1)
            )
            self.count = ui.label().classes("net-count")
            self.more = icon_button(
                visitor, "add", say("studio_network.more_layers"), partial(self._layers, 1)
            )
        self.box = ui.element("div").classes("net-steppers")
        self.refresh(page.lab)

    def refresh(self, lab: "NetworkLab") -> None:
        """The numbers of now."""
        if (hidden := lab.settings.hidden) != self.shown:
            if len(hidden) != len(self.steppers):
                self._build(len(hidden))
            self.shown = hidden
            self.count.set_text(str(len(hidden)))
            self.less.set_enabled(len(hidden) > 0)
            self.more.set_enabled(len(hidden) < MOST_LAYERS)
            for units, (less, label, more) in zip(hidden, self.steppers, strict=True):
                label.set_text(str(units))
                less.set_enabled(units > 1)
                more.set_enabled(units < MOST_UNITS)

    def _build(self, count: int) -> None:
        say = self.page.visitor.say
        self.box.clear()
        self.steppers = []
        self.box.classes(add="net-many" if count > 4 else "", remove="" if count > 4 else "net-many")
        for layer, across in enumerate(middles(count + 2)[1:-1]):
            with self.box, ui.element("div").classes("net-stepper").style(f"left: {across / WIDTH:.3%}"):
                self.steppers.append((
                    icon_button(self.page.visitor, "remove", say("studio_network.less_units", layer=layer + 1),
                                partial(self._units, layer, -1)),
                    ui.label().classes("net-count"),
                    icon_button(self.page.visitor, "add", say("studio_network.more_units", layer=layer + 1),
                                partial(self._units, layer, 1)),
                ))  # fmt: skip

    async def _layers(self, more: int) -> None:
        hidden = self.page.lab.settings.hidden
        wanted = (*hidden, hidden[-1] if hidden else 4) if more > 0 else hidden[:-1]
        await self.page.change(hidden=wanted)

    async def _units(self, layer: int, more: int) -> None:
        hidden = list(self.page.lab.settings.hidden)
        hidden[layer] += more
        await self.page.change(hidden=tuple(hidden))
