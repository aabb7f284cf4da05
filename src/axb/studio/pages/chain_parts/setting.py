"""What a hand sets: layers, units, activation, input, target, every weight."""

from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from axb.labs.chain import ChainLab
from axb.labs.chain.lab import MOST_LAYERS, MOST_UNITS
from axb.labs.chain.lines import weight
from axb.labs.chain.numbers import ACTIVATIONS
from axb.labs.chain.picture import wire_of
from axb.studio.dial import Dial
from axb.studio.pages.chain_parts.doing import Do
from axb.studio.visitor import Visitor

LOW, HIGH = -3.0, 3.0  # of a slider
Wire = tuple[int, int, int]


class Setting:
    """A card. Where there are several weights in a layer, the slider moves the one that was clicked last."""

    def __init__(self, visitor: Visitor, do: Do, lab: ChainLab) -> None:
        self.visitor, self.do, self.wire = visitor, do, (0, 0, 0)
        say = visitor.say
        with ui.element("section").classes("axb-card chain-card"):
            ui.label(say("studio_chain.setting")).props('role="heading" aria-level="2"').classes(
                "axb-card-title"
            )
            self._toggle("activation", dict.fromkeys(ACTIVATIONS, ""), lab.activation, self._activation)
            counts = {str(one): "" for one in range(1, MOST_LAYERS + 1)}
            self.layers = self._toggle("layers", counts, str(len(lab.units)), self._sizes)
            counts = {str(one): "" for one in range(1, MOST_UNITS + 1)}
            self.units = self._toggle("units", counts, str(max(lab.units)), self._sizes)
            with ui.element("div").classes("axb-hypers"):
                self.x = self._dial(say("studio_chain.input"), lambda lab, to: lab.set_input(to))
                self.target = self._dial(say("studio_chain.target"), lambda lab, to: lab.set_target(to))
                self.of_layers = [
                    (self._layer("a", place), self._layer("b", place)) for place in range(MOST_LAYERS)
                ]
                with ui.element("div") as self.one:
                    self.picked = ui.label().classes("axb-card-title")
                    self.chosen = self._dial(say("studio_chain.weight"), self._set_wire)
            self.hint = ui.label(say("studio_chain.pick")).classes("axb-muted")
        self.refresh(lab)

    def choose(self, name: str) -> None:
        """The wire of that name is under the slider from now on."""
        self.wire = wire_of(name) or self.wire

    def refresh(self, lab: ChainLab) -> None:
        """The values of now; sliders of layers that are there."""
        alone, depth = max(lab.units) == 1, len(lab.units)
        self.x.follow(lab.x, LOW, HIGH)
        self.target.follow(lab.target, LOW, HIGH)
        for place, (held, offset) in enumerate(self.of_layers):
            offset[0].set_visibility(place < depth)
            held[0].set_visibility(alone and place < depth)
            if place < depth:
                offset[1].follow(float(lab.b[place][0]), LOW, HIGH)
                held[1].follow(float(lab.a[place][0, 0]), LOW, HIGH)
        self.one.set_visibility(not alone)
        self.hint.set_visibility(not alone)
        layer, start, end = self.wire
        if layer >= depth or start >= lab.a[layer].shape[0] or end >= lab.a[layer].shape[1]:
            self.wire = layer, start, end = 0, 0, 0
        self.picked.set_text(weight(lab.numbers_of_pass, layer, start, end))
        self.chosen.follow(float(lab.a[layer][start, end]), LOW, HIGH)

    def _layer(self, symbol: str, place: int) -> tuple[ui.element, Dial]:
        change = ChainLab.set_weight if symbol == "a" else ChainLab.set_offset
        with ui.element("div") as box:
            return box, self._dial(f"{symbol}{'₁₂₃₄'[place]}", lambda lab, to: change(lab, to, place))

    def _dial(self, label: str, change: Callable[[ChainLab, float], None]) -> Dial:
        return Dial(
            self.visitor, label, 0.0, LOW, HIGH, lambda to: self.do(lambda lab: change(lab, round(to, 3)))
        )

    def _set_wire(self, lab: ChainLab, to: float) -> None:
        lab.set_weight(to, *self.wire)

    def _toggle(self, name: str, choices: dict[str, str], value: str, act: Any) -> ui.toggle:
        label = self.visitor.say(f"studio_chain.choose_{name}")
        with ui.element("div").classes("axb-row"):
            ui.label(label).classes("chain-label")
            shown = ui.toggle(
                {one: one for one in choices}, value=value, on_change=self.visitor.does(partial(act))
            )
            return shown.props(f'no-caps unelevated toggle-color=primary role="group" aria-label="{label}"')

    async def _activation(self, event: ValueChangeEventArguments[str]) -> None:
        await self.do(lambda lab: lab.set_activation(event.value))

    async def _sizes(self, event: ValueChangeEventArguments[str]) -> None:
        """The last layer is one unit."""
        layers, units = int(self.layers.value), int(self.units.value)
        await self.do(lambda lab: lab.set_units([*[units] * (layers - 1), 1]))
