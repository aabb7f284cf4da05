"""What a learning-rate range test found: the losses at each rate, the rate that they suggest, how far to trust it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from axb.words import current_language, say

Values = NDArray[np.float64]

SAFETY = 5.0  # the suggestion is the rate of the least loss, divided by this
BELL = 0.025  # of all rates: the deviation of the bell that smooths
CLEAR = 6.0  # standard errors of the smoothed loss: a smaller fall, or rise, may be chance
ROUNDING = 1e-6  # of a loss in float32: neither is this a fall
APART = 3.0  # a factor: where seeds differ by more, they say little


@dataclass(frozen=True)
class Sweep:
    """One walk through the rates. rates, losses, smooth: (n,): the loss after a step at each rate, raw and smoothed.

    `chance`: a smaller difference between smoothed losses says nothing. `burst`: it ended because the loss did, before
    the highest rate. suggestion: None where the loss never fell.

    The rule: a fifth of the rate where the smoothed loss is least. Beyond that rate steps are too long; at it they
    barely are not, and what a network bears for a step it does not bear for an epoch. (The usual rules, each tried on
    six pairs of network and optimizer: a tenth is too little where training is short, the steepest fall lies where
    plain gradient descent on handwritten digits already diverges.)
    """

    rates: Values
    losses: Values
    smooth: Values
    chance: float
    burst: bool
    suggestion: float | None

    @classmethod
    def of(cls, rates: Values, losses: Sequence[float], burst: bool) -> Self:
        """From the losses, of which only the last may be no finite number; there may be fewer of them than rates."""
        finite = np.array([loss for loss in losses if math.isfinite(loss)])
        tried, width = rates[: len(finite)], BELL * len(rates)
        smooth = smoothed(finite, width)
        if not len(finite):
            return cls(tried, finite, smooth, 0.0, burst, None)
        least = int(smooth.argmin())
        noise = noise_of(finite[: least + 1]) / math.sqrt(2 * math.sqrt(math.pi) * width)
        chance = CLEAR * noise + ROUNDING * abs(float(finite[0]))
        fell = smooth[least] < smooth[0] - chance
        return cls(tried, finite, smooth, chance, burst, float(tried[least]) / SAFETY if fell else None)

    @property
    def rose(self) -> bool:
        """Whether the rates went far enough for the loss to rise again."""
        return self.burst or bool(len(self.smooth) and self.smooth[-1] > self.smooth.min() + self.chance)


def smoothed(losses: Values, width: float) -> Values:
    """Means under a bell of that deviation, in places: noise becomes sqrt(2 sqrt(pi) width) times smaller.

    A loss that bursts does not reach back: it counts as twice the first at most.
    """
    if not len(losses):
        return losses
    places = np.arange(len(losses))
    bell = np.exp(-0.5 * ((places[:, None] - places) / width) ** 2)
    means: Values = (bell @ np.minimum(losses, losses[0] + abs(losses[0]))) / bell.sum(1)
    return means


def noise_of(losses: Values) -> float:
    """The deviation of what scatters a curve, from the median of its second differences: bends hardly count.

    (Those of noise alone have sqrt(6) times its deviation, and half of a normal distribution lies within 0.6745 of it.)
    """
    bends = np.abs(np.diff(losses, 2))
    return float(np.median(bends)) / (0.6745 * math.sqrt(6)) if len(bends) else 0.0


@dataclass(frozen=True)
class RateFinding:
    """What the sweeps of several seeds say together. `optimizer`: the rule's name, to which the rate belongs."""

    optimizer: str
    sweeps: tuple[Sweep, ...]

    @property
    def suggestions(self) -> list[float]:
        """One of each seed that has one."""
        return [sweep.suggestion for sweep in self.sweeps if sweep.suggestion is not None]

    @property
    def rate(self) -> float | None:
        """The geometric mean of the suggestions, to two digits: no more are meant. None where there are none."""
        found = self.suggestions
        return float(f"{np.exp(np.mean(np.log(found))):.2g}") if found else None

    @property
    def factor(self) -> float:
        """How many times the smallest suggestion goes into the largest: 1 where all agree."""
        return max(self.suggestions, default=1.0) / min(self.suggestions, default=1.0)

    @property
    def doubts(self) -> list[str]:
        """Why not to trust it, as keys of words."""
        found = {
            "rate_finder.never_fell": len(self.suggestions) < len(self.sweeps),
            "rate_finder.never_rose": not all(sweep.rose for sweep in self.sweeps),
            "rate_finder.apart": self.factor > APART,
        }
        return [key for key, holds in found.items() if holds]

    @property
    def verdict(self) -> str:
        """The rate, its spread over the seeds, and every doubt, in words."""
        if self.rate is None:
            return say("rate_finder.nothing", optimizer=self.optimizer, count=len(self.sweeps))
        low, high = f"{min(self.suggestions):.2g}", f"{max(self.suggestions):.2g}"
        several = len(self.suggestions) > 1
        key = "rate_finder.found" if several else "rate_finder.found_by_one"
        found = say(
            key, rate=f"{self.rate:g}", optimizer=self.optimizer, count=len(self.suggestions), low=low, high=high,
            factor=f"{self.factor:.1f}",
        )  # fmt: skip
        return ("" if current_language() == "ja" else " ").join([found, *map(say, self.doubts)])
