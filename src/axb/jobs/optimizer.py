"""The optimizer that words ask for: a rule by name, its rate, a schedule, its other hyperparameters."""

import inspect
import math
from collections.abc import Mapping
from numbers import Real
from typing import Any

from axb import optimizers
from axb.data import parse_spec
from axb.jobs.schedule import scheduled
from axb.optimizers import Optimizer
from axb.optimizers.schedules import LearningRateSchedule
from axb.words import InputError


def is_number(value: object) -> bool:
    """What varies may be told as any word: a job then holds what its types don't allow."""
    return isinstance(value, Real)


def check_rate(rate: Any) -> None:
    """Raises InputError for what is no learning rate; None, the usual one, is."""
    if rate is not None and not (is_number(rate) and 0 < rate < math.inf):
        raise InputError("registry.out_of_range", what="learning rate", rule="> 0", got=rate)


def named(spec: str, rate: float | None) -> Optimizer:
    """The rule of that name with its options ("sgd:momentum=0.9"), at this rate (None: its default)."""
    name, options = parse_spec(spec)
    return with_options(optimizers.get(name), options if rate is None else {**options, "learning_rate": rate})


def tuned(
    one: Optimizer, schedule: str | None, hyperparameters: Mapping[str, Any] | None, steps: int
) -> Optimizer:
    """With a schedule by name over so many steps, down from its highest rate, and these hyperparameters."""
    if schedule is not None:
        one.learning_rate = scheduled(schedule, _highest(one, steps), steps)
    return with_options(one, hyperparameters or {})


def with_options(one: Optimizer, options: Mapping[str, Any]) -> Optimizer:
    """The same rule, with these options, as text or as what they are."""
    if not options:
        return one
    values = {key: _read(type(one), key, str(value)) for key, value in options.items()}
    return type(one).from_config({**one.get_config(), **values})


def _highest(one: Optimizer, steps: int) -> float:
    """The largest rate of so many steps."""
    rate = one.learning_rate
    if not isinstance(rate, LearningRateSchedule):
        return float(rate)
    return max(rate(step) for step in range(steps))


def _read(kind: type[Optimizer], option: str, text: str) -> Any:
    """An option's value as its type: true or false, else a number."""
    parameter = inspect.signature(kind).parameters.get(option)
    truths = {"true": True, "false": False}
    switch = option == "use_ema" or (parameter is not None and parameter.annotation is bool)
    try:
        return truths[text.lower()] if switch else float(text)
    except (KeyError, ValueError):
        rule = "true / false" if switch else "a number"
        what = f"{kind.__name__}: {option}"
        raise InputError("registry.out_of_range", what=what, rule=rule, got=text) from None
