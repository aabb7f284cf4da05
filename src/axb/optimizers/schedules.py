"""Learning rates that change from step to step. A schedule is a function of the steps done so far."""

import math
from bisect import bisect_left
from collections.abc import Sequence

from axb.registry import Configurable, registered
from axb.words import InputError


class LearningRateSchedule(Configurable):
    """Called with the number of steps done so far (0 before the first), gives the rate of the coming step.

    Between two whole numbers it is defined as well: a training within a time budget walks it faster or slower.
    """

    length: float | None = None  # steps from beginning to end; None where it has no end

    def __call__(self, step: float) -> float:
        raise NotImplementedError


def _positive(what: str, value: float) -> None:
    if not value > 0:
        raise InputError("registry.out_of_range", what=what, rule="> 0", got=value)


@registered
class ConstantRate(LearningRateSchedule):
    """The same rate at every step."""

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = learning_rate

    def __call__(self, step: float) -> float:
        return self.learning_rate


@registered
class PiecewiseConstantDecay(LearningRateSchedule):
    """values[0] up to and including step boundaries[0], then values[1], and so on: down in stairs."""

    def __init__(self, boundaries: Sequence[int], values: Sequence[float]) -> None:
        if len(boundaries) != len(values) - 1:
            raise InputError(
                "registry.out_of_range",
                what="PiecewiseConstantDecay: len(values)",
                rule=f"len(boundaries) + 1 = {len(boundaries) + 1}",
                got=len(values),
            )
        self.boundaries, self.rates = list(boundaries), list(values)

    def __call__(self, step: float) -> float:
        return self.rates[bisect_left(self.boundaries, step)]


@registered
class ExponentialDecay(LearningRateSchedule):
    """initial_learning_rate * decay_rate ** (step / decay_steps), in whole powers with `staircase`."""

    def __init__(
        self, initial_learning_rate: float, decay_steps: int, decay_rate: float, staircase: bool = False
    ) -> None:
        _positive("ExponentialDecay: decay_steps", decay_steps)
        self.initial, self.decay_steps, self.decay_rate = initial_learning_rate, decay_steps, decay_rate
        self.staircase = staircase

    def __call__(self, step: float) -> float:
        power = step // self.decay_steps if self.staircase else step / self.decay_steps
        return float(self.initial * self.decay_rate**power)


@registered
class CosineDecay(LearningRateSchedule):
    """Half a cosine from the initial rate to `alpha` times it (Loshchilov & Hutter 2017, equation 5).

    With `warmup_target` the rate first rises in a straight line to it over `warmup_steps`, and falls from
    there over the next `decay_steps`.
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        alpha: float = 0.0,
        *,
        warmup_target: float | None = None,
        warmup_steps: int = 0,
    ) -> None:
        _positive("CosineDecay: decay_steps", decay_steps)
        self.initial, self.decay_steps, self.alpha = initial_learning_rate, decay_steps, alpha
        self.target, self.warmup_steps = warmup_target, warmup_steps
        self.length = decay_steps + (0 if warmup_target is None else warmup_steps)

    def __call__(self, step: float) -> float:
        top = self.initial if self.target is None else self.target
        if self.target is not None and step < self.warmup_steps:
            return self.initial + (self.target - self.initial) * step / self.warmup_steps
        done = step - (self.warmup_steps if self.target is not None else 0)
        cosine = 0.5 * (1 + math.cos(math.pi * min(done, self.decay_steps) / self.decay_steps))
        return top * ((1 - self.alpha) * cosine + self.alpha)


@registered
class OneCycle(LearningRateSchedule):
    """Up from max / start_factor to max over the first `warmup` of all steps, then down to max / end_factor
    (Smith & Topin 2018). `shape` is "cosine" or "linear"."""

    def __init__(
        self,
        max_learning_rate: float,
        total_steps: int,
        warmup: float = 0.3,
        start_factor: float = 25.0,
        end_factor: float = 1e4,
        shape: str = "cosine",
    ) -> None:
        _positive("OneCycle: total_steps", total_steps)
        if not 0 < warmup < 1:
            raise InputError("registry.out_of_range", what="OneCycle: warmup", rule="∈ (0, 1)", got=warmup)
        if shape not in ("cosine", "linear"):
            raise InputError(
                "registry.unknown_choice", what="OneCycle: shape", known="cosine, linear", got=shape
            )
        self.top, self.total_steps, self.warmup, self.shape = max_learning_rate, total_steps, warmup, shape
        self.start, self.end = max_learning_rate / start_factor, max_learning_rate / end_factor
        self.length = total_steps

    def __call__(self, step: float) -> float:
        turn = self.warmup * self.total_steps
        if step < turn:
            return self._between(self.start, self.top, step / turn)
        return self._between(self.top, self.end, min((step - turn) / (self.total_steps - turn), 1.0))

    def _between(self, start: float, end: float, part: float) -> float:
        weight = part if self.shape == "linear" else 0.5 * (1 - math.cos(math.pi * part))
        return start + (end - start) * weight
