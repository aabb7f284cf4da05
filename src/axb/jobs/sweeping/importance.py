"""Which hyperparameters decide how good a trial is."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import optuna
from optuna.importance import PedAnovaImportanceEvaluator, get_param_importances

from axb.jobs.sweeping.choosing import space
from axb.jobs.sweeping.plan import Plan

TOP = 5  # trials among the best, at least: Optuna's own advice
FEWEST = 2 * TOP


def importance(plan: Plan, trials: Sequence[tuple[Mapping[str, Any], float]]) -> dict[str, float]:
    """How much each hyperparameter decides about reaching the best scores: shares that sum to 1, largest first.

    PED-ANOVA (Watanabe et al. 2023, arXiv:2304.10255): how differently the best tenth's values are distributed from
    all values that were tried. It needs ranks only, so what is no finite number counts as worst. `trials`: settings
    and scores; those of pruned trials belong to them, since without them what is bad would be missing from "all".
    Empty where there is nothing to say: fewer than 10 trials, or all of them are equally good.
    """
    scores = _finite(np.array([score for _, score in trials], np.float64), plan.more_is_better)
    top = max(TOP, round(len(trials) / 10))
    if len(trials) < FEWEST or not _best_differ(scores if plan.more_is_better else -scores, top):
        return {}
    study = optuna.create_study(direction="maximize" if plan.more_is_better else "minimize")
    distributions = space(plan)
    for (setting, _), score in zip(trials, scores, strict=True):
        study.add_trial(
            optuna.create_trial(params=dict(setting), distributions=distributions, value=float(score))
        )
    return get_param_importances(
        study, evaluator=PedAnovaImportanceEvaluator(target_quantile=top / len(trials))
    )


def _finite(scores: Any, more_is_better: bool) -> Any:
    """The scores with the worst finite one in the place of what is none."""
    finite = np.isfinite(scores)
    known = scores[finite]
    worst = (known.min() if more_is_better else known.max()) if len(known) else 0.0
    return np.where(finite, scores, worst)


def _best_differ(goodness: Any, top: int) -> bool:
    """Whether there are trials that don't belong to the best."""
    return bool((goodness < np.sort(goodness)[-top]).any())
