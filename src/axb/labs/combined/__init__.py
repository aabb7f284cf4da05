"""Models combined: a classifier on codes, a VAE whose critic is a discriminator, a VAE on a VAE's codes."""

from axb.labs.combined.experiment import EXPERIMENT
from axb.labs.combined.lab import CombinedLab, combined_lab
from axb.labs.combined.plan import PRESETS, Plan

__all__ = ["EXPERIMENT", "PRESETS", "CombinedLab", "Plan", "combined_lab"]
