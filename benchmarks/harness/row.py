"""The words of a comparison: rows, their contestants, what is measured, and what has to be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Contestant:
    """One program of `contestants/` with its arguments, a process of its own that prints one JSON line.

    python: "axb" is the interpreter that runs the benchmark, "peers" the one of the peers' environment.
    """

    key: str
    label: str
    script: str
    arguments: tuple[str, ...] = ()
    python: Literal["axb", "peers"] = "axb"
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """A number that contestants report under `key`."""

    key: str
    label: str
    unit: str
    digits: int = 2


@dataclass(frozen=True)
class Goal:
    """One number out of a round, and what it has to be.

    how: "value" is the contestant's own number; "ratio" is `against`'s number over the contestant's (how many
    times faster); "difference" is the contestant's number less `against`'s. Both come from the same round.
    sense: ">=" at least, "<=" at most, "within" at most that far from 0 either way.
    """

    label: str
    measure: str
    contestant: str
    how: Literal["value", "ratio", "difference"] = "value"
    against: str | None = None
    need: float | None = None
    aim: float | None = None
    sense: Literal[">=", "<=", "within"] = ">="
    unit: str = ""
    digits: int = 2
    summary: Literal["median", "mean"] = "median"


@dataclass(frozen=True)
class Row:
    """A comparison that can be run alone. gpu: on a machine with a graphics card."""

    key: str
    title: str
    settings: str
    contestants: tuple[Contestant, ...]
    measures: tuple[Measure, ...]
    goals: tuple[Goal, ...]
    least_rounds: int = 1
    gpu: bool = False
