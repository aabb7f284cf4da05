"""Lines that fit a terminal, Japanese ones too."""

from hypothesis import given
from hypothesis import strategies as st

from axb.words.wrapping import NOT_AT_START, cells, wrapped

WORDS = st.text(st.sampled_from("ab あいう漢字="), max_size=80)
TEXT = st.text(st.sampled_from("ab 、。「」あいう漢字=:,("), max_size=80)


@given(WORDS, st.integers(8, 40))
def test_nothing_is_lost_and_lines_fit(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        if cells(line) > room:
            assert " " not in line.strip()


@given(TEXT)
def test_no_line_begins_with_a_stop(text: str) -> None:
    assert all(line[0] not in NOT_AT_START for line in wrapped(text, 20)[1:] if line)


def test_words_stay_whole() -> None:
    assert wrapped("three small words", 11) == ["three small", "words"]
    assert wrapped("/a/very/long/path/indeed", 5) == ["/a/very/long/path/indeed"]


def test_japanese_breaks_between_letters_but_not_before_a_stop() -> None:
    assert wrapped("学習させます。次へ", 12) == ["学習させま", "す。次へ"]
