"""What follows the pictures, but less often: words and sliders."""

import asyncio
import time
from collections.abc import Callable

from nicegui import ui


class Calm:
    """Called as often as you like, it calls `act` at most once in so many seconds, and once more at the end."""

    def __init__(self, act: Callable[[], None], every: float) -> None:
        self.act, self.every = act, every
        self._due, self._waiting = 0.0, False

    def __call__(self) -> None:
        """Something has changed."""
        wait = self._due - time.monotonic()
        if wait <= 0:
            self._now()
        elif not self._waiting:
            self._waiting, client = True, ui.context.client

            def later() -> None:
                self._waiting = False
                with client:
                    self._now()

            asyncio.get_running_loop().call_later(wait, later)

    def _now(self) -> None:
        self._due = time.monotonic() + self.every
        self.act()
