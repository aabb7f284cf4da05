"""Optimizers at several learning rates and seeds, on data small enough to be watched."""

from axb.labs.race.lab import RaceLab
from axb.labs.race.options import race_lab

__all__ = ["RaceLab", "race_lab"]
