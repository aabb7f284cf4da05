"""The card that tells every number of one example's way."""

import asyncio
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.labs.network.choice import sizes_of
from axb.labs.network.paths import Wire
from axb.studio.pages.network_parts.explained import explained, layer_name
from axb.studio.pages.network_parts.form import Pick

if TYPE_CHECKING:
    from axb.labs.network import NetworkLab
    from axb.studio.pages.network import NetworkPage


class NumbersCard:
    """Which point, which unit, which of its weights; and then the numbers, anew with every picture."""

    def __init__(self, page: "NetworkPage") -> None:
        self.page, self.asked = page, tuple[object, ...]()
        visitor, say = page.visitor, page.visitor.say
        with (
            ui.element("section")
            .classes("net-numbers")
            .props(f'aria-label="{say("studio_network.numbers")}"')
        ):
            self.open = ui.button(
                say("studio_network.numbers"), icon="functions", on_click=visitor.does(self._toggle)
            ).props("no-caps outline")
            self.why = ui.label(say("studio_network.numbers_why")).classes("axb-muted")
            with ui.element("div") as self.box:
                with ui.element("div").classes("net-settings"):
                    self.point = Pick(visitor, say("studio_network.point"), {0: "1"}, 0, self._point)
                    self.unit = Pick(visitor, say("studio_network.unit"), {"1:0": "1"}, "1:0", self._unit)
                    self.start = Pick(visitor, say("studio_network.weight_from"), {0: "1"}, 0, self._start)
                self.told = ui.html("", sanitize=False).classes("net-told")
        self.box.set_visibility(False)

    def refresh(self, lab: "NetworkLab") -> None:
        """The choices and the numbers of now."""
        self.open.props["aria-expanded"] = "true" if lab.explains else "false"
        self.box.set_visibility(lab.explains)
        self.why.set_visibility(not lab.explains)
        if not lab.explains:
            return
        self._choices(lab)
        chosen = lab.chosen
        key = (id(lab.learning), lab.step, lab.learning.era, chosen.point, chosen.unit, chosen.wire)
        if key != self.asked:
            self.asked = key
            asyncio.wrap_future(self.page.session.ask(explained)).add_done_callback(self._tell)

    def _choices(self, lab: "NetworkLab") -> None:
        say, sizes, chosen = self.page.visitor.say, sizes_of(lab.model), lab.chosen
        self.point.offer({index: str(index + 1) for index in range(len(lab.points))}, chosen.point)
        units = {
            f"{column}:{unit}": say("studio_network.unit_of", unit=unit + 1, layer=layer_name(column, sizes))
            for column in range(1, len(sizes))
            for unit in range(sizes[column])
        }
        self.unit.offer(units, f"{chosen.wire.layer + 1}:{chosen.wire.end}")
        before = (
            [*lab.points.axes]
            if chosen.wire.layer == 0
            else [str(i + 1) for i in range(sizes[chosen.wire.layer])]
        )
        self.start.offer(dict(enumerate(before)), chosen.wire.start)

    def _tell(self, done: "asyncio.Future[str]") -> None:
        if not done.cancelled() and done.exception() is None:
            self.told.set_content(done.result())

    async def _toggle(self) -> None:
        await self.page.do(lambda lab: setattr(lab, "explains", not lab.explains))

    async def _point(self, index: int) -> None:
        await self.page.do(lambda lab: lab.pick("point", index))

    async def _unit(self, name: str) -> None:
        await self.page.do(lambda lab: lab.pick(f"unit:{name}", 0))

    async def _start(self, start: int) -> None:
        def take(lab: Any) -> None:
            lab.chosen.wire = Wire(lab.chosen.wire.layer, start, lab.chosen.wire.end)

        await self.page.do(take)
