"""A .csv file as text: named columns and rows of equal length, or one sentence on why not."""

import io
import re
from collections import Counter
from csv import Error, reader
from dataclasses import dataclass
from pathlib import Path

from axb.words import InputError

MAX_BYTES = 100 * 2**20
MAX_COLUMNS = 10_000
ENCODINGS = ("utf-8-sig", "cp932")  # cp932: what Japanese Excel writes unless told otherwise
NEVER_IN_TEXT = ("\0", "\uf8f0", "\uf8f1", "\uf8f2", "\uf8f3")  # UTF-16, or bytes cp932 has no letter for
DELIMITERS = (",", ";", "\t")
QUOTED = re.compile('"[^"]*"')


@dataclass(frozen=True)
class CsvFile:
    """`columns` as the header names them ("" where it names none); every row has a text for each of them."""

    path: Path
    columns: tuple[str, ...]
    rows: list[list[str]]
    encoding: str


def read_csv(path: Path, content: bytes | None = None) -> CsvFile:
    """Read a .csv with a header row, in UTF-8 or else cp932, parted by comma, semicolon or tab.

    Spaces around a text don't count, empty lines neither. `content`: what is in it, where it is on no disk.
    Raises InputError where the file cannot be read, is over 100 MiB or 10,000 columns, has no header or no
    rows, names a column twice, or has a row of another length than its header.
    """
    text, encoding = _decode(path, _read_bytes(path) if content is None else content)
    header, *rows = _parse(path, text) or [[]]
    if not header:
        raise InputError("data.csv_empty", path=path)
    if not rows:
        raise InputError("data.csv_no_rows", path=path)
    if len(header) > MAX_COLUMNS:
        raise InputError("data.csv_wide", path=path, columns=len(header), limit=MAX_COLUMNS)
    for name, count in Counter(header).items():
        if name and count > 1:
            raise InputError("data.csv_same_name", path=path, column=name)
    return CsvFile(path, tuple(header), rows, encoding)


def _read_bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError("data.csv_absent", path=path)
        if (size := path.stat().st_size) > MAX_BYTES:
            raise InputError("data.csv_huge", path=path, size=size // 2**20, limit=MAX_BYTES // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise InputError("data.unreadable", path=path, error=error.strerror or error) from error


def _decode(path: Path, content: bytes) -> tuple[str, str]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(mark in text for mark in NEVER_IN_TEXT):
            return text, encoding
    raise InputError("data.csv_encoding", path=path)


def _parse(path: Path, text: str) -> list[list[str]]:
    """The lines that are not empty, cut into stripped texts; the first, the header, sets their number."""
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=QUOTED.sub("", first_line).count)
    lines = reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for cells in lines:
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if rows and len(row) != len(rows[0]):
                raise InputError(
                    "data.csv_ragged", path=path, line=lines.line_num, got=len(row), columns=len(rows[0])
                )
            rows.append(row)
    except Error as error:
        raise InputError("data.csv_broken", path=path, line=lines.line_num, error=error) from error
    return rows
