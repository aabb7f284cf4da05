"""Two questions to pictures: a classifier, and a VAE that is told the class, learn from the same batches."""

from axb.labs.two_questions.pictured.experiment import EXPERIMENT
from axb.labs.two_questions.pictured.lab import PicturesLab
from axb.labs.two_questions.pictured.plan import PRESETS, Plan

__all__ = ["EXPERIMENT", "PRESETS", "PicturesLab", "Plan"]
