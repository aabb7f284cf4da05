"""The example that is looked at: drawn, dropped, or one of the test part. All tabs of a page share it."""

import inspect
from collections.abc import Callable
from typing import Any

from nicegui import ui
from numpy.typing import NDArray

from axb.studio.visitor import Visitor

Listener = Callable[[], Any]


class Example:
    """`index` in the test part, or None where a person made it; `values` as the model takes it, once that is known."""

    def __init__(self) -> None:
        self.index: int | None = 0
        self.values: NDArray[Any] | None = None
        self._listeners: list[Listener] = []

    def follow(self, act: Listener) -> None:
        """Call `act` whenever another example is chosen."""
        self._listeners.append(act)

    async def choose_test(self, index: int) -> None:
        """Look at one of the test part."""
        self.index, self.values = index, None
        await self.tell()

    async def made(self, values: NDArray[Any]) -> None:
        """A person made one, or goes on with it: then nobody is told again."""
        before, self.index, self.values = self.index, None, values
        if before is not None:
            await self.tell()

    async def tell(self) -> None:
        """Let everybody look again."""
        for act in self._listeners:
            if inspect.isawaitable(done := act()):
                await done


def example_picker(example: Example, count: int, visitor: Visitor) -> None:
    """Buttons and a number with which one goes through the test part, 1 to `count` for people."""
    say = visitor.say

    async def step(by: int) -> None:
        await example.choose_test(((example.index if example.index is not None else -by) + by) % count)

    async def typed() -> None:
        wanted = None if number.value is None else min(max(int(number.value), 1), count) - 1
        if wanted is not None and wanted != example.index:
            await example.choose_test(wanted)

    with (
        ui.element("div")
        .classes("axb-row axb-picker")
        .props(f'role="group" aria-label="{say("studio_after.test_example")}"')
    ):
        _round("chevron_left", say("studio_after.previous"), visitor, lambda: step(-1))
        number = ui.number(say("studio_after.test_example"), value=1, min=1, max=count, step=1, format="%d")
        number.props(f'dense outlined suffix="/ {count}"').classes("axb-number")
        number.on("keydown.enter", visitor.does(typed)).on("blur", visitor.does(typed))
        _round("chevron_right", say("studio_after.next"), visitor, lambda: step(1))

    def show() -> None:
        number.value = None if example.index is None else example.index + 1

    example.follow(show)


def _round(icon: str, label: str, visitor: Visitor, act: Listener) -> None:
    button = ui.button(icon=icon, on_click=visitor.does(act))
    button.props(f'flat dense round aria-label="{label}"').tooltip(label)
