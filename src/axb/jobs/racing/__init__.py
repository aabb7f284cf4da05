"""A race: settings of one job at the same seeds, trained alike, and what may be concluded."""

from axb.jobs.racing.plan import Entry, Plan
from axb.jobs.racing.race import Race, race

__all__ = ["Entry", "Plan", "Race", "race"]
