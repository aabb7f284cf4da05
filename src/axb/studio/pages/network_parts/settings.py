"""How it learns: rate, activation, optimizer, batch; the rest under "more"."""

from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui

from axb.labs.network.settings import ACTIVATIONS, INITIALIZERS
from axb.optimizers.names import NAMES
from axb.studio.pages.network_parts.form import RATES, Pick, Share
from axb.words import speaking

if TYPE_CHECKING:
    from axb.labs.network import NetworkLab
    from axb.studio.pages.network import NetworkPage

BATCHES = (1, 4, 8, 16, 32, 64, 256)
COSTS = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
CHOICES: dict[str, dict[Any, str]] = {
    "rate": {rate: f"{rate:g}" for rate in RATES},
    "activation": {name: name for name in ACTIVATIONS},
    "optimizer": {name: kind.title for name, kind in NAMES.items()},
    "batch": {size: str(size) for size in BATCHES},
    "initializer": {name: name for name in INITIALIZERS},
    "l1": {cost: f"{cost:g}" for cost in COSTS},
    "l2": {cost: f"{cost:g}" for cost in COSTS},
}
FIRST = ("rate", "activation", "optimizer", "batch")


class SettingsCard:
    """A field for each setting. Another rate goes on from here; anything else starts over from the same weights."""

    def __init__(self, page: "NetworkPage") -> None:
        self.page, self.shown = page, ""
        with ui.element("div").classes("net-settings"):
            self.fields = {name: self._field(name) for name in FIRST}
        with ui.expansion(page.visitor.say("studio_network.more"), icon="tune").classes("net-more"):
            with ui.element("div").classes("net-settings"):
                self.fields |= {name: self._field(name) for name in CHOICES if name not in FIRST}
                self.held = Share(
                    page.visitor, page.visitor.say("studio_network.held"), 0.2, 0.8, 0.05, page.lab.settings.held,
                    ".0%", lambda share: page.change(held=share),
                )  # fmt: skip
            self.box = ui.element("div").classes("axb-hypers")
        self.refresh(page.lab)

    def refresh(self, lab: "NetworkLab") -> None:
        """What is set now."""
        told = lab.settings
        for name, field in self.fields.items():
            field.show(told.learning_rate if name == "rate" else getattr(told, name))
        if told.optimizer != self.shown:
            self.shown = told.optimizer
            self._hypers(lab)

    def _field(self, name: str) -> Pick:
        settings = self.page.lab.settings
        value = settings.learning_rate if name == "rate" else getattr(settings, name)

        async def act(value: Any) -> None:
            await self.page.change(**{name: value})

        return Pick(
            self.page.visitor,
            self.page.visitor.say(f"studio_network.field_{name}"),
            CHOICES[name],
            value,
            act,
        )

    def _hypers(self, lab: "NetworkLab") -> None:
        """The optimizer's own numbers, with what its declaration says of them."""
        kind = NAMES[lab.settings.optimizer]
        self.box.clear()
        with speaking(self.page.visitor.language), self.box:
            for hyper in kind.hyperparameters[1:]:
                value = lab.settings.hyper.get(hyper.name, kind.default(hyper))
                with ui.element("div"):
                    ui.number(
                        f"{hyper.symbol}  {hyper.name}", value=value, format="%.12g", step=0.01,
                        on_change=self.page.visitor.does(partial(self._hyper, hyper.name)),
                    ).classes("axb-wide").props("debounce=300 dense outlined")  # fmt: skip
                    ui.label(hyper.meaning).classes("axb-muted")

    async def _hyper(self, name: str, event: Any) -> None:
        if event.value is not None:
            await self.page.change(hyper={**self.page.lab.settings.hyper, name: float(event.value)})
