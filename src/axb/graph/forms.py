"""How a part says itself in plain PyTorch."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TorchForm:
    """`module`: the expression that makes a torch module, kept as an attribute ("" for none).

    `expression`: what forward says, with {m} for that attribute, {x} for the input, {xs} for all inputs.
    `helpers`: plain torch functions whose source the expression needs.
    """

    expression: str
    module: str = ""
    helpers: tuple[Callable[..., Any], ...] = ()
