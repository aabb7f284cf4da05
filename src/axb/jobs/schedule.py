"""Schedules by name, for a number of steps: "cosine", "onecycle:warmup=0.1"."""

from collections.abc import Callable

from axb.data import parse_spec
from axb.data.ranges import real
from axb.optimizers import schedules
from axb.optimizers.optimizer import Rate
from axb.words import InputError

SMALLEST = 1e-6


def _constant(rate: float, steps: int) -> Rate:
    return rate


def _cosine(rate: float, steps: int, warmup: float = 0.0) -> Rate:
    rise = round(warmup * steps)
    if not rise:
        return schedules.CosineDecay(rate, steps)
    return schedules.CosineDecay(0.0, max(steps - rise, 1), warmup_target=rate, warmup_steps=rise)


def _exponential(rate: float, steps: int, end: float = 0.01) -> Rate:
    return schedules.ExponentialDecay(rate, steps, end)


def _step(rate: float, steps: int, factor: float = 0.1) -> Rate:
    """Down to `factor` of it after half of the steps, and once more after three quarters."""
    places = [max(steps // 2, 1), max(steps * 3 // 4, 2)]
    return schedules.PiecewiseConstantDecay(places, [rate, rate * factor, rate * factor**2])


def _onecycle(rate: float, steps: int, warmup: float = 0.3) -> Rate:
    return schedules.OneCycle(rate, steps, warmup)


# name: (function of rate, steps and options; each option's largest value)
SCHEDULES: dict[str, tuple[Callable[..., Rate], dict[str, float]]] = {
    "constant": (_constant, {}),
    "cosine": (_cosine, {"warmup": 0.9}),
    "exponential": (_exponential, {"end": 1.0}),
    "step": (_step, {"factor": 1.0}),
    "onecycle": (_onecycle, {"warmup": 0.9}),
}


def scheduled(spec: str, rate: float, steps: int) -> Rate:
    """The rate, or the schedule that `spec` names, over so many steps with `rate` as its highest.

    constant; cosine (to 0; warmup: the share of the steps in which it rises); exponential (end: the last rate as a
    share of the first); step (factor, after half and after three quarters of the steps); onecycle (warmup).
    Raises InputError for another name or option, or an option out of range.
    """
    name, options = parse_spec(spec)
    if name not in SCHEDULES:
        raise InputError("registry.unknown_choice", what="schedule", known=", ".join(SCHEDULES), got=name)
    make, limits = SCHEDULES[name]
    for option in options:
        if option not in limits:
            known = ", ".join(limits) or "-"
            raise InputError("data.option", name=name, option=option, known=known)
    values = {key: real(f"{name}: {key}", text, SMALLEST, limits[key]) for key, text in options.items()}
    return make(rate, steps, **values)
