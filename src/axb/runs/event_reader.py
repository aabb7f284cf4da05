"""TensorBoard's event files read: their scalars, as far as a file is whole.

A scalar is a summary's `simple_value` (TensorFlow 1, PyTorch) or a tensor of one number (TensorFlow 2, Keras). Fields:
event {2 step, 5 summary {1 value {1 tag, 2 simple_value, 8 tensor {1 dtype, 4 tensor_content,
5 float_val, 6 double_val}}}}. For the framing see `axb.runs.event_file`.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from axb.runs.event_file import masked

LARGEST = 2**16  # bytes of an event; what is larger is no scalar, and is passed over
MOST = 2_000_000  # scalars
VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5  # kinds of fields
NUMBERS = {1: ("<f4", 5), 2: ("<f8", 6)}  # a tensor's dtype -> how its numbers are written, in which field
FIRST_BIT, ALL_BITS = 1 << 63, (1 << 64) - 1
Scalars = dict[str, list[tuple[int, float]]]  # each tag's steps and values


@dataclass
class Events:
    """What was read. scalars: for each tag its (step, value)s, in the file's order.

    others: values that are no scalars. damaged: records whose checksum or form is wrong, which are passed over. cut:
    files that end in the middle of a record, or of which nothing after some place can be read. left: how many scalars
    would still have been read.
    """

    scalars: Scalars = field(default_factory=dict)
    others: int = 0
    damaged: int = 0
    cut: int = 0
    left: int = MOST

    def add(self, other: "Events", names: Callable[[str], str]) -> None:
        """Take over what another file held, its tags under other names."""
        for tag, values in other.scalars.items():
            self.scalars.setdefault(names(tag), []).extend(values)
        self.others += other.others
        self.damaged += other.damaged
        self.cut += other.cut
        self.left = other.left


def read_events(path: Path, into: Events) -> None:
    """Add what is in an event file. Raises OSError."""
    for record in _records(path, into):
        if into.left <= 0:
            return
        try:
            _take(record, into)
        except (ValueError, LookupError, TypeError, struct.error):
            into.damaged += 1


def is_event_file(path: Path) -> bool:
    """By its name, as TensorBoard itself tells."""
    return "tfevents" in path.name


def _records(path: Path, into: Events) -> Iterator[bytes]:
    """The contents of the records whose checksums are right, in a file as long as it is now."""
    with path.open("rb") as file:
        left = path.stat().st_size
        while left > 0:
            head = file.read(12)
            (length,) = struct.unpack("<Q", head[:8]) if len(head) == 12 else (left,)
            left -= length + 16
            if left < 0 or masked(head[:8]) != head[8:]:
                into.cut += 1  # where the next record begins is not known
                return
            if length > LARGEST:
                file.seek(length + 4, 1)
                into.others += 1
                continue
            content, check = file.read(length), file.read(4)
            if masked(content) == check:
                yield content
            else:
                into.damaged += 1


def _take(record: bytes, into: Events) -> None:
    """Add an event's scalars."""
    step, summaries = 0, []
    for number, value in _fields(memoryview(record)):
        if number == 2:
            step = value if value < FIRST_BIT else value - 2 * FIRST_BIT
        elif number == 5:
            summaries.append(value)
    for one in (value for summary in summaries for number, value in _fields(summary) if number == 1):
        tag, scalar = _tagged(one)
        if scalar is None or step < 0 or not tag:
            into.others += 1
        else:
            into.scalars.setdefault(tag, []).append((step, scalar))
            into.left -= 1


def _tagged(value: memoryview) -> tuple[str, float | None]:
    """A summary value's tag, and its number; None where it is none."""
    tag, scalar = "", None
    for number, content in _fields(value):
        if number == 1:
            tag = str(content, "utf-8")
        elif number == 2:
            scalar = float(struct.unpack("<f", content)[0])
        elif number == 8:
            scalar = _of_tensor(content)
    return tag, scalar


def _of_tensor(tensor: memoryview) -> float | None:
    """The number of a tensor that holds one."""
    found: dict[int, Any] = {}
    for number, content in _fields(tensor):
        found[number] = content
    form, place = NUMBERS.get(found.get(1, 0), ("", 0))
    held = found.get(4) or found.get(place)
    if not form or held is None or len(held) != np.dtype(form).itemsize:
        return None
    return float(np.frombuffer(held, form)[0])


def _fields(message: memoryview) -> Iterator[tuple[int, Any]]:
    """(number, value) of each field: a whole number, or bytes. What is no message raises one of many errors."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        if key & 7 == VARINT:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        size, at = _varint(message, at) if key & 7 == BYTES else ({EIGHT: 8, FOUR: 4}[key & 7], at)
        if at + size > len(message):
            raise ValueError
        yield key >> 3, message[at : at + size]
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A whole number of seven bits a byte, and where it ends. At most ten bytes."""
    number = 0
    for place in range(10):
        byte = message[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number & ALL_BITS, at + place + 1
    raise ValueError
