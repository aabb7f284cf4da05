"""What a sweep has found, as its figures and its page take it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from axb.words import say

MOST_TICKS = 6


@dataclass(frozen=True)
class Dimension:
    """A hyperparameter as an upright axis: `choices` in their order, or all numbers from `low` to `high`.

    share: they are written as percentages.
    """

    name: str
    choices: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 1.0
    log: bool = False
    share: bool = False

    def place(self, value: Any) -> float:
        """Where a value stands: 0 at the bottom, 1 at the top."""
        if self.choices:
            return (self.choices.index(value) + 0.5) / len(self.choices)
        low, high = self._scaled(self.low), self._scaled(self.high)
        return (self._scaled(float(value)) - low) / (high - low) if high > low else 0.5

    def ticks(self) -> list[tuple[float, str]]:
        """Values that are written beside the axis, by their places."""
        if self.choices:
            step = math.ceil(len(self.choices) / (2 * MOST_TICKS))
            return [(self.place(one), short(one)) for one in self.choices[::step]]
        values = self._decades() if self.log else _round_numbers(self.low, self.high)
        if len(values) < 2:
            values = [self.low, self.high]
        step = math.ceil(len(values) / MOST_TICKS)
        return [(self.place(one), self._written(one)) for one in values[::step]]

    def _written(self, value: float) -> str:
        return f"{value * 100:.4g}%" if self.share else f"{value:.4g}"

    def _scaled(self, value: float) -> float:
        return math.log10(value) if self.log else value

    def _decades(self) -> list[float]:
        """The powers of ten on the axis."""
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        return [10.0**power for power in range(first, last + 1)]


def _round_numbers(low: float, high: float) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten from low to high, four or more of them."""
    if not high > low:
        return [low]
    power = 10.0 ** math.floor(math.log10(high - low))
    step = next(one for one in (power, power / 2, power / 5, power / 10) if (high - low) / one >= 4)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{number * step:.10g}") for number in range(first, last + 1)]


@dataclass(frozen=True)
class Tried:
    """A setting that was tried as the run `name`, and its score on held-out examples. A pruned one did not finish.

    number: how many trials of the sweep, this one among them, had been begun with it.
    """

    name: str
    setting: Mapping[str, Any]
    score: float
    finished: bool = True
    number: int = 1


@dataclass(frozen=True)
class Swept:
    """What a sweep of `model` on `data` has found: `tried` from best to worst, and each hyperparameter's share of what
    decided (nothing where that cannot be told). `accuracy`: the score is one, and more is better; else it is a loss."""

    name: str
    model: str
    data: str
    dimensions: Sequence[Dimension]
    tried: Sequence[Tried]
    accuracy: bool
    importance: Mapping[str, float] = field(default_factory=dict)

    @property
    def best(self) -> Tried | None:
        """The best that was trained to its end."""
        return next((one for one in self.tried if one.finished), None)

    def score_text(self, score: float) -> str:
        """A score as it is written: "96.7%", "0.0123"."""
        if not math.isfinite(score):
            return say("views.not_a_number")
        return f"{score:.1%}" if self.accuracy else f"{score:.3g}"

    @property
    def metric(self) -> str:
        """What the score is, for people."""
        return say("views.axis_accuracy") if self.accuracy else say("views.axis_loss")


def setting_text(setting: Mapping[str, Any]) -> str:
    """A setting as it is written: "learning_rate=0.01 hidden=64"."""
    return " ".join(f"{name}={short(value)}" for name, value in setting.items())


def short(value: Any) -> str:
    """A value as it is written, with three digits."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)
