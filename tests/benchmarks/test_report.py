import re

from harness.report import bound, document, table
from harness.row import Goal
from harness.rows import ROWS as REAL_ROWS
from table import BEGIN, END, SHOWN, filled, lines

from benchmarks.makers import ROW, one_round, record

ROWS = {"race": ROW}


def cells(text: str, start: str) -> list[str]:
    """The cells of the table line that starts with these words."""
    found = re.search(rf"^\| {re.escape(start)} \|(.*)\|$", text, re.MULTILINE)
    assert found is not None, f"no line of {start!r} in:\n{text}"
    return [cell.strip() for cell in found[1].split("|")]


def test_every_contestant_with_median_spread_and_all_values() -> None:
    text = document(ROWS, {"race": record(one_round(1.0, 2.0), one_round(3.0, 4.5), one_round(2.0, 8.0))})
    assert cells(text, "the hare") == ["a lap, s", "2.00", "1.00 - 3.00", "1.00, 3.00, 2.00"]
    assert cells(text, "the tortoise") == ["a lap, s", "4.50", "2.00 - 8.00", "2.00, 4.50, 8.00"]
    assert cells(text, "hare against tortoise") == ["2.00x", "1.50 - 4.00", "1.5x", "2.5x", "yes"]
    assert cells(text, "nothing asked")[2:] == ["", "", ""]


def test_circumstances_are_told() -> None:
    text = document(ROWS, {"race": record(one_round(1.0, 2.0))})
    for words in (
        "A race",
        "On foot.",
        "2026-01-02",
        "1 interleaved rounds",
        "a meadow",
        "2 cores",
        "avx2",
        "grass",
    ):
        assert words in text
    assert "- hare, tortoise: legs 4" in text
    assert "quick" not in text


def test_a_failure_is_a_line_and_no_end() -> None:
    text = document(ROWS, {"race": record(one_round(1.0, None))})
    assert "Failed: the tortoise: fell asleep" in text
    assert cells(text, "the tortoise") == ["a lap, s", "failed", "", ""]
    assert cells(text, "hare against tortoise")[0] == "failed"


def test_a_quick_run_says_that_it_measures_nothing() -> None:
    assert "measures nothing" in document(ROWS, {"race": record(one_round(1.0, 2.0), quick=True)})


def test_bounds_in_words() -> None:
    def goal(sense: str, unit: str) -> Goal:
        return Goal("", "", "", sense=sense, unit=unit)  # type: ignore[arg-type]

    assert bound(goal(">=", "x"), 1.5) == "1.5x"
    assert bound(goal("<=", " s"), 0.4) == "at most 0.4 s"
    assert bound(goal("within", " points"), 0.5) == "within 0.5 points"
    assert bound(goal(">=", "x"), None) == ""


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert table(["a"], [["x | y"]]).splitlines()[-1] == "| x / y |"


def test_every_line_of_the_readmes_table_is_a_goal_of_its_row_said_in_both_languages() -> None:
    for key, label, english, japanese in SHOWN:
        assert label in {goal.label for goal in REAL_ROWS[key].goals}
        assert english != japanese


def test_the_readmes_table_has_the_measured_goals_alone() -> None:
    assert lines({}, "en") == []


def test_the_table_takes_the_place_between_its_marks() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter"
    assert filled(text, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter"
    assert filled(filled(text, "new"), "new") == filled(text, "new")
