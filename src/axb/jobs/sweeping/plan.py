"""What a sweep is: said once when it begins, and read by every process that takes part."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from axb.jobs.job import Job
from axb.jobs.preparing import prepare
from axb.jobs.varying import varied
from axb.races.domains import Choices, Domain, Range, Setting, domain
from axb.words import InputError, say

SAMPLERS = ("tpe", "random", "grid")
PRUNERS = ("median", "hyperband", "halving", "none")


@dataclass(frozen=True)
class Plan:
    """One job, what varies in it, and how the next setting is chosen.

    metric: what trials are compared by, "val_accuracy" (more is better), "val_mae" or "val_loss" (less is).
    epochs: those of the longest trial.
    """

    job: Job
    vary: Mapping[str, Domain]
    metric: str
    epochs: int
    sampler: str
    pruner: str
    seed: int

    @property
    def more_is_better(self) -> bool:
        """Whether the metric grows."""
        return self.metric.endswith("accuracy")

    def score_text(self, score: float | None) -> str:
        """A score with what it is a score of: "accuracy 96.7%", "loss 0.0123"."""
        if score is None or not math.isfinite(score):
            return say("sweep.no_number")
        if self.more_is_better:
            return say("sweep.accuracy", value=f"{score:.1%}")
        word = "sweep.error" if self.metric == "val_mae" else "sweep.loss"
        return say(word, value=f"{score:.4g}")

    def to_json(self) -> dict[str, Any]:
        """All of it as JSON values."""
        vary = [[name, _told(one)] for name, one in self.vary.items()]
        return {**asdict(self), "vary": vary}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Plan":
        """What `to_json` told."""
        vary = {name: _domain(one) for name, one in told["vary"]}
        return cls(**{**told, "job": Job(**told["job"]), "vary": vary})


def _told(one: Domain) -> dict[str, Any]:
    return {"values": list(one.values)} if isinstance(one, Choices) else asdict(one)


def _domain(told: Mapping[str, Any]) -> Domain:
    return Choices(tuple(told["values"])) if "values" in told else Range(**told)


def plan(job: Job, vary: Mapping[str, Domain | Sequence[Any]], sampler: str, pruner: str, seed: int) -> Plan:
    """A plan that can be carried out: one setting is tried as far as data, model and optimizer are made.

    Raises InputError where nothing varies, a name or a choice is unknown, nothing is held out to compare trials by, or
    job and setting don't fit each other.
    """
    _check("sampler", sampler, SAMPLERS)
    _check("pruner", pruner, PRUNERS)
    domains = {name: domain(given) for name, given in vary.items()}
    if all(len(one.values) < 2 for one in domains.values()):
        raise InputError("sweep.nothing_varies")
    ready = prepare(varied(job, middle(domains)))
    if ready.held is None:
        raise InputError("sweep.nothing_held_out")
    longest = domains["epochs"].values if "epochs" in domains else (ready.epochs,)
    epochs = max(int(one) for one in longest)
    return Plan(job.seen_from(Path.cwd()), domains, ready.metric, epochs, sampler, pruner, seed)


def _check(what: str, got: str, known: Sequence[str]) -> None:
    if got not in known:
        raise InputError("registry.unknown_choice", what=what, known=", ".join(known), got=got)


def middle(vary: Mapping[str, Domain]) -> Setting:
    """A value from the middle of each."""
    return {name: one.values[len(one.values) // 2] for name, one in vary.items()}
