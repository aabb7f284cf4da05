"""What a race can and cannot tell: a paired t-test of the best against the next, Tukey's range for all others.

A setting's score at a seed is taken as  mean + effect of the setting + effect of the seed + noise  (the two-way
layout without interaction: Scheffé 1959, chapter 4). Since all settings of a seed share first weights and batches, the
seed's effect cancels in their differences: they are paired.

Is the best one the best? (Gutmann & Maymin 1987, Annals of Statistics 15, 456-461.) A wrong answer is likeliest where
two are equal and all others far behind; so it is enough that the lead passes the two-sided t-test between two, however
many raced. It has to pass it twice: with the noise pooled over the better half of the settings, and with these two's
own, since settings that are far behind may scatter less. Who is surely worse than the best where that can't be told is
held against Tukey's studentized range (Tukey 1953; Miller 1981, section 2.1), which allows for having looked at all,
and takes the better half to scatter alike.

Pooled is the better half because what fails scatters far more than what works. Under the layout's assumptions a
setting's mean tells nothing of its residuals, so choosing by means leaves the estimate unbiased.
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
    behind: those surely worse than it. noise: the standard deviation within a seed; pooled: the settings it is of;
    own: that of the two best alone. lead: how far the best is before the next. reach: what a mean of the better half
    has to be behind the best to be told from it. detectable: the lead that this race finds in 80% of cases. freedom:
    the noise's degrees of freedom, 0 where it is not known.
    """

    means: Floats
    seeds: int
    order: tuple[int, ...]
    winner: int | None
    level: tuple[int, ...]
    behind: tuple[int, ...]
    pooled: tuple[int, ...]
    noise: float
    own: float
    lead: float
    reach: float
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
            needed = detectable(self.racing, freedom, max(many, 2) - 1, self.alpha) * self.noise
            if self.winner is not None or self.lead <= 0 or needed > self.lead * math.sqrt(MOST_SEEDS):
                return None
            many = math.ceil((needed / self.lead) ** 2)
        return max(many - self.seeds, 1)

    @cached_property
    def p(self) -> float:
        """The probability that of two equal settings either leads so far."""
        from scipy.stats import t

        if not self.freedom:
            return math.nan
        if self.noise == 0 or self.own == 0:  # all scores are the same
            return 1.0
        error = math.sqrt(2 / self.seeds)
        pooled, own = self.lead / (self.noise * error), self.lead / (self.own * error)
        return float(2 * max(t.sf(pooled, self.freedom), t.sf(own, self.seeds - 1)))


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
    best, second, seeds = racing[0], racing[1], given.shape[1]
    pooled = racing[: max(math.ceil(len(racing) / 2), min(len(racing), 3))]
    rounding, error = grain(given[racing]) / math.sqrt(12), math.sqrt(2 / seeds)
    known, freedom = pooled_noise(given[pooled])
    noise = math.hypot(known, rounding)
    wide, alike = _wider(given, racing, pooled, noise), _alike(given, racing, pooled)
    own = {one: math.hypot(pooled_noise(given[[best, one]])[0], rounding) for one in pooled[1:]}
    gaps = {one: sign * (means[best] - means[one]) / error for one in racing[1:]}
    within = {one: noise if one in pooled else wide for one in gaps}
    paired, between_two = student(seeds - 1, alpha), student(freedom, alpha)
    anywhere = critical(len(racing), freedom, alpha)
    wins = gaps[second] > paired * own[second] and all(gaps[one] > between_two * within[one] for one in gaps)
    behind = tuple(
        one
        for one, gap in gaps.items()
        if wins or gap > max(anywhere * within[one], paired * own.get(one, 0.0))
    )
    return Standing(
        means, seeds, order, best if wins else None, tuple(one for one in racing if one not in behind), behind,
        tuple(pooled), noise, own[second], lead=gaps[second] * error,
        reach=error * (max(between_two * noise, paired * own[second]) if wins else anywhere * noise),
        detectable=detectable(len(racing), freedom, seeds - 1, alpha) * max(noise, alike) / math.sqrt(seeds),
        freedom=freedom, alpha=alpha,
    )  # fmt: skip


def _unknown(means: Floats, seeds: int, order: tuple[int, ...], racing: list[int], sign: float) -> Standing:
    """One seed, or one setting: nothing to hold a difference against."""
    lead = sign * (means[racing[0]] - means[racing[1]]) if len(racing) > 1 else math.nan
    none = math.nan
    return Standing(means, seeds, order, None, tuple(racing), (), (), none, none, lead, none, none)


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


def _alike(scores: Floats, racing: list[int], pooled: list[int]) -> float:
    """All settings' noise where the rest scatter as the better half do (F-test at 5%), else 0.

    What may be promised is taken from the larger estimate: few numbers, some far out, tell the noise of a training.
    """
    from scipy.stats import f

    others = [one for one in racing if one not in pooled]
    if len(others) < 2:
        return 0.0
    (mine, freedom), (theirs, of_theirs) = pooled_noise(scores[pooled]), pooled_noise(scores[others])
    if mine == 0 or f.sf((theirs / mine) ** 2, of_theirs, freedom) <= ALPHA:
        return 0.0
    return pooled_noise(scores[racing])[0]


@cache
def critical(settings: int, freedom: int, alpha: float = ALPHA) -> float:
    """How many standard errors of a difference the largest of all differences exceeds with probability alpha."""
    from scipy.stats import studentized_range

    return float(studentized_range.isf(alpha, settings, freedom)) / math.sqrt(2)


@cache
def student(freedom: int, alpha: float = ALPHA) -> float:
    """How many standard errors a difference between two exceeds, either way, with probability alpha."""
    from scipy.stats import t

    return float(t.isf(alpha / 2, freedom))


@cache
def detectable(settings: int, freedom: int, own: int, alpha: float = ALPHA) -> float:
    """How far, in standard errors of a mean as the race itself estimates them, one must be ahead of all others, who are
    equal, to be found in 80%.

    own: degrees of freedom of the two best's own noise, which is a part of the pooled one. By simulation, always with
    the same numbers: it must beat the luckiest of the others, also where the race takes the noise for less than it is.
    """
    draw = np.random.default_rng(0)
    two = draw.chisquare(own, SIMULATED)
    rest = draw.gamma((freedom - own) / 2, 2, SIMULATED)  # chi-square, which NumPy refuses 0 degrees of
    estimated = np.sqrt((two + rest) / freedom)
    error = math.sqrt(2) * np.maximum(
        student(freedom, alpha) * estimated, student(own, alpha) * np.sqrt(two / own)
    )
    luckiest = draw.normal(size=(SIMULATED, settings - 1)).max(1)
    needed = error + luckiest - draw.normal(size=SIMULATED)
    return float(np.quantile(needed / estimated, POWER))
