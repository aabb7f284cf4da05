import pytest

from axb.data.ranges import one_of, read_whole
from axb.words import InputError


@pytest.mark.parametrize("text, number", [("0", 0), (" 7 ", 7), ("1000000", 10**6)])  # noqa: PT006
def test_a_whole_number_is_read_as_it_is_typed(text: str, number: int) -> None:
    assert read_whole("steps", text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "x", "1000001", "²"])
def test_what_is_no_whole_number_is_told(text: str) -> None:
    with pytest.raises(InputError, match=r"steps.*1000000"):
        read_whole("steps", text)


def test_one_of_those_known_is_taken_and_another_told() -> None:
    assert one_of("window", 3, (1, 3, 5)) == 3
    assert one_of("name", "a", {"a": 1}) == "a"
    with pytest.raises(InputError, match=r"window.*1, 3, 5.*2"):
        one_of("window", 2, (1, 3, 5))
