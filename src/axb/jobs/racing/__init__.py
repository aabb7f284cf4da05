"""A race: settings of one training, told in words or in Python, at the same seeds, and what may be concluded."""

from axb.jobs.racing.plan import Entry, Plan
from axb.jobs.racing.race import Race, race
from axb.jobs.racing.script import Script

__all__ = ["Entry", "Plan", "Race", "Script", "race"]
