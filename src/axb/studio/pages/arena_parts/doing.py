"""How a page's pieces reach its lab."""

from collections.abc import Awaitable, Callable
from typing import Any

from axb.labs.arena import ArenaLab

Do = Callable[
    [Callable[[ArenaLab], Any]], Awaitable[Any]
]  # runs a change of the lab between two of its steps
