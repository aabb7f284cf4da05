"""What a sweep has found so far, as plain data."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from axb.jobs.sweeping.plan import Plan
from axb.words import say

if TYPE_CHECKING:
    from optuna.trial import FrozenTrial

State = Literal["running", "finished", "pruned", "failed", "waiting"]
STATES: tuple[State, ...] = ("running", "finished", "pruned", "failed", "waiting")  # as Optuna numbers them


@dataclass(frozen=True)
class Trial:
    """One setting and what became of it.

    run: the name of its run. score: the metric on what was held out, after the last epoch that it was trained for; None
    where there is none. problem: why it failed.
    """

    run: str
    state: State
    setting: Mapping[str, Any]
    score: float | None
    epochs: int
    problem: str


@dataclass(frozen=True)
class Results:
    """A sweep as it stands: its plan and its trials, in the order in which they were first taken."""

    name: str
    plan: Plan
    trials: tuple[Trial, ...]

    def count(self, state: State) -> int:
        """How many trials are in that state."""
        return sum(trial.state == state for trial in self.trials)

    @property
    def ranked(self) -> list[Trial]:
        """The trials that have ended with a score: first those that finished, then those that were pruned, each best
        first."""
        ended = [trial for trial in self.trials if trial.state in ("finished", "pruned")]
        return sorted(
            ended, key=lambda one: (one.state == "pruned", _badness(one.score, self.plan.more_is_better))
        )

    @property
    def best(self) -> Trial | None:
        """The best of the finished trials."""
        return next((trial for trial in self.ranked if trial.state == "finished"), None)

    @property
    def chosen_from(self) -> int:
        """How many trials the best was chosen from: pruned ones have been looked at as well."""
        return len(self.ranked)

    @property
    def importance(self) -> dict[str, float]:
        """The share of each hyperparameter, see `axb.jobs.sweeping.importance`; empty where there is nothing to say."""
        from axb.jobs.sweeping.importance import importance

        told = [(trial.setting, trial.score) for trial in self.ranked if trial.score is not None]
        return importance(self.plan, told)


def _badness(score: float | None, more_is_better: bool) -> float:
    if score is None or math.isnan(score):
        return math.inf
    return -score if more_is_better else score


def told_trial(trial: "FrozenTrial") -> Trial:
    """Optuna's record of a trial in our terms."""
    state = STATES[trial.state]
    known = trial.user_attrs
    last = trial.intermediate_values.get(trial.last_step) if trial.last_step is not None else None
    score = trial.value if trial.value is not None else last
    epochs = 0 if trial.last_step is None else trial.last_step + 1
    often = say("sweep.died_often") if state == "failed" else ""
    run, problem = known.get("run", ""), known.get("problem", often)
    return Trial(run, state, trial.params, score, epochs, problem)
