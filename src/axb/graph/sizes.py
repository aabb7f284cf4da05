"""How large a part may get. What could be huge is measured before anything is allocated or computed."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from axb.graph.symbolic import flatten
from axb.words import InputError

if TYPE_CHECKING:
    from axb.graph.weighted import Weighted

LARGEST = 2**29  # numbers in one array (2 GiB in float32), and in all weights of a model told by a file
MOST_CALLS = 100_000  # calls of parts in one run of a model, those in inner models counted
_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


@contextmanager
def one_budget(most: int | None = None) -> Iterator[None]:
    """All weights made meanwhile share one budget of `most` numbers (None: `LARGEST`): a file is not trusted."""
    token = _left.set([most or LARGEST] * 2)
    try:
        yield
    finally:
        _left.reset(token)


def check_size(part: "Weighted", what: str, shape: Sequence[int]) -> None:
    """Refuse an array of more than `LARGEST` numbers. `what`: "weight", "output" or "input"."""
    numbers = math.prod(shape)
    if numbers > LARGEST:
        raise InputError(
            f"graph.large_{what}", part=part.label, shape=tuple(shape), numbers=numbers, most=LARGEST
        )


def check_weight(part: "Weighted", shape: Sequence[int]) -> None:
    """Refuse a weight that is too large, alone or beside those made before it in the same budget."""
    check_size(part, "weight", shape)
    left = _left.get()
    if left is None:
        return
    left[0] -= math.prod(shape)
    if left[0] < 0:
        raise InputError("graph.large_model", part=part.label, most=left[1])


def work(part: "Weighted", shapes: Sequence[Sequence[int]]) -> int:
    """At most so many multiplications or output numbers for inputs of these shapes.

    Every whole-number attribute (units, filters, both sides of a window) is taken as a factor.
    """
    own = [value for name, value in vars(part).items() if name not in ("given_input_shape", "seed")]
    factors = [n for value in own for n in _whole_numbers(value)]
    return sum(math.prod(shape) for shape in shapes) * math.prod(max(1, n) for n in factors)


def _whole_numbers(value: Any) -> list[int]:
    leaves = list(flatten(value)) if isinstance(value, int | tuple | list) else []
    return [leaf for leaf in leaves if isinstance(leaf, int) and not isinstance(leaf, bool)]
