"""Scalars read out of an event file, by the format's own rules."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axb.runs.event_file import record


def scalars(path: Path) -> list[tuple[str, int, float]]:
    """(tag, step, value) of each; every record's checksums hold, and the first one is the version."""
    data, found = path.read_bytes(), []
    while data:
        (length,) = struct.unpack("<Q", data[:8])
        event, whole = data[12 : 12 + length], data[: 16 + length]
        assert record(event) == whole
        fields, data = dict(_fields(event)), data[16 + length :]
        if 3 in fields:
            assert fields[3] == b"brain.Event:2"
            continue
        value = dict(_fields(dict(_fields(fields[5]))[1]))
        found.append((value[1].decode(), fields.get(2, 0), struct.unpack("<f", value[2])[0]))
    return found


def _fields(message: bytes) -> Iterator[tuple[int, Any]]:
    while message:
        key, message = message[0], message[1:]
        kind = key & 7
        if kind in (1, 5):
            size = 8 if kind == 1 else 4
            yield key >> 3, message[:size]
        else:
            size, number = _number(message)
            if kind == 2:
                message, size = message[size:], number
                yield key >> 3, message[:size]
            else:
                yield key >> 3, number
        message = message[size:]


def _number(message: bytes) -> tuple[int, int]:
    number = 0
    for place, byte in enumerate(message):
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return place + 1, number
    raise AssertionError("a number without an end")
