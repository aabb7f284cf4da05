from dataclasses import replace

import pytest
from harness.numbers import failures, measured, of_goal, reaches, summarize, verdict

from benchmarks.makers import ROW, one_round

RATIO, DIFFERENCE = ROW.goals


def test_the_middle_is_a_median_or_a_mean_and_the_spread_is_from_the_least_to_the_most() -> None:
    summary = summarize([4.0, 1.0, 10.0])
    assert summary is not None
    assert (summary.middle, summary.low, summary.high, summary.values) == (4.0, 1.0, 10.0, (4.0, 1.0, 10.0))
    mean = summarize([4.0, 1.0, 10.0], "mean")
    assert mean is not None
    assert mean.middle == 5.0
    assert summarize([]) is None


def test_ratios_are_taken_within_a_round() -> None:
    rounds = [one_round(1.0, 2.0), one_round(10.0, 30.0), one_round(2.0, 2.0)]
    assert of_goal(rounds, RATIO) == [2.0, 3.0, 1.0]
    assert of_goal(rounds, DIFFERENCE) == [-1.0, -20.0, 0.0]
    assert of_goal(rounds, replace(RATIO, how="value", against=None)) == [1.0, 10.0, 2.0]


def test_a_round_in_which_one_side_failed_does_not_count() -> None:
    rounds = [one_round(1.0, None), one_round(None, 3.0), one_round(2.0, 3.0)]
    assert of_goal(rounds, RATIO) == [1.5]
    assert measured(rounds, "hare", "time") == [1.0, 2.0]
    assert failures(rounds) == {"hare": "fell asleep", "tortoise": "fell asleep"}


@pytest.mark.parametrize(
    ("sense", "value", "fits"),
    [
        (">=", 1.5, True),
        (">=", 1.4, False),
        ("<=", 1.5, True),
        ("<=", 1.6, False),
        ("within", -1.5, True),
        ("within", -1.6, False),
    ],
)
def test_which_side_of_a_bound(sense: str, value: float, fits: bool) -> None:
    assert reaches(value, 1.5, sense) is fits


def test_verdicts() -> None:
    assert [verdict(RATIO, value) for value in (1.4, 1.5, 2.5)] == ["no", "yes", "aim"]
    assert verdict(DIFFERENCE, 1.0) == ""
