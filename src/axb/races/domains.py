"""What values a hyperparameter may take: a list of choices, or a range, even on a logarithmic or a linear scale."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from axb.words import InputError

USUAL_COUNT = 5
WIDE = 100.0  # a range whose ends differ by such a factor is meant logarithmically
MOST = 1000  # settings of one race

Value = str | float | int | bool
Setting = dict[str, Value]  # one value for each hyperparameter that varies


@dataclass(frozen=True)
class Choices:
    """These values, in this order."""

    values: tuple[Value, ...]


@dataclass(frozen=True)
class Range:
    """All numbers from `low` to `high`; `count` of them where a list is wanted, even on its scale.

    whole: only whole numbers. Raises InputError unless low < high, and 0 < low on a logarithmic scale.
    """

    low: float
    high: float
    count: int = USUAL_COUNT
    log: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        ends = f"{self.low:g}..{self.high:g}"
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise InputError("registry.out_of_range", what="vary: low..high", rule="low < high", got=ends)
        if self.log and self.low <= 0:
            raise InputError("registry.out_of_range", what="vary: log(low, high)", rule="low > 0", got=ends)
        if self.count < 2:
            raise InputError(
                "registry.out_of_range", what="vary: low..high:count", rule="≥ 2", got=self.count
            )

    @property
    def values(self) -> tuple[Value, ...]:
        """`count` values, both ends among them, rounded to what a person would write."""
        parts = [place / (self.count - 1) for place in range(self.count)]
        numbers = [self.at(part) for part in parts]
        return tuple(dict.fromkeys(round(one) if self.whole else float(f"{one:.3g}") for one in numbers))

    def at(self, part: float) -> float:
        """The number that lies that part (0..1) of the way from low to high."""
        if self.log:
            return float(self.low * (self.high / self.low) ** part)
        return self.low + (self.high - self.low) * part


Domain = Choices | Range


def log(low: float, high: float, count: int = USUAL_COUNT) -> Range:
    """From `low` to `high` in equal factors: for rates."""
    return Range(low, high, count, log=True)


def linear(low: float, high: float, count: int = USUAL_COUNT) -> Range:
    """From `low` to `high` in equal distances."""
    return Range(low, high, count)


def domain(given: Domain | Sequence[Any]) -> Domain:
    """What Python users write: `log(1e-4, 1)`, or a list of values (a tuple among them is one value: "64,32")."""
    if isinstance(given, Choices | Range):
        return given
    if isinstance(given, str) or not isinstance(given, Sequence) or not given:
        raise InputError("race.no_values", got=given)
    return Choices(tuple(dict.fromkeys(_plain(one) for one in given)))


def _plain(value: Any) -> Value:
    if isinstance(value, tuple | list):
        return ",".join(str(one) for one in value)
    if not isinstance(value, str | bool | int | float):
        raise InputError("race.no_values", got=value)
    return value


def read_vary(text: str) -> tuple[str, Domain]:
    """What is typed: `learning_rate=1e-4..1`, `learning_rate=1e-4..1:9`, `optimizer=adam,rmsprop`, `hidden=64|128,64`.

    A range is on a logarithmic scale where its ends differ by a factor of 100 or more, and of whole numbers where
    both ends are written so. Values are separated by "|" where that stands anywhere, else by commas.
    Raises InputError where there is no name or no value.
    """
    name, equals, told = (part.strip() for part in text.partition("="))
    if not (name and equals and told):
        raise InputError("race.vary_form", got=text)
    if ".." in told:
        return name, _read_range(text, told)
    values = [one.strip() for one in told.split("|" if "|" in told else ",")]
    return name, Choices(tuple(dict.fromkeys(read_value(one) for one in values if one)))


def _read_range(text: str, told: str) -> Range:
    low, _, rest = told.partition("..")
    high, _, count = rest.partition(":")
    try:
        ends, number = (float(low), float(high)), int(count) if count else USUAL_COUNT
    except ValueError:
        raise InputError("race.vary_form", got=text) from None
    whole = all(isinstance(read_value(end.strip()), int) for end in (low, high))
    return Range(*ends, number, log=ends[0] > 0 and ends[1] / ends[0] >= WIDE, whole=whole)


def read_value(text: str) -> Value:
    """A whole number, a number, or the word itself."""
    readers: tuple[Callable[[str], Value], ...] = (int, float)
    for read in readers:
        try:
            return read(text)
        except ValueError:
            continue
    return text


def settings(vary: Mapping[str, Domain]) -> list[Setting]:
    """Every combination, the last name changing fastest. Raises InputError where they are more than 1,000."""
    lists = [one.values for one in vary.values()]
    many = math.prod(len(values) for values in lists)
    if many > MOST:
        raise InputError("race.too_many", most=f"{MOST:,}", got=f"{many:,}")
    return [dict(zip(vary, values, strict=True)) for values in product(*lists)]


def told(setting: Mapping[str, Value]) -> str:
    """A setting as a person reads it: "learning_rate=0.01 optimizer=adam"."""
    return " ".join(f"{name}={_short(value)}" for name, value in setting.items()) or "-"


def _short(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
