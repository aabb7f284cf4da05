"""Text in lines: English breaks between words, Japanese between letters."""

import unicodedata

NOT_AT_START = "、。,.)」』】!?ー:;"


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns of a terminal, where a Japanese letter takes two.

    A single word that is wider keeps a line of its own.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and _columns((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What is never broken: a word with the space behind it, a wide letter with the stop behind it."""
    pieces: list[str] = []
    for letter in text:
        if not pieces or _may_break(pieces[-1][-1], letter):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _may_break(before: str, after: str) -> bool:
    if after in NOT_AT_START or after == " ":
        return False
    return before == " " or _is_wide(before) or _is_wide(after)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _columns(text: str) -> int:
    return sum(2 if _is_wide(letter) else 1 for letter in text)
