"""A search for good hyperparameters: many trials of one job, chosen by Optuna, shared by several processes.

What needs Optuna is imported when a sweep is opened: `axb` itself does without it.
"""

from axb.jobs.sweeping.plan import PRUNERS, SAMPLERS, Plan
from axb.jobs.sweeping.results import Results, Trial
from axb.jobs.sweeping.searching import all_results, check_installed, go_on, measured, results, sweep

__all__ = [
    "PRUNERS", "SAMPLERS", "Plan", "Results", "Trial", "all_results", "check_installed", "go_on", "measured", "results",
    "sweep",
]  # fmt: skip
