"""Reader of IDX files, the format of MNIST and Fashion-MNIST ("file formats" at yann.lecun.com/exdb/mnist).

Two zero bytes, a byte for the type, a byte for the number of axes, each axis's length as a big-endian 32-bit
number, then the values, big-endian.
"""

import gzip
import math
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from axb.words import InputError

TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
MAX_AXES = 8
MAX_BYTES = 2**30
CHUNK = 2**20
Stream = BinaryIO | gzip.GzipFile


def read_idx(path: Path | str) -> NDArray[Any]:
    """The array in an IDX file, plain or gzipped (told by its first bytes), in the machine's byte order.

    Never holds more than the file really has, whatever its header claims.
    Raises InputError where the file can't be read, is no IDX file, is damaged, too short, long or big.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            if not zipped:
                return _read(file, path)
            with gzip.open(file, "rb") as stream:
                return _read(stream, path)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError("data.idx_damaged", path=path, error=error) from error
    except OSError as error:
        raise InputError("data.unreadable", path=path, error=error.strerror or error) from error


def _read(stream: Stream, path: Path) -> NDArray[Any]:
    dtype, shape = _read_header(stream, path)
    size = math.prod(shape) * dtype.itemsize
    if size > MAX_BYTES:
        raise InputError("data.idx_huge", path=path, shape=shape, limit=MAX_BYTES // 2**20)
    values = _read_up_to(stream, size)
    if len(values) < size:
        raise InputError("data.idx_short", path=path, shape=shape, size=size, got=len(values))
    if stream.read(1):
        raise InputError("data.idx_long", path=path, shape=shape, size=size)
    return np.frombuffer(values, dtype).reshape(shape).astype(dtype.newbyteorder("="), copy=False)


def _read_header(stream: Stream, path: Path) -> tuple[np.dtype[Any], tuple[int, ...]]:
    magic = stream.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in TYPES or not 1 <= magic[3] <= MAX_AXES:
        raise InputError("data.idx_magic", path=path, magic=magic.hex(" ") or "-")
    axes = stream.read(4 * magic[3])
    if len(axes) < 4 * magic[3]:
        raise InputError("data.idx_magic", path=path, magic=(magic + axes).hex(" "))
    shape = tuple(int(length) for length in np.frombuffer(axes, ">u4"))
    if 0 in shape:
        raise InputError("data.idx_empty", path=path, shape=shape)
    return np.dtype(TYPES[magic[2]]), shape


def _read_up_to(stream: Stream, size: int) -> bytearray:
    """`size` bytes, or fewer where the stream ends; in pieces: memory follows the file, not its header."""
    values = bytearray()
    while len(values) < size and (piece := stream.read(min(CHUNK, size - len(values)))):
        values += piece
    return values
