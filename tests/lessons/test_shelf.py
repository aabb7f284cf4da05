"""Lessons are found by name, in the language that is spoken."""

import pytest

from axb.lessons import NAMES, lesson
from axb.words import InputError, speaking


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_speaks_the_current_language(name: str) -> None:
    assert lesson(name).title == lesson(name, "en").title
    with speaking("ja"):
        assert lesson(name) == lesson(name, "ja")
        assert lesson(name).steps[0].title != lesson(name, "en").steps[0].title


@pytest.mark.parametrize("name", ["", "lines", "../line", "line/en"])
def test_a_name_that_is_none_is_told_with_those_that_are(name: str) -> None:
    with pytest.raises(InputError, match="line, task"):
        lesson(name)
