"""What the cards of the network's page are made of."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from axb.studio.slider import Slider
from axb.studio.visitor import Visitor

RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
Act = Callable[[Any], Awaitable[None]]


class Pick:
    """A field with choices that shows what is, and calls `act` where a hand takes another."""

    def __init__(
        self, visitor: Visitor, label: str, choices: Mapping[Any, str], value: Any, act: Act
    ) -> None:
        self._choices, self._shown = dict(choices), value

        async def taken(event: Any) -> None:
            if event.value != self._shown:
                self._shown = event.value
                await act(event.value)

        self._field = ui.select(self._with(value), value=value, label=label, on_change=visitor.does(taken))
        self._field.classes("net-pick").props("dense outlined options-dense")

    def show(self, value: Any) -> None:
        """What is chosen now; a value that is not among the choices joins them."""
        if value != self._shown or self._field.value != value:
            self._shown = value
            self._field.set_options(self._with(value), value=value)

    def offer(self, choices: Mapping[Any, str], value: Any) -> None:
        """Other choices."""
        if dict(choices) != self._choices:
            self._choices, self._shown = dict(choices), value
            self._field.set_options(self._with(value), value=value)
        self.show(value)

    def _with(self, value: Any) -> dict[Any, str]:
        if value in self._choices:
            return dict(self._choices)
        return {**self._choices, value: f"{value:g}" if isinstance(value, float) else str(value)}


class Share:
    """A slider with its value beside its name."""

    def __init__(
        self,
        visitor: Visitor,
        label: str,
        low: float,
        high: float,
        step: float,
        value: float,
        form: str,
        act: Act,
    ) -> None:
        self._form = form
        with ui.element("div").classes("net-share"):
            with ui.element("div").classes("axb-dial-head"):
                ui.label(label)
                self._told = ui.label().classes("axb-dial-value")
            self._slider = Slider(label, low, high, step, value)

        async def moved(event: GenericEventArguments) -> None:
            self._told.set_text(format(float(event.args), form))
            await visitor.does(lambda: act(round(float(event.args), 4)))()

        self._slider.on("update:model-value", moved, [None], throttle=0.1)
        self.show(value)

    def show(self, value: float) -> None:
        """What it is now."""
        self._told.set_text(format(value, self._form))
        self._slider.set_value(value)


def icon_button(visitor: Visitor, icon: str, label: str, act: Callable[..., Any]) -> ui.button:
    """A round button whose icon has a name for those who do not see it."""
    button = ui.button(icon=icon, on_click=visitor.does(act)).props("round flat dense")
    button.props["aria-label"] = label
    return button
