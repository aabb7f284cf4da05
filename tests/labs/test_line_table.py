"""Points from a .csv and back."""

from pathlib import Path

import pytest

from axb.labs.line import LineLab, line_lab
from axb.labs.line.table import from_csv, to_csv
from axb.words import InputError


def csv(text: str) -> list[list[float]]:
    return from_csv(Path("mine.csv"), text.encode()).tolist()


def test_the_columns_x_and_y_or_the_first_two_of_numbers() -> None:
    assert csv("y,name,x\n1,a,10\n2,b,20\n") == [[10, 1], [20, 2]]
    assert csv("town;rooms;price\nKyoto;2;90\nNara;3;120\n") == [[2, 90], [3, 120]]


def test_rows_without_both_are_left_out() -> None:
    assert csv("x,y\n1,2\n,3\n4,NA\n5,6\n") == [[1, 2], [5, 6]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1,2\n3,4\n", "The first row of mine.csv must name the columns"),
        ("x,y\nred,1\nblue,2\n", "mine.csv must have two columns of numbers, x and y; it has 1"),
        ("x,y\n1,\n,2\n", "mine.csv must have from 1 to 1,000 rows with both x and y; it has 0"),
        ("x,y\n" + "1,2\n" * 1001, "it has 1,001"),
        ("x,y\n1,1e30\n2,3\n", "must lie between"),
        ("x,y\n", "no rows"),
        ("", "is empty"),
        ("x,y\n1,2,3\n", "line 2 has 3"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        csv(text)


def test_points_leave_as_they_came(tmp_path: Path) -> None:
    lab = LineLab("noisy")
    path = tmp_path / "points.csv"
    path.write_text(to_csv(lab.cloud.points))
    assert (line_lab({"points": str(path)}).cloud.points == lab.cloud.points).all()


def test_a_refused_file_changes_nothing(tmp_path: Path) -> None:
    lab = LineLab("clean")
    with pytest.raises(InputError):
        lab.read_csv(tmp_path / "absent.csv")
    assert not lab.cloud.can_undo
    lab.read_csv(Path("a.csv"), b"x,y\n1,2\n3,4\n")
    assert lab.cloud.points.tolist() == [[1, 2], [3, 4]]
    lab.undo()
    assert len(lab.cloud.points) == 9
