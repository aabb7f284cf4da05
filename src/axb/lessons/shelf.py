"""The lessons that are shipped: one folder each, with one file a language."""

from functools import cache
from importlib.resources import files

from axb.lessons.lesson import Lesson
from axb.lessons.reading import read
from axb.words import InputError, current_language

NAMES = (
    "line",
    "task",
    "convolution",
    "depth",
    "resnet",
    "inception",
    "history",
    "optimizers",
    "two_questions",
    "squeeze",
    "latent",
    "forger",
    "combined",
)  # in the order in which they are learned


def lesson(name: str, language: str | None = None) -> Lesson:
    """The lesson `name` in "en" or "ja", or in the current language.

    Raises InputError where there is no such lesson.
    """
    if name not in NAMES:
        raise InputError("lessons.no_lesson", got=repr(name), known=", ".join(NAMES))
    return _read(name, language or current_language())


@cache
def _read(name: str, language: str) -> Lesson:
    file = files("axb.lessons") / "content" / name / f"{language}.md"
    return read(name, file.read_text("utf-8"), f"{name}/{language}.md")
