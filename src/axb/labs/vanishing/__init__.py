"""Why a deep network of sigmoids learns nothing, and what brings its gradient back: each cure alone, then all."""

from axb.labs.vanishing.experiment import EXPERIMENT
from axb.labs.vanishing.lab import VanishingLab
from axb.labs.vanishing.options import vanishing_lab
from axb.labs.vanishing.plan import PRESETS, Plan
from axb.labs.vanishing.recipes import RECIPES

__all__ = ["EXPERIMENT", "PRESETS", "RECIPES", "Plan", "VanishingLab", "vanishing_lab"]
