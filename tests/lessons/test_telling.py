"""Numbers and goals in a few words."""

import pytest

from axb.lessons import Goal
from axb.lessons.telling import shown, wanted
from axb.words import speaking


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.27345, "0.273"), (3.0, "3"), (-0.5, "-0.5"), (1e-9, "0"), (1430.768, "1,431"), (4.3e27, "4.3e+27"),
     (float("nan"), "–"), (float("inf"), "∞"), (float("-inf"), "−∞")],
)  # fmt: skip
def test_numbers_have_three_figures(value: float, text: str) -> None:
    assert shown(value) == text


def test_a_goal_is_told_in_both_languages() -> None:
    assert wanted(Goal("loss", below=0.3)) == "loss below 0.3"
    assert wanted(Goal("accuracy", above=0.95)) == "accuracy above 0.95"
    assert wanted(Goal("loss", below=4.1, above=3.9)) == "loss from 3.9 to 4.1"
    with speaking("ja"):
        assert "損失" in wanted(Goal("loss", below=0.3))
