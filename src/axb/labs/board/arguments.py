"""A block's arguments as a page needs them: name, type, choices, default, current value."""

import inspect
import types
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from axb import initializers
from axb.labs.board.block import Block
from axb.labs.board.palette import KINDS
from axb.labs.board.reading import defaults
from axb.layers import activations
from axb.registry import find_class
from axb.words import InputError, say

Kind = Literal["whole", "number", "truth", "choice", "sizes", "numbers"]
HIDDEN = ("seed", "parts", "branches", "options", "mean", "variance")
BENDS = ("relu", "leaky_relu", "elu", "gelu", "silu", "tanh", "sigmoid", "softmax", "softplus")
CHOICES: dict[str, tuple[Any, ...]] = {
    "activation": (None, *BENDS, *(name for name in activations.NAMES if name not in (*BENDS, "linear"))),
    "padding": ("valid", "same"),
    "interpolation": ("nearest", "bilinear"),
    "fill_mode": ("reflect", "wrap", "constant", "nearest"),
    "mode": ("horizontal", "vertical", "horizontal_and_vertical"),
    "shortcut": (None, "auto", "pad"),
    "kernel_regularizer": (None, "l1", "l2"),
    "bias_regularizer": (None, "l1", "l2"),
    "ResidualBlock.shortcut": ("projection", "pad"),
    "ZeroPadding2D.padding": (),
}  # those of one kind of part stand after its name


@dataclass(frozen=True)
class Argument:
    """One argument of a block. `choices`: what it may be; `required`: it has no default."""

    name: str
    kind: Kind
    value: Any
    default: Any = None
    required: bool = False
    choices: tuple[Any, ...] = ()

    @property
    def about(self) -> str:
        """One sentence on it in the current language."""
        return say(f"labs_board.argument_{self.name}") if self.name in _explained() else ""


@cache
def _explained() -> frozenset[str]:
    """The arguments of the parts that the board offers."""
    return frozenset(name for kind in KINDS for name in inspect.signature(find_class(kind)).parameters)


def arguments(block: Block) -> list[Argument]:
    """What can be set at a block, in the order of its constructor."""
    usual = defaults(block.kind)
    found = []
    for name, parameter in inspect.signature(find_class(block.kind)).parameters.items():
        if name in HIDDEN or (len(block.chains) > 1 and name == "shortcut"):
            continue
        value = block.arguments.get(name, usual.get(name))
        choices = choices_of(block.kind, name)
        known = choices if value in choices or not choices else (*choices, value)
        required = parameter.default is parameter.empty
        kind: Kind = "choice" if choices else _kind(parameter.annotation)
        found.append(Argument(name, kind, value, usual.get(name), required, known))
    return found


def choices_of(kind: str, name: str) -> tuple[Any, ...]:
    """The words that an argument of that name may be; none where it is a number."""
    if name.endswith("_initializer"):
        return tuple(initializers.NAMES)
    return CHOICES.get(f"{kind}.{name}", CHOICES.get(name, ()))


def _kind(annotation: Any) -> Kind:
    """What the constructor's annotation says."""
    options = get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    if bool in options:
        return "truth"
    several = [one for one in options if get_origin(one) in (tuple, Sequence)]
    if several:
        return "sizes" if int in options or get_args(several[0])[0] is int else "numbers"
    return "whole" if int in options else "number"


def read_value(argument: Argument, given: Any) -> Any:
    """What a page's field holds, as JSON. Raises InputError for what cannot be read."""
    if argument.kind in ("truth", "choice"):
        return given
    text = "" if given is None else str(given).strip().strip("()[]")
    if not text and not argument.required:
        return argument.default
    read = int if argument.kind in ("whole", "sizes") else float
    try:
        values = [
            read(float(piece)) if read is int else float(piece) for piece in text.split(",") if piece.strip()
        ]
        if argument.kind in ("whole", "number"):
            (value,) = values
            return value
        return values[0] if len(values) == 1 and argument.name != "target_shape" else values
    except (ValueError, OverflowError):
        rule = say(f"labs_board.rule_{argument.kind}")
        raise InputError("registry.out_of_range", what=argument.name, rule=rule, got=given) from None
