"""A rule as it is told: its equation, its symbols, where it comes from, and what other rules it can become."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any


@dataclass(frozen=True)
class Relative:
    """The rule `name`, with the arguments `others`, whose steps this rule takes with the arguments `settings`.

    Where steps differ by a known factor, `factor(h, t)` is this rule's step t (from 1) divided by the other's; h
    holds this rule's hyperparameters. Nothing is claimed that real steps don't show: a test walks every relative.
    """

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)
    factor: Callable[[SimpleNamespace, int], float] = lambda h, t: 1.0


@dataclass(frozen=True)
class Formula:
    """The equation of a rule, a line each in the order of computing; w, g, t and the hyperparameters' symbols
    need no mention in `symbols`, which maps the others to the key that explains them (`optimizers.symbol_...`)."""

    equations: tuple[str, ...]
    source: str
    symbols: Mapping[str, str] = field(default_factory=dict)
    relatives: tuple[Relative, ...] = ()
