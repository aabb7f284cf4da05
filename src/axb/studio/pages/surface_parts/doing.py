"""How a page's pieces reach its lab."""

from collections.abc import Awaitable, Callable
from typing import Any

from axb.labs.surface import SurfaceLab

Do = Callable[
    [Callable[[SurfaceLab], Any]], Awaitable[Any]
]  # runs a change of the lab between two of its steps
