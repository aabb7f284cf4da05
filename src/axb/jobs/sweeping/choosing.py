"""Who chooses the next setting, and who decides early that a trial is not worth its time: Optuna, by name."""

from collections.abc import Callable
from typing import Any

import numpy as np
import optuna
from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.pruners import BasePruner, HyperbandPruner, MedianPruner, NopPruner, SuccessiveHalvingPruner
from optuna.samplers import BaseSampler, RandomSampler, TPESampler
from optuna.trial import FrozenTrial

from axb.jobs.sweeping.plan import Plan
from axb.races.domains import Choices, Domain

FIRST = 5  # trials that run to their end before any is compared with them
WARM_SHARE = 0.2  # of the epochs, in which nothing is pruned: a high rate starts badly and may end well


class Reproducible(BaseSampler):
    """A sampler that is made anew for each trial, from the sweep's seed and how many trials there are before it.

    So the same sweep of one process draws the same settings, whether it is interrupted in between or not, and several
    processes draw different ones.
    """

    def __init__(self, make: Callable[[int], BaseSampler], seed: int) -> None:
        self.make, self.seed = make, seed
        self.begin(0)

    def begin(self, number: int) -> None:
        """A new one for the trial that comes after so many others."""
        self.inner = self.make(int(np.random.SeedSequence([self.seed, number]).generate_state(1)[0]))

    def infer_relative_search_space(
        self, study: optuna.Study, trial: FrozenTrial
    ) -> dict[str, BaseDistribution]:
        """As the inner one does."""
        return self.inner.infer_relative_search_space(study, trial)

    def sample_relative(
        self, study: optuna.Study, trial: FrozenTrial, search_space: dict[str, BaseDistribution]
    ) -> dict[str, Any]:
        """As the inner one does."""
        return self.inner.sample_relative(study, trial, search_space)

    def sample_independent(
        self, study: optuna.Study, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution
    ) -> Any:
        """As the inner one does."""
        return self.inner.sample_independent(study, trial, param_name, param_distribution)


def sampler(plan: Plan) -> Reproducible:
    """Who draws settings. (A grid's are not drawn: they are put before it one by one.)"""
    if plan.sampler == "tpe":
        return Reproducible(lambda seed: TPESampler(seed=seed), plan.seed)
    return Reproducible(lambda seed: RandomSampler(seed=seed), plan.seed)


def pruner(plan: Plan) -> BasePruner:
    """Who stops trials early."""
    if plan.pruner == "median":
        return MedianPruner(n_startup_trials=FIRST, n_warmup_steps=max(round(plan.epochs * WARM_SHARE), 1))
    if plan.pruner == "hyperband":
        return HyperbandPruner(max_resource=plan.epochs)
    return SuccessiveHalvingPruner() if plan.pruner == "halving" else NopPruner()


def space(plan: Plan) -> dict[str, BaseDistribution]:
    """What varies, in Optuna's terms."""
    every = plan.sampler == "grid"
    return {name: _distribution(one, every) for name, one in plan.vary.items()}


def _distribution(one: Domain, every: bool) -> BaseDistribution:
    """every: the values of a range are a list, not all numbers in between."""
    if isinstance(one, Choices) or every:
        return CategoricalDistribution(one.values)
    if one.whole:
        return IntDistribution(int(one.low), int(one.high), log=one.log)
    return FloatDistribution(one.low, one.high, log=one.log)
