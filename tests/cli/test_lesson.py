"""`axb lesson`: the lessons in a terminal, real laboratories and questions answered through a pipe."""

import io
import re

import pytest

from axb.lessons import NAMES, Choose, lesson
from axb.lessons.hands import Hands
from cli.conftest import Axb


@pytest.fixture
def answer(axb: Axb, monkeypatch: pytest.MonkeyPatch):
    """Runs `axb lesson` with these lines typed."""

    def run(typed: str, *words: str):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return axb("lesson", *words)

    return run


def right_answers(name: str) -> list[str]:
    """For each step an empty line (axb does the action) and the right answer."""
    lines = []
    for step in lesson(name, "en").steps:
        question = step.question
        if isinstance(question, Choose):
            told = str([choice.right for choice in question.choices].index(True) + 1)
        else:
            told = str(question.number)
        lines += ["", told]
    return lines


def test_the_lessons_are_listed_with_what_is_done(answer) -> None:
    answer("\n2.2\n", "line")
    ended = answer("")
    assert ended.code == 0
    assert re.search(r"^line +1/8 +y = ax \+ b$", ended.out, re.MULTILINE)
    assert re.search(r"^task +0/7 +The task decides$", ended.out, re.MULTILINE)
    assert re.search(r"^convolution +0/7 +Convolution is y = ax \+ b$", ended.out, re.MULTILINE)
    assert re.search(r"^optimizers +0/9 +Adam takes the best of two$", ended.out, re.MULTILINE)
    assert "タスクが決める" in answer("", "--lang", "ja").out


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_lesson_can_be_taken(answer, name: str) -> None:
    told = lesson(name, "en")
    ended = answer("\n".join(right_answers(name)) + "\n", name)
    assert ended.code == 0
    for number, step in enumerate(told.steps, 1):
        assert f"{number}/{len(told.steps)}" in ended.out
        assert step.title in ended.out
    assert ended.out.count("○") == len(told.steps)
    assert re.search(rf"^{name} +{len(told.steps)}/{len(told.steps)} ", answer("").out, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_in_japanese_each_step_is_told_and_asked(answer, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The laboratories do nothing here: their moves are those of the English lesson, which is taken above."""
    monkeypatch.setattr(Hands, "do", lambda hands, move: None)
    told = lesson(name, "ja")
    ended = answer("\n".join(right_answers(name)) + "\n", name, "--lang", "ja")
    assert ended.code == 0
    for number, step in enumerate(told.steps, 1):
        assert f"{number}/{len(told.steps)}" in ended.out
        assert step.title in ended.out
    assert ended.out.count("○") == len(told.steps)
    assert re.search(rf"^{name} +{len(told.steps)}/{len(told.steps)} ", answer("").out, re.MULTILINE)


def test_moves_are_done_for_real_and_the_goal_is_announced(answer) -> None:
    ended = answer("a=0.8\nb=0.6\n2.2\n", "line")
    assert "a 0.8   b 0   loss 0.36" in ended.out
    assert "that was the goal" in ended.out
    assert "The line made a prediction" in ended.out


def test_what_is_wrong_is_said_and_asked_again(answer) -> None:
    ended = answer("fly\na=x\n\nmany\n1.6\n2.2\n", "line")
    assert "There is no move 'fly'" in ended.out
    assert "The answer is a number" in ended.out
    assert "still to be added" in ended.out
    assert "○" in ended.out
    assert ended.code == 0


def test_without_an_answer_it_goes_on_and_the_step_stays_open(answer) -> None:
    ended = answer("\n\n", "line")
    assert "2/8" in ended.out
    assert re.search(r"^line +0/8", answer("").out, re.MULTILINE)


def test_the_end_of_the_input_ends_it_politely(answer) -> None:
    ended = answer("", "task")
    assert ended.code == 0
    assert ended.out.rstrip().endswith("Go on with: axb lesson task --step 1")


def test_it_begins_at_the_step_asked_for_or_the_first_open_one(answer) -> None:
    assert "\nWhere a line ends\n" in answer("", "line", "--step", "7").out
    answer("\n2.2\n", "line")
    assert "· 2/8" in answer("", "line").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lime"], "There is no lesson 'lime'"),
        (["line", "--step", "9"], "steps 1 to 8"),
        (["line", "--step", "0"], "steps 1 to 8"),
        (["line", "--step", "two"], "whole number"),
    ],
)
def test_what_is_not_there_is_told_in_one_sentence(answer, words: list[str], said: str) -> None:
    ended = answer("", *words)
    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) <= 2


def test_no_line_is_wider_than_the_terminal(answer) -> None:
    from axb.words.wrapping import cells

    for language in ("en", "ja"):
        ended = answer("\n\n" * 8, "line", "--lang", language)
        assert max(cells(line) for line in ended.out.splitlines()) <= 80
