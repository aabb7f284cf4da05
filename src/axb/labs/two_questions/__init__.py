"""The same data seen by a model that tells classes apart and by one that makes more of them: points, and pictures."""

from axb.labs.two_questions.lab import TwoQuestionsLab
from axb.labs.two_questions.options import two_questions_lab

__all__ = ["TwoQuestionsLab", "two_questions_lab"]
