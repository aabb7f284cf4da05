"""From Markdown to a lesson, and what is said where the file is wrong."""

import pytest

from axb.lessons import Choose, Goal, Number
from axb.lessons.reading import read
from axb.words import InputError
from lessons.makers import LESSON


def test_a_lesson_has_what_its_file_says() -> None:
    lesson = read("small", LESSON, "small/en.md")
    assert (lesson.name, lesson.title, lesson.about) == ("small", "A lesson", "One sentence.")
    first, second = lesson.steps
    assert first.title == "First"
    assert first.text == "Some *text*.\n\n```python\n## not a heading\n```"
    assert first.bench.lab == "certainty:z=-2"
    assert first.bench.views == ("losses",)
    assert first.bench.moves == ("learn 5",)
    assert first.bench.goal == Goal("p_cross_entropy", above=0.5)
    assert isinstance(first.question, Number)
    assert first.question.number == 4
    assert second.bench.goal is None
    assert second.bench.controls == ()
    assert isinstance(second.question, Choose)
    assert [choice.right for choice in second.question.choices] == [True, False]


WRONG = {
    "no heading": (LESSON, "Text.", 1, '"# title"'),
    "an open block": ('says = "No, this."\n```', 'says = "No, this."', 39, "never ends"),
    "a second block": ("## Second\nMore text.", "", 33, "one lab block"),
    "no question": (LESSON[LESSON.rindex("```question") :], "", 31, "no question block"),
    "no TOML": ('ask = "Which?"', "ask = Which?", 39, "line 40"),
    "a field that is missing": ('action = "Look."', "", 34, 'no "action"'),
    "a field that means nothing": ('action = "Look."', 'action = "Look."\ncolour = "red"', 34, '"colour"'),
    "a field in a choice that means nothing": ('text = "that"', 'text = "that"\ncolour = 1', 39, '"colour"'),
    "a field of another kind": ('views = ["losses"]', 'views = "losses"', 11, "list of texts"),
    "a list of another kind": ('views = ["losses"]', "views = [1]", 11, "list of texts"),
    "a text that is a number": ('action = "Look."', "action = 1", 34, "text in quotes"),
    "a number that is true": ("number = 4", "number = true", 20, "a number"),
    "choices that are no tables": ("[[slip]]", "slip = [1]\n[[other]]", 20, "list of tables"),
    "no right choice": ("right = true\n", "", 39, "exactly one is right"),
    "a goal that is no table": ('goal = { number = "p_cross_entropy", above = 0.5 }', "goal = 1", 11, "a table"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_file_and_line(case: str) -> None:
    old, new, line, said = WRONG[case]
    assert old in LESSON
    with pytest.raises(InputError) as caught:
        read("small", LESSON.replace(old, new), "small/en.md")
    assert str(caught.value).startswith(f"small/en.md, line {line}: ")
    assert said in str(caught.value)
