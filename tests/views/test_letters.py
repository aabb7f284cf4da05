"""The shipped font: no letter that axb says comes out as a box."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import axb
from axb.views import contact_sheet
from axb.views.letters import FAMILY, font, font_bytes, font_face, lines_within, width_of

SOURCE = Path(axb.__file__).parent
MISSING = "\U0010fffe"  # no font has it: what is drawn for it is the box


def shape(text: str) -> tuple[tuple[int, int], bytes]:
    mask = font(32).getmask(text)
    return mask.size, bytes(mask)


def said() -> Iterator[str]:
    """All sentences in both languages, and all lessons."""
    for path in SOURCE.rglob("*.toml"):
        for sentence in tomllib.loads(path.read_text("utf-8")).values():
            yield from (text for text in sentence.values() if isinstance(text, str))
    yield from (path.read_text("utf-8") for path in SOURCE.rglob("*.md"))


def test_every_letter_of_every_sentence_is_in_the_font() -> None:
    letters = {letter for text in said() for letter in text if letter.isprintable() and not letter.isspace()}
    box = shape(MISSING)
    assert "損" in letters
    assert sorted(letter for letter in letters if shape(letter) == box) == [], "run scripts/make_font.py"


def test_signs_of_mathematics_are_in_the_font() -> None:
    box = shape(MISSING)
    assert [sign for sign in "αβμλεσθρ²³√∂Δ∇∑×÷→←≤≥∈±…−≈∞₀₁₂ᵢ⁰⁻¹⁵ŷâ" if shape(sign) == box] == []


def test_the_licence_lies_beside_the_font() -> None:
    folder = SOURCE / "views" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8")
    assert len(font_bytes()) < 1_500_000


def test_a_page_can_hold_the_font() -> None:
    rule = font_face()
    assert FAMILY in rule
    assert "http" not in rule


def test_japanese_captions_are_letters_and_not_boxes() -> None:
    pictures = np.zeros((1, 8, 8, 1), np.uint8)
    sheets = [np.asarray(contact_sheet(pictures, [text])) for text in ("靴靴", "鞄鞄", MISSING * 2)]
    assert len({sheet.tobytes() for sheet in sheets}) == 3


def test_lines_fit() -> None:
    for text in (
        "The loss went from 2.1 to 0.4 in 180 steps.",
        "損失は 180 ステップで 2.1 から 0.4 になりました。",
    ):
        lines = lines_within(text, 20, 160)
        assert len(lines) > 2
        assert max(width_of(line, 20) for line in lines) <= 160
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert lines_within("short", 20, 400) == ["short"]
    assert lines_within("", 20, 400) == [""]
    assert lines_within("Donaudampfschiff", 20, 30) == ["Donaudampfschiff"]


def test_the_width_is_what_is_drawn() -> None:
    picture = Image.new("L", (400, 60))
    ImageDraw.Draw(picture).text((0, 0), "損失 loss", 255, font(30))
    box = picture.getbbox()
    assert box is not None
    assert abs(box[2] - width_of("損失 loss", 30)) <= 4
