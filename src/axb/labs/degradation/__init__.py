"""Why a deeper network was worse on what it learned from too, and what adding the input back changes."""

from axb.labs.degradation.experiment import EXPERIMENT
from axb.labs.degradation.lab import DegradationLab, degradation_lab
from axb.labs.degradation.plan import PRESETS, Plan

__all__ = ["EXPERIMENT", "PRESETS", "DegradationLab", "Plan", "degradation_lab"]
