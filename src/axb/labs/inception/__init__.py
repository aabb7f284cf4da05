"""Windows of one size against several side by side at an equal count, and what is lost without a branch."""

from axb.labs.inception.experiment import EXPERIMENT
from axb.labs.inception.lab import InceptionLab
from axb.labs.inception.networks import NETWORKS
from axb.labs.inception.options import inception_lab
from axb.labs.inception.plan import PRESETS, Plan

__all__ = ["EXPERIMENT", "NETWORKS", "PRESETS", "InceptionLab", "Plan", "inception_lab"]
