"""Answers are judged, and what is no answer is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.lessons import Choose, Goal, Number
from axb.lessons.question import Choice, Slip
from axb.words import InputError

WHICH = Choose("Which?", (Choice("a", "No."), Choice("b", "Yes.", right=True)))
SUM = Number("2 + 2?", 4, 0.05, "Yes.", "Count again.", (Slip(22, "Beside."),))


def test_a_choice_is_told_by_its_number() -> None:
    assert WHICH.check(" 2 ").right
    assert WHICH.check("1").says == "No."


@pytest.mark.parametrize("given", ["", "0", "3", "b", "-1", "1.0", "²"])
def test_what_is_no_choice_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="from 1 to 2"):
        WHICH.check(given)


@pytest.mark.parametrize("given", ["4", "4.04", "3.96", "4,01", " +4 ", "４", "4e0"])
def test_a_number_is_right_within_its_tolerance(given: str) -> None:
    assert SUM.check(given).right


def test_a_known_slip_gets_its_own_sentence() -> None:
    assert SUM.check("22").says == "Beside."
    assert SUM.check("-5").says == "Count again."
    assert SUM.check("4.06").says == "Count again."


@pytest.mark.parametrize("given", ["", "four", "nan", "inf", "1 2"])
def test_what_is_no_number_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="a number"):
        SUM.check(given)


@pytest.mark.parametrize(("typed", "number"), [("7,850", 7850), ("7,5", 7.5), ("0,105", 0.105), ("−3", -3)])
def test_numbers_are_read_as_people_write_them(typed: str, number: float) -> None:
    assert Number("?", number, 0, "Yes.", "No.").check(typed).right


@given(st.floats(-1e9, 1e9))
def test_every_number_is_itself(number: float) -> None:
    assert Number("?", number, 0, "Yes.", "No.").check(repr(number)).right


def test_a_goal_is_reached_between_its_limits() -> None:
    assert Goal("loss", below=1).reached({"loss": 0.5})
    assert not Goal("loss", below=1).reached({"loss": 1.0})
    assert Goal("a", below=3, above=1).reached({"a": 2})
    assert not Goal("a", below=3, above=1).reached({"a": 0})


def test_a_goal_is_not_reached_by_what_is_no_number() -> None:
    assert not Goal("loss", below=1).reached({})
    assert not Goal("loss", above=1).reached({"loss": float("nan")})
