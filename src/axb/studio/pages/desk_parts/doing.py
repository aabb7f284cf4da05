"""How the page's pieces reach its lab."""

from collections.abc import Awaitable, Callable
from typing import Any

from axb.labs.desk import DeskLab

Do = Callable[[Callable[[DeskLab], Any]], Awaitable[Any]]  # runs a change between two of its steps
