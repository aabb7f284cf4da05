"""Who races: every setting at every seed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from axb.jobs.job import Job
from axb.jobs.varying import varied
from axb.races.domains import Domain, Setting, settings, told
from axb.words import InputError

MOST_SEEDS = 100


@dataclass(frozen=True)
class Entry:
    """One member: setting number `setting` at seed number `seed`, trained as the run `run`."""

    setting: int
    seed: int
    run: str
    job: Job


@dataclass(frozen=True)
class Plan:
    """`job` with each combination of `vary`, at `seeds` seeds that count up from the job's.

    Raises InputError where nothing varies, or a name can't be varied.
    """

    name: str
    job: Job
    vary: Mapping[str, Domain]
    seeds: int = 5

    def __post_init__(self) -> None:
        if not self.vary:
            raise InputError("race.nothing_varies")
        if not 1 <= self.seeds <= MOST_SEEDS:
            raise InputError("registry.out_of_range", what="seeds", rule=f"1..{MOST_SEEDS}", got=self.seeds)
        if self.job.seconds is not None:
            raise InputError("race.epochs_only")

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

    def entries(self, seed: int) -> list[Entry]:
        """All settings at seed number `seed`. They differ in nothing but the setting."""
        base = replace(self.job, seed=self.job.seed + seed)
        return [
            Entry(number, seed, self.run_name(number, seed), varied(base, one))
            for number, one in enumerate(self.settings)
        ]

    def note(self, entry: Entry) -> dict[str, Any]:
        """What a member's run remembers of its race."""
        vary = {name: list(one.values) for name, one in self.vary.items()}
        plan = {"vary": vary, "seeds": self.seeds}  # so that `results` knows it, however far the race is
        return {"race": self.name, "setting": self.settings[entry.setting], "base": asdict(self.job), **plan}
