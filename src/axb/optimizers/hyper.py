"""A hyperparameter, declared once: name, symbol, range, and what it means, in English and Japanese."""

import inspect
import math
from dataclasses import dataclass
from numbers import Real
from typing import Any

from axb.words import InputError, current_language


@dataclass(frozen=True)
class Hyper:
    """One hyperparameter of an update rule. Its default stands in the rule's constructor and nowhere else.

    Valid values lie between `low` and `high`; `low_open` / `high_open` say that an end itself is not valid.
    """

    name: str
    symbol: str = ""
    en: str = ""
    ja: str = ""
    low: float = 0.0
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False

    @property
    def meaning(self) -> str:
        """What it means, in the current language."""
        return self.ja if current_language() == "ja" else self.en

    @property
    def range(self) -> str:
        """The valid range as an interval, like "[0, 1)"."""
        end = ")" if self.high_open or self.high == math.inf else "]"
        return f"{'(' if self.low_open else '['}{self.low:g}, {self.high:g}{end}"

    def check(self, rule: str, value: Any) -> None:
        """Refuse a number outside the range (or something that is no number)."""
        if not isinstance(value, Real) or not self.holds(float(value)):
            raise InputError(
                "registry.out_of_range", what=f"{rule}: {self.name}", rule=f"∈ {self.range}", got=value
            )

    def holds(self, value: float) -> bool:
        """Whether a number lies in the range; infinity and NaN never do."""
        above = self.low < value or (value == self.low and not self.low_open)
        below = value < self.high or (value == self.high and not self.high_open)
        return above and below and math.isfinite(value)

    def default(self, rule: type) -> Any:
        """The default in the rule's constructor."""
        return inspect.signature(rule).parameters[self.name].default


LEARNING_RATE = Hyper(
    "learning_rate",
    "α",
    "How far one step goes: too small and learning crawls, too large and the loss jumps or explodes.",
    "1 歩の大きさです。小さすぎるとなかなか進まず、大きすぎると損失が跳ねたり発散したりします。",
)
EPSILON = Hyper(
    "epsilon",
    "ε",
    "A small number that keeps the division from exploding where gradients are tiny.",
    "勾配がとても小さいところで割り算が発散しないように足す、小さな数です。",
)
