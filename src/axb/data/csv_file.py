"""A .csv file as text: named columns and rows of equal length, or one sentence on why not."""

import io
import re
from collections import Counter
from csv import Error, reader
from dataclasses import dataclass
from pathlib import Path

from axb.data.columns import MISSING
from axb.words import InputError

MAX_BYTES = 100 * 2**20
MAX_COLUMNS = 10_000
MAX_CELLS = 12_000_000  # a text of each takes up to 80 bytes of memory
ENCODINGS = ("utf-8-sig", "cp932")  # cp932: what Japanese Excel writes unless told otherwise
NEVER_IN_TEXT = ("\0", "\uf8f0", "\uf8f1", "\uf8f2", "\uf8f3")  # UTF-16, or bytes cp932 has no letter for
DELIMITERS = (",", ";", "\t")
QUOTED = re.compile('"[^"]*"')
SAID = re.compile('\\s*"?sep=([,;\\t])"?[\\r\\n]+')  # how Excel is told what parts the columns
DECIMAL = re.compile(
    r"[+-]?\d*(,\d*)?(e[+-]?\d+)?", re.IGNORECASE
)  # 1,5 is one and a half in half of the world


@dataclass(frozen=True)
class CsvFile:
    """`columns` as the header names them ("" where it names none); every row has a text for each of them."""

    path: Path
    columns: tuple[str, ...]
    rows: list[list[str]]
    encoding: str


def read_csv(path: Path, content: bytes | None = None) -> CsvFile:
    """Read a .csv with a header row, in UTF-8 or else cp932, parted by comma, semicolon or tab.

    Spaces around a text don't count, empty lines neither. Where no comma parts the columns, one within numbers is a
    decimal point. `content`: what is in it, where it is on no disk.
    Raises InputError where the file cannot be read, is over 100 MiB, 10,000 columns or 12 million cells, has no header
    or no rows, names a column twice, or has a row of another length than its header.
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
    said = SAID.match(text)
    skipped = text[: said.end()].count("\n") if said else 0
    text = text[said.end() :] if said else text
    first_line = text.lstrip().partition("\n")[0]
    delimiter = said[1] if said else max(DELIMITERS, key=QUOTED.sub("", first_line).count)
    lines = reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for cells in lines:
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if rows and len(row) != len(rows[0]):
                raise InputError(
                    "data.csv_ragged",
                    path=path,
                    line=lines.line_num + skipped,
                    got=len(row),
                    columns=len(rows[0]),
                )
            rows.append(row)
            if len(rows) * len(row) > MAX_CELLS:
                raise InputError("data.csv_many_cells", path=path, limit=f"{MAX_CELLS:,}")
    except Error as error:
        raise InputError("data.csv_broken", path=path, line=lines.line_num + skipped, error=error) from error
    if delimiter != ",":
        _put_points(rows)
    return rows


def _put_points(rows: list[list[str]]) -> None:
    """Decimal commas become points, in columns that hold nothing but numbers written so."""
    for place in range(len(rows[0]) if rows else 0):
        texts = [row[place] for row in rows[1:]]
        known = [text for text in texts if text.lower() not in MISSING]
        if any("," in text for text in known) and all(DECIMAL.fullmatch(text) for text in known):
            for row in rows[1:]:
                row[place] = row[place].replace(",", ".")
