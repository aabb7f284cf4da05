"""A choice that a hand makes and that follows the lab, in turns."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui.elements.mixins.value_element import ValueElement
from nicegui.events import ValueChangeEventArguments

from axb.studio.visitor import Visitor


class Follower:
    """`take` is called with what a hand chose at `element`; `read` says what holds in the lab.

    What the lab says is shown and changes nothing. A hand goes first: nothing is shown while its wish is on its way to
    the lab, and what then holds is shown after it, also where the wish was refused.
    """

    def __init__(
        self, visitor: Visitor, element: ValueElement[Any], take: Callable[[Any], Awaitable[Any]],
        read: Callable[[], Any],
    ) -> None:  # fmt: skip
        self.element, self._take, self._read = element, take, read
        self._wishes, self._shows = 0, False
        self._wished = visitor.does(self._bring)
        element.on_value_change(self._changed)

    def follow(self) -> None:
        """Show what holds now."""
        if self._wishes or self.element.is_deleted:
            return
        self._shows = True
        self.element.set_value(self._read())
        self._shows = False

    def _changed(self, event: ValueChangeEventArguments[Any]) -> Awaitable[None] | None:
        if self._shows:
            return None
        self._wishes += 1  # now: the task that brings it begins later
        wished: Awaitable[None] = self._wished(event)
        return wished

    async def _bring(self, event: ValueChangeEventArguments[Any]) -> None:
        try:
            await self._take(event.value)
        finally:
            self._wishes -= 1
            self.follow()
