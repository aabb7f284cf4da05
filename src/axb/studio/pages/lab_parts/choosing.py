"""What a visitor chooses: a preset, and what differs from it."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from nicegui import ui

from axb.labs.plans import Offer, changed, options_of, several
from axb.studio.visitor import Visitor
from axb.words import InputError


class Choosing:
    """Presets in a row, the plan's fields in a fold. `act` is called after every choice."""

    def __init__(
        self,
        visitor: Visitor,
        experiment: Any,
        preset: str,
        options: dict[str, str],
        act: Callable[[], Awaitable[None]],
    ) -> None:
        self.visitor, self.experiment, self.act = visitor, experiment, act
        self.preset, self.plan = preset, experiment.plan(preset, options)
        self.fields: dict[str, ui.select] = {}
        say = visitor.say
        with ui.element("div").classes("axb-row axb-lab-choosing"):
            presets = {name: say(f"studio_lab.preset_{name}") for name in experiment.presets}
            toggle = ui.toggle(presets, value=preset, on_change=visitor.does(self._choose_preset))
            toggle.props(f'no-caps unelevated role=group aria-label="{say("studio_lab.preset")}"')
            self.why = ui.label().classes("axb-muted")
        fold = ui.expansion(say("studio_lab.options"), icon="tune", value=bool(self.options))
        with fold.classes("axb-fold"), ui.element("div").classes("axb-lab-fields axb-wide"):
            for offer in experiment.offers():
                self._build(offer)
        self._tell()

    @property
    def options(self) -> dict[str, str]:
        """What differs from the preset, as it is typed."""
        return options_of(self.plan, self.experiment.presets[self.preset])

    def _build(self, offer: Offer) -> None:
        value = getattr(self.plan, offer.field)
        chosen, many = several(value), isinstance(value, tuple)
        values = {**offer.values, **{one: one for one in chosen if one not in offer.values}}
        field = ui.select(values, value=list(chosen) if many else chosen[0], label=offer.label, multiple=many)
        field.props("outlined dense options-dense")
        field.on_value_change(self.visitor.does(partial(self._choose, offer.field)))
        self.fields[offer.field] = field

    async def _choose_preset(self, event: Any) -> None:
        self.preset, self.plan = event.value, self.experiment.presets[event.value]
        self._fill()
        await self.act()

    async def _choose(self, name: str, event: Any) -> None:
        field = self.fields[name]
        picked = event.value if isinstance(event.value, list) else [event.value]
        if {*picked} == {*several(getattr(self.plan, name))}:
            return
        text = "+".join(one for one in field.options if one in picked)
        try:
            self.plan = changed(self.experiment.name, self.plan, {name: text})
        except InputError:
            self._fill()
            raise
        self._tell()
        await self.act()

    def _fill(self) -> None:
        """The fields show the plan."""
        for name, field in self.fields.items():
            chosen = several(getattr(self.plan, name))
            field.value = list(chosen) if field.multiple else chosen[0]
        self._tell()

    def _tell(self) -> None:
        say = self.visitor.say
        count = say("studio_lab.count", count=len(self.plan.pieces))
        self.why.text = f"{count} · {say('studio_lab.changed')}" if self.options else \
            f"{count} · {say(f'studio_lab.preset_{self.preset}_why')}"  # fmt: skip
