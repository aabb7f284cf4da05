"""What a race can and cannot tell: Tukey's test on randomised blocks.

A setting's score at a seed is taken as  mean + effect of the setting + effect of the seed + noise  (the two-way
layout without interaction: Scheffé 1959, chapter 4). Since all settings of a seed share first weights and batches, the
seed's effect cancels in their differences: they are paired. All differences from the best are then held against
Tukey's studentized range (Tukey 1953; Miller 1981, section 2.1), which allows for having looked at all of them and
for having picked the best.

The noise's variance is pooled over the better half of the settings: what fails scatters far more than what works.
Under the layout's assumptions a setting's mean tells nothing of its residuals, so choosing by means leaves the
estimate unbiased. Only the correction uses all settings.
"""

import math
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

ALPHA = 0.05  # how often a race of equal settings may name a winner
POWER = 0.8  # how often a difference that is called detectable is found
MOST_SEEDS = 1000
SIMULATED = 20_000
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Standing:
    """What may be said of M settings after S seeds; settings are numbers 0..M-1.

    means: `(M,)`, NaN where a member diverged. order: best first, those without a mean last.
    winner: None where none is surely best. level: those that can't be told from the best, itself among them.
    behind: those surely worse than it. noise: the standard deviation within a seed; pooled: the settings it is of.
    lead: how far the best is before the next. detectable: the difference from the best that this race finds in 80% of
    cases. freedom: the noise's degrees of freedom, 0 where it is not known.
    """

    means: Floats
    seeds: int
    order: tuple[int, ...]
    winner: int | None
    level: tuple[int, ...]
    behind: tuple[int, ...]
    pooled: tuple[int, ...]
    noise: float
    lead: float
    detectable: float
    freedom: int = 0
    alpha: float = ALPHA

    @property
    def racing(self) -> int:
        """How many settings take part in the test."""
        return len(self.level) + len(self.behind)

    @cached_property
    def more_seeds(self) -> int | None:
        """About so many more would find a lead of this size in 80% of races; None where that is over 1,000, nothing
        leads, or the winner is known. More seeds know the noise better, too."""
        if not self.freedom:
            return 2 if self.racing > 1 else None
        many = MOST_SEEDS
        for _ in range(3):
            freedom = (len(self.pooled) - 1) * (max(many, 2) - 1)
            needed = detectable(self.racing, freedom, self.alpha) * self.noise
            if self.winner is not None or self.lead <= 0 or needed > self.lead * math.sqrt(MOST_SEEDS):
                return None
            many = math.ceil((needed / self.lead) ** 2)
        return max(many - self.seeds, 1)

    @cached_property
    def p(self) -> float:
        """The probability of so large a lead, or difference, anywhere among equal settings."""
        from scipy.stats import studentized_range

        if not self.freedom:
            return math.nan
        if self.noise == 0:  # all scores are the same
            return 1.0
        ratio = self.lead / self.noise * math.sqrt(self.seeds)
        return float(studentized_range.sf(ratio, self.racing, self.freedom))


def judge(scores: ArrayLike, higher_is_better: bool = True, alpha: float = ALPHA) -> Standing:
    """The standing for scores `(M, S)`: M settings at the same S seeds, NaN where a member has none.

    A setting with a NaN takes no part in the test: it diverged, and comes last.
    """
    given = np.asarray(scores, np.float64)
    sign = 1.0 if higher_is_better else -1.0
    whole = np.asarray(np.isfinite(given).all(axis=1))
    means = np.where(whole, given.mean(1), np.nan)
    order = tuple(int(one) for one in np.argsort(np.where(whole, -sign * means, np.inf), kind="stable"))
    racing = [one for one in order if whole[one]]
    if len(racing) < 2 or given.shape[1] < 2:
        return _unknown(means, given.shape[1], order, racing, sign)
    pooled = racing[: max(math.ceil(len(racing) / 2), min(len(racing), 3))]
    noise, freedom = pooled_noise(given[pooled])
    noise = math.hypot(noise, grain(given[racing]) / math.sqrt(12))
    gaps = {one: sign * (means[racing[0]] - means[one]) for one in racing[1:]}
    seeds, reach = given.shape[1], critical(len(racing), freedom, alpha)
    wide = _wider(given, racing, pooled, noise)
    behind = tuple(
        one
        for one, gap in gaps.items()
        if gap > reach * math.sqrt(2 / seeds) * (noise if one in pooled else wide)
    )
    lead = gaps[racing[1]]
    wins = lead > reach * noise * math.sqrt(2 / seeds)
    return Standing(
        means, seeds, order,
        winner=racing[0] if wins and len(behind) == len(gaps) else None,
        level=tuple(one for one in racing if one not in behind),
        behind=behind, pooled=tuple(pooled), noise=noise, lead=lead,
        detectable=detectable(len(racing), freedom, alpha) * noise / math.sqrt(seeds),
        freedom=freedom, alpha=alpha,
    )  # fmt: skip


def _unknown(means: Floats, seeds: int, order: tuple[int, ...], racing: list[int], sign: float) -> Standing:
    """One seed, or one setting: nothing to hold a difference against."""
    lead = sign * (means[racing[0]] - means[racing[1]]) if len(racing) > 1 else math.nan
    return Standing(means, seeds, order, None, tuple(racing), (), (), math.nan, lead, math.nan)


def pooled_noise(scores: Floats) -> tuple[float, int]:
    """The standard deviation of what neither setting nor seed explains in `(M, S)`, and its degrees of freedom."""
    residual = scores - scores.mean(1, keepdims=True) - scores.mean(0) + scores.mean()
    freedom = (scores.shape[0] - 1) * (scores.shape[1] - 1)
    return float(np.sqrt((residual**2).sum() / freedom)), freedom


def grain(scores: Floats) -> float:
    """The smallest step between two scores: an accuracy on 150 examples is known to 1/150, however little it scatters.

    What is rounded to a grain has its variance over 12 as an error (Sheppard 1898). Of scores that are no counts the
    smallest step is next to nothing.
    """
    steps = np.diff(np.unique(scores))
    return float(steps.min()) if len(steps) else 0.0


def _wider(scores: Floats, racing: list[int], pooled: list[int], noise: float) -> float:
    """The noise in a difference between one of the better half and one of the others, which may scatter more."""
    others = [one for one in racing if one not in pooled]
    theirs = pooled_noise(scores[[racing[0], *others]])[0] if others else noise
    return max(noise, math.sqrt((noise**2 + theirs**2) / 2))


@cache
def critical(settings: int, freedom: int, alpha: float = ALPHA) -> float:
    """How many standard errors of a difference the largest of all differences exceeds with probability alpha."""
    from scipy.stats import studentized_range

    return float(studentized_range.isf(alpha, settings, freedom)) / math.sqrt(2)


@cache
def detectable(settings: int, freedom: int, alpha: float = ALPHA) -> float:
    """How far, in standard errors of a mean, one must be ahead of all others, who are equal, to be found in 80%.

    By simulation, always with the same numbers: it must beat the luckiest of the others.
    """
    draw = np.random.default_rng(0)
    spread = np.sqrt(draw.chisquare(freedom, SIMULATED) / freedom)
    luckiest = draw.normal(size=(SIMULATED, settings - 1)).max(1)
    needed = (
        critical(settings, freedom, alpha) * math.sqrt(2) * spread + luckiest - draw.normal(size=SIMULATED)
    )
    return float(np.quantile(needed, POWER))
