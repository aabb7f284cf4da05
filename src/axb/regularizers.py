"""What a weight costs: Keras's regularizers, by class or by name. The penalty joins the loss that is made small."""

import math
from collections.abc import Callable
from typing import Any, cast

from torch import Tensor

from axb.registry import Configurable, registered
from axb.words import InputError


class Regularizer(Configurable):
    """The penalty of a weight, a scalar."""

    def __call__(self, x: Tensor) -> Tensor:
        raise NotImplementedError


@registered
class L1(Regularizer):
    """l1 * sum(|x|): pulls every weight with the same force; those of little use become zero (Tibshirani 1996)."""

    def __init__(self, l1: float = 0.01) -> None:
        self.l1 = _factor("l1", l1)

    def __call__(self, x: Tensor) -> Tensor:
        return self.l1 * x.abs().sum()


@registered
class L2(Regularizer):
    """l2 * sum(x²): pulls large weights harder than small ones (ridge; Hoerl & Kennard 1970)."""

    def __init__(self, l2: float = 0.01) -> None:
        self.l2 = _factor("l2", l2)

    def __call__(self, x: Tensor) -> Tensor:
        return self.l2 * x.square().sum()


@registered
class L1L2(Regularizer):
    """l1 * sum(|x|) + l2 * sum(x²) (Zou & Hastie 2005). As in Keras both are 0 unless given."""

    def __init__(self, l1: float = 0.0, l2: float = 0.0) -> None:
        self.l1, self.l2 = _factor("l1", l1), _factor("l2", l2)

    def __call__(self, x: Tensor) -> Tensor:
        return self.l1 * x.abs().sum() + self.l2 * x.square().sum()


l1, l2, l1_l2 = L1, L2, L1L2
_NAMES: dict[str, type[Regularizer]] = {"l1": L1, "l2": L2, "l1l2": L1L2}


def _factor(name: str, value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value < 0:
        raise InputError("registry.out_of_range", what=name, rule="≥ 0", got=value)
    return float(value)


def get(identifier: Any) -> Callable[[Tensor], Tensor] | None:
    """A regularizer by name ("l2"), or the one given; any function of a tensor will do. None is none."""
    if isinstance(identifier, type) and issubclass(identifier, Regularizer):
        return identifier()
    if identifier is None:
        return None
    if callable(identifier):
        return cast("Callable[[Tensor], Tensor]", identifier)
    name = str(identifier).lower()
    if name not in _NAMES:
        known = ", ".join(_NAMES)
        raise InputError("registry.unknown_choice", what="regularizer", known=known, got=identifier)
    return _NAMES[name]()
