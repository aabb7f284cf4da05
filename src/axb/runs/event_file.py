"""TensorBoard's event files, scalars alone: written without TensorBoard.

A file is records of (length, checksum, event, checksum), as TFRecord has it; an event is a protocol buffer of these
fields: 1 wall_time (double), 2 step (int64), 3 file_version (string), 5 summary {1 value {1 tag, 2 simple_value}}.
Checksums are CRC-32C (Castagnoli), masked.
"""

import os
import socket
import struct
import time
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

POLYNOMIAL = 0x82F63B78  # of CRC-32C, its bits from right to left
MASK = 0xA282EAD8


@cache
def _table() -> list[int]:
    def shifted(value: int) -> int:
        for _ in range(8):
            value = (value >> 1) ^ (POLYNOMIAL if value & 1 else 0)
        return value

    return [shifted(byte) for byte in range(256)]


def checksum(data: bytes) -> int:
    """CRC-32C of some bytes."""
    table, crc = _table(), 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def masked(data: bytes) -> bytes:
    """The checksum as it stands in a file: TFRecord turns it round, so that no checksum is one of a checksum."""
    crc = checksum(data)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + MASK) & 0xFFFFFFFF)


def record(event: bytes) -> bytes:
    """An event as it stands in a file."""
    length = struct.pack("<Q", len(event))
    return length + masked(length) + event + masked(event)


def _number(value: int) -> bytes:
    """A whole number (>= 0), seven bits a byte, the last ones first."""
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def _text(field: int, content: bytes) -> bytes:
    return bytes([field << 3 | 2]) + _number(len(content)) + content


def scalar(tag: str, value: float, step: int, wall_time: float) -> bytes:
    """One number as an event."""
    told = _text(1, tag.encode()) + bytes([2 << 3 | 5]) + struct.pack("<f", value)
    return _head(wall_time) + bytes([2 << 3]) + _number(step) + _text(5, _text(1, told))


def _head(wall_time: float) -> bytes:
    return bytes([1 << 3 | 1]) + struct.pack("<d", wall_time)


class EventFile:
    """A new event file in a folder, which is made where it is missing. Every number is on disk at once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        now = time.time()
        name = (
            f"events.out.tfevents.{int(now):010}.{socket.gethostname()}.{os.getpid()}.{time.monotonic_ns()}"
        )
        self.path = folder / name
        self._file = self.path.open("ab", buffering=0)
        self._file.write(record(_head(now) + _text(3, b"brain.Event:2")))

    def add(self, tag: str, value: float, step: int, wall_time: float | None = None) -> None:
        """Write one number down, as one of now or of `wall_time` (seconds since 1970)."""
        self._file.write(record(scalar(tag, value, step, time.time() if wall_time is None else wall_time)))

    def close(self) -> None:
        """No more will come."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
