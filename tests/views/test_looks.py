"""Colours and captions that all figures share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.views.figure import caption, new_figure, plain
from axb.views.palette import OKABE_ITO, THEMES, class_color, weight_color
from axb.words.wrapping import NOT_AT_START, wrapped


def luminance(color: str) -> float:
    """WCAG's relative luminance of "#rrggbb"."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values())
def test_text_can_be_read_on_its_paper(theme: object) -> None:
    assert contrast(theme.ink, theme.paper) > 7
    assert contrast(theme.muted, theme.paper) > 4.5


@pytest.mark.parametrize("theme", THEMES.values())
def test_thick_lines_of_weights_are_seen_on_both_papers(theme: object) -> None:
    assert all(contrast(str(weight_color(value)), theme.paper) > 2.5 for value in (-1, 1))


def test_sixteen_classes_have_colours_of_their_own() -> None:
    colors = [class_color(label) for label in range(17)]
    assert tuple(colors[:8]) == OKABE_ITO
    assert len(set(colors[:16])) == 16
    assert colors[16] == colors[0]


def test_the_caption_stands_above_the_figure() -> None:
    short, long = new_figure("Short.", 300), new_figure("word " * 40, 300)
    assert caption(short) == "Short."
    assert short.layout.title.text == "Short."
    assert long.layout.title.text.count("<br>") == 2
    assert long.layout.height - short.layout.height == long.layout.margin.t - short.layout.margin.t > 0


def test_text_is_not_read_as_html() -> None:
    assert plain('<a href="x">&</a>') == '&lt;a href="x"&gt;&amp;&lt;/a&gt;'


def test_english_breaks_between_words_and_japanese_between_letters() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("損失は下がりました。", 12) == ["損失は下がり", "ました。"]
    assert wrapped("損失は下がり。", 12) == ["損失は下が", "り。"]
    assert wrapped("", 10) == [""]


@given(st.text(st.sampled_from("ab 損失、。が"), max_size=60), st.integers(4, 30))
def test_wrapping_loses_no_letter_and_starts_no_line_with_a_stop(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith(tuple(NOT_AT_START)) for line in lines[1:])
