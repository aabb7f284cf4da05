"""Who races: every setting at every seed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from axb.jobs.job import Job
from axb.jobs.racing.script import Script
from axb.jobs.varying import check_comparable, varied
from axb.races.domains import Domain, Setting, settings, told
from axb.words import InputError

MOST_SEEDS = 100


@dataclass(frozen=True)
class Entry:
    """One member: setting number `setting` at seed number `seed`, trained as the run `run`: what `job` tells."""

    setting: int
    seed: int
    run: str
    job: Job | Script


@dataclass(frozen=True)
class Plan:
    """`job` with each combination of `vary`, at `seeds` seeds that count up from the job's; `halving` is the factor of
    successive halving, None without.

    Raises InputError where nothing varies, a name can't be varied, or scores would hold different penalties.
    """

    name: str
    job: Job | Script
    vary: Mapping[str, Domain]
    seeds: int = 5
    halving: int | None = None

    def __post_init__(self) -> None:
        if not self.vary:
            raise InputError("race.nothing_varies")
        if not 1 <= self.seeds <= MOST_SEEDS:
            raise InputError("registry.out_of_range", what="seeds", rule=f"1..{MOST_SEEDS}", got=self.seeds)
        if self.halving is not None and self.halving < 2:
            raise InputError("registry.out_of_range", what="halving", rule="≥ 2", got=self.halving)
        if self.halving is not None and self.job.seconds is not None:
            raise InputError("race.halving_epochs")
        if isinstance(self.job, Job):
            check_comparable(self.job, self.vary)

    @cached_property
    def settings(self) -> list[Setting]:
        """All settings, by their numbers."""
        return settings(self.vary)

    def label(self, number: int) -> str:
        """A setting as a person reads it."""
        return told(self.settings[number])

    def run_name(self, setting: int, seed: int) -> str:
        """The name of a member's run: both numbers from 1."""
        return f"{self.name}.{setting + 1}.{seed + 1}"

    def runs(self, setting: int) -> list[str]:
        """The names of a setting's runs, seed by seed."""
        return [self.run_name(setting, seed) for seed in range(self.seeds)]

    def entries(self, seed: int) -> list[Entry]:
        """All settings at seed number `seed`. They differ in nothing but the setting."""
        base = replace(self.job, seed=self.job.seed + seed)
        return [
            Entry(number, seed, self.run_name(number, seed), _varied(base, one))
            for number, one in enumerate(self.settings)
        ]

    def note(self, entry: Entry) -> dict[str, Any]:
        """What a member's run remembers of its race."""
        base = self.job.told() if isinstance(self.job, Script) else asdict(self.job)
        vary = {name: list(one.values) for name, one in self.vary.items()}
        plan = {
            "vary": vary,
            "seeds": self.seeds,
            "halving": self.halving,
        }  # so that `results` knows it from a few runs
        return {"race": self.name, "setting": self.settings[entry.setting], "base": base, **plan}


def _varied(job: Job | Script, setting: Setting) -> Job | Script:
    return job.varied(setting) if isinstance(job, Script) else varied(job, setting)
