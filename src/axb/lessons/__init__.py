"""The lecture's path as lessons: text, a live laboratory, one action, one question a step."""

from axb.lessons.lesson import Bench, Goal, Lesson, Step
from axb.lessons.question import Choose, Number, Verdict
from axb.lessons.shelf import NAMES, lesson

__all__ = ["NAMES", "Bench", "Choose", "Goal", "Lesson", "Number", "Step", "Verdict", "lesson"]
