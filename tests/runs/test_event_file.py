"""Event files, byte by byte: what TFRecord and protocol buffers ask for."""

import struct
from pathlib import Path

import pytest

from axb.runs.event_file import EventFile, checksum, record, scalar
from runs.events import scalars


@pytest.mark.parametrize(
    ("data", "crc"),
    [(b"123456789", 0xE3069283), (b"", 0), (bytes(32), 0x8A9136AA), (b"\xff" * 32, 0x62A8AB43),
     (bytes(range(32)), 0x46DD794E)],
)  # fmt: skip
def test_checksums_are_those_of_rfc_3720(data: bytes, crc: int) -> None:
    assert checksum(data) == crc


def test_an_event_as_tensorflow_writes_it() -> None:
    """Made with tf.compat.v1.Event(wall_time=1.0, step=300, summary=...(tag="loss", simple_value=0.5))."""
    expected = bytes.fromhex("09000000000000f03f10ac022a0d0a0b0a046c6f7373150000003f")
    assert scalar("loss", 0.5, 300, 1.0) == expected
    framed = record(expected)
    assert struct.unpack("<Q", framed[:8]) == (len(expected),)
    assert framed[12:-4] == expected


def test_numbers_are_read_back(tmp_path: Path) -> None:
    with EventFile(tmp_path / "new" / "train") as file:
        file.add("epoch_loss", 0.25, 0)
        file.add("損失", -1.5, 2**40)
        assert scalars(file.path) == [("epoch_loss", 0, 0.25), ("損失", 2**40, -1.5)], "at once"
    assert file.path.name.startswith("events.out.tfevents.")
