"""Lines for a terminal: broken at spaces and between Japanese letters, which are two columns wide."""

import unicodedata

NOT_AT_START = "、。,.)」』】!?ー:;,.)!?:;"
NOT_AT_END = "(「『【("


def cells(text: str) -> int:
    """How many columns a text takes."""
    return sum(0 if unicodedata.combining(letter) else 2 if _is_wide(letter) else 1 for letter in text)


def wrapped(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns; a single word that is longer stays whole."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and cells((line + piece).rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What is never broken: a word with the space behind it, a wide letter with the stop behind it."""
    pieces: list[str] = []
    for letter in text:
        if pieces and not _may_break(pieces[-1], letter):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _may_break(before: str, letter: str) -> bool:
    last = before[-1]
    if letter == " " or letter in NOT_AT_START or last in NOT_AT_END:
        return False
    return last == " " or _is_wide(last) or _is_wide(letter)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
