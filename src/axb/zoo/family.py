"""A family: how a model is built for any data it can take, and the recipe it is trained with unless told otherwise."""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from axb.data.spec import parse_spec
from axb.optimizers import Optimizer
from axb.training import Model
from axb.words import InputError, say
from axb.zoo.facts import Facts
from axb.zoo.regularizing import COMMON_OPTIONS, regularized

# (facts, number of all steps, learning rate or None) -> optimizer, or one for each player by name
MakeOptimizer = Callable[[Facts, int, float | None], Optimizer | Mapping[str, Optimizer]]


@dataclass(frozen=True)
class Recipe:
    """Epochs, batch size, and the optimizer for so many steps in all.

    A small data set gets more epochs, until there are `steps` updates.
    """

    epochs: int
    batch_size: int
    optimizer: MakeOptimizer
    steps: int = 0

    def usual_epochs(self, examples: int, batch_size: int) -> int:
        """So many epochs of so many examples."""
        return max(self.epochs, math.ceil(self.steps / math.ceil(examples / batch_size)))


@dataclass(frozen=True)
class Family:
    """`build(facts, **options)` makes the model; `recipe` trains it."""

    name: str
    build: Callable[..., Model]
    recipe: Recipe

    @property
    def about(self) -> str:
        """One sentence on what it is."""
        return say(f"zoo.about_{self.name}")

    @property
    def options(self) -> dict[str, inspect.Parameter]:
        """What can be chosen, with defaults: its own, then what every family has."""
        return {**dict(list(inspect.signature(self.build).parameters.items())[1:]), **COMMON_OPTIONS}

    def about_option(self, name: str) -> str:
        """What one of them means, in a sentence."""
        return say(f"zoo.option_{name}")

    def make(self, facts: Facts, options: Mapping[str, str]) -> Model:
        """Build from options as text ("hidden" -> "256,128"). Raises InputError for unknown or unreadable ones."""
        known = self.options
        for name in options:
            if name not in known:
                listed = ", ".join(known) or "-"
                raise InputError("zoo.unknown_option", family=self.name, got=name, known=listed)
        values = {name: self._read(known[name], text) for name, text in options.items()}
        return regularized(self.build, facts, **values)

    def _read(self, option: inspect.Parameter, text: str) -> Any:
        try:
            return READERS[str(option.annotation)](text)
        except (ValueError, KeyError):
            what, rule = f"{self.name}: {option.name}", f"like {_shown(option.default)}"
            raise InputError("registry.out_of_range", what=what, rule=rule, got=text) from None


def _shown(default: Any) -> str:
    return ",".join(map(str, default)) if isinstance(default, tuple) else str(default)


def _read_bool(text: str) -> bool:
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[text.lower()]


READERS: dict[str, Callable[[str], Any]] = {
    str(int): int,
    str(float): float,
    str(str): str,
    str(bool): _read_bool,
    str(tuple[int, ...]): lambda text: tuple(int(number) for number in text.split(",") if number),
}


def split_name(text: str) -> tuple[str, dict[str, str]]:
    """ "mlp:hidden=256,128" -> ("mlp", {"hidden": "256,128"})"""
    return parse_spec(text)
