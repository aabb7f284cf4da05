"""What reaches the terminal: columns that fit its width, in any encoding."""

import io
import json
import math
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from axb.words.wrapping import cells, wrapped

WIDEST = 100  # columns: longer lines are hard to read
NARROWEST = 20  # columns for a text beside its label
GAP = "  "

Row = tuple[str, str]


class Unbroken(str):
    """Text that is to be copied: never broken over two lines."""

    __slots__ = ()


def make_printable() -> None:
    """A letter that the output's encoding lacks (Windows: often not UTF-8) becomes "?", not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def columns(rows: Sequence[Row], indent: int = 2) -> list[str]:
    """Lines of a left column and, wrapped beside it, a right one."""
    left = max((cells(label) for label, _ in rows), default=0)
    start = indent + left + (len(GAP) if left else 0)
    room = max(min(shutil.get_terminal_size().columns, WIDEST) - start, NARROWEST)
    return [
        (" " * indent + padded(label if number == 0 else "", start - indent) + line).rstrip()
        for label, text in rows
        for number, line in enumerate([text] if isinstance(text, Unbroken) else wrapped(text, room))
    ]


def padded(text: str, room: int) -> str:
    """`text` with spaces up to `room` columns."""
    return text + " " * (room - cells(text))


def tell(rows: Sequence[Row]) -> None:
    """Print rows of a label and what is to say about it; nothing where there are none."""
    if rows:
        print("\n".join(columns(rows, indent=0)), flush=True)


def show_share(done: int, of: int, what: str = "") -> None:
    """A line that moves, where there is a terminal; 0 of 0 wipes it away."""
    if not sys.stdout.isatty():
        return
    from axb.training.callbacks.progress import bar

    room = 24
    line = f"{bar(done / of, room)} {done}/{of} {what}" if of else ""
    print(f"\r{line:<{room + 48}}", end="" if of else "\r", flush=True)


def print_json(document: object) -> None:
    """For programs. A number that JSON hasn't (NaN, infinity) is null; dates and paths are text."""
    print(json.dumps(_writable(document), ensure_ascii=False, indent=2, allow_nan=False))


def _writable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _writable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(one) for one in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, str | int | None) else str(value)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Print a table; the columns whose numbers are in `right` are pushed to the right.

    On a terminal that is too narrow the widest columns are cut; in a file or a pipe nothing is.
    """
    table = [list(heads), *(list(row) for row in rows)]
    sizes = [max(cells(row[place]) for row in table) for place in range(len(heads))]
    if sys.stdout.isatty():
        _fit(sizes, shutil.get_terminal_size().columns - len(GAP) * (len(heads) - 1))
    for row in table:
        shown = (_aligned(text, sizes[place], place in right) for place, text in enumerate(row))
        print(GAP.join(shown).rstrip())


def _fit(sizes: list[int], room: int) -> None:
    """Take columns away from the widest one, again and again."""
    while sum(sizes) > room and max(sizes) > 3:
        sizes[sizes.index(max(sizes))] -= 1


def _aligned(text: str, size: int, right: bool) -> str:
    if cells(text) > size:
        while cells(text) > size - 1:
            text = text[:-1]
        text += "…"
    return " " * (size - cells(text)) + text if right else padded(text, size)
