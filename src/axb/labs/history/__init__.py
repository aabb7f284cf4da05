"""The history of deep networks, trained on the same pictures for the same time: what each step cost and brought."""

from axb.labs.history.experiment import EXPERIMENT
from axb.labs.history.lab import HistoryLab
from axb.labs.history.networks import NETWORKS
from axb.labs.history.options import history_lab
from axb.labs.history.plan import PRESETS, Plan

__all__ = ["EXPERIMENT", "NETWORKS", "PRESETS", "HistoryLab", "Plan", "history_lab"]
