"""How a page's pieces reach its lab."""

from collections.abc import Awaitable, Callable
from typing import Any

from axb.labs.convolution import ConvolutionLab

Do = Callable[[Callable[[ConvolutionLab], Any]], Awaitable[Any]]  # runs a change between two of its steps
