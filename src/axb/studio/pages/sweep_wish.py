"""A search as a visitor is choosing it: what is trained, what varies, how long."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from axb.jobs.job import Job
from axb.jobs.sweeping.apart import Asked
from axb.jobs.sweeping.typed import typed
from axb.races.domains import Domain, settings
from axb.studio.pages.train_choices import Choice, title_of
from axb.studio.vary_rows import Row, read_row
from axb.words import InputError

FIRST_MINUTES = 2.0
USUAL_MINUTES = 10.0  # where neither time nor trials are limited, as `axb sweep` has it


def first_rows() -> list[Row]:
    """What decides most, with room enough to search in."""
    return [Row("learning_rate", "1e-4..1"), Row("hidden", "16, 64, 256")]


@dataclass
class Wish:
    """What the form says; None: no limit."""

    choice: Choice = field(default_factory=lambda: Choice(data="digits", model="mlp"))
    minutes: float | None = FIRST_MINUTES
    trials: int | None = None
    sampler: str = "tpe"
    pruner: str = "median"

    def job(self) -> Job:
        """What is trained, as it is before anything varies."""
        return self.choice.job()

    def read(self, rows: Sequence[Row]) -> dict[str, Domain]:
        """What varies. Raises InputError for a row that can't be read, and for too large a grid."""
        vary: dict[str, Domain] = {}
        for row in rows:
            if row.name in vary:
                raise InputError("studio_vary.twice", name=row.name)
            vary[row.name] = read_row(row)
        if all(len(one.values) < 2 for one in vary.values()):
            raise InputError("sweep.nothing_varies")
        if self.sampler == "grid":
            settings(vary)
        return vary

    def asked(self, rows: Sequence[Row]) -> Asked:
        """For `axb.jobs.sweeping.apart.begin`."""
        vary = [f"{row.name}={row.values}" for row in rows]
        return Asked(self.job(), vary, self.sampler, self.pruner, minutes=self.minutes, trials=self.trials)

    def command(self, vary: Mapping[str, Domain]) -> str:
        """The same, typed."""
        how_long: dict[str, Any] = {"minutes": self.minutes, "trials": self.trials}
        return typed(self.job(), vary, self.sampler, self.pruner, **how_long)

    def told(self, rows: Sequence[Row], say: Callable[..., str]) -> str:
        """All in one line."""
        kind = "both" if self.minutes and self.trials else "trials" if self.trials else "minutes"
        said = {
            "model": say(f"studio_train.model_{self.choice.model}"),
            "data": title_of(self.choice.data, say),
            "names": ", ".join(row.name for row in rows) or "–",
            "minutes": f"{self.minutes or USUAL_MINUTES:g}",
            "trials": self.trials,
        }
        return say(f"studio_sweep.summary_{kind}", **said)


def number(what: str, typed: float | None, whole: bool, least: int = 1) -> Any:
    """What stands in a field: an int where it is to be whole, None where it is empty.

    Raises InputError for less than `least` (of a number that need not be whole: for 0 and less).
    """
    if typed is None:
        return None
    if whole:
        good, rule = typed >= least and typed == int(typed), f"≥ {least}"
    else:
        good, rule = 0 < typed < math.inf, "> 0"
    if not good:
        raise InputError("studio_sweep.not_a_number", what=what, rule=rule, got=f"{typed:g}")
    return int(typed) if whole else float(typed)
