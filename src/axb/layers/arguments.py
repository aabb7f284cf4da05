"""Checks that parts share: pairs, ranges, ranks."""

from typing import Any

from axb.graph.layer import Layer
from axb.graph.shapes import ShapeError
from axb.words import InputError, say

IMAGE_AXES = "(batch, height, width, channels)"
ROW_AXES = "(batch, length, channels)"


def pair(part: Layer, argument: str, value: Any, least: int = 1) -> tuple[int, int]:
    """3 -> (3, 3); (3, 5) as it is; anything else is refused."""
    values = (
        (value, value) if isinstance(value, int) else tuple(value) if isinstance(value, list | tuple) else ()
    )
    if len(values) != 2 or not all(isinstance(v, int) and v >= least for v in values):
        raise_argument(part, argument, f"an integer >= {least}, or two of them", value)
    return values[0], values[1]


def single(part: Layer, argument: str, value: Any) -> int:
    """3 -> 3, and (3,) -> 3, as Keras takes sizes along one axis."""
    alone = isinstance(value, list | tuple) and len(value) == 1
    return at_least(part, argument, value[0] if alone else value)


def at_least(part: Layer, argument: str, value: Any, least: int = 1) -> int:
    """A whole number not below `least`."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise_argument(part, argument, f"an integer >= {least}", value)
    return int(value)


def one_of(part: Layer, argument: str, value: str, known: tuple[str, ...]) -> str:
    """One of the known words."""
    if value not in known:
        raise_argument(part, argument, " | ".join(known), value)
    return value


def raise_argument(part: Layer, argument: str, rule: str, got: Any) -> None:
    """Refuse an argument with a sentence that names the rule and what came."""
    raise InputError("layers.argument", part=part.label, argument=argument, rule=rule, got=got)


def check_rank(part: Layer, shape: Any, rank: int = 4, axes: str = IMAGE_AXES, advice: str = "image") -> None:
    """Refuse a shape with another number of axes."""
    if not isinstance(shape, tuple) or len(shape) != rank:
        told = say(f"layers.advice_{advice}")
        raise ShapeError("layers.rank", part=part.label, rank=rank, axes=axes, got=shape, advice=told)


def check_last_axis(part: Layer, shape: Any) -> None:
    """Refuse a last axis of unknown length: the size of a depends on it."""
    if shape[-1] is None:
        raise ShapeError("layers.open_axis", part=part.label, got=shape)


def check_window(part: Layer, shape: Any, window: tuple[int, ...]) -> None:
    """Refuse an image smaller than the window that slides over it without padding."""
    sizes = shape[1 : 1 + len(window)]
    if any(size is not None and size < width for size, width in zip(sizes, window, strict=True)):
        raise ShapeError("layers.too_small", part=part.label, window=window, got=tuple(sizes))
