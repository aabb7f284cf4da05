"""What is wrong with a training that shall make new examples: codes, forgeries, verdicts are looked at, not layers."""

from axb.insight.generative_doctor.callback import GenerativeDoctor
from axb.insight.generative_doctor.course import Course, Look
from axb.insight.generative_doctor.rules import RULES, examine

__all__ = ["RULES", "Course", "GenerativeDoctor", "Look", "examine"]
