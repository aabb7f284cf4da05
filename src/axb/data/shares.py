"""Which part an example is in, from its content alone."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from axb.data.dataset import Array

BITS = 48  # of the digest: so many a float64 holds exactly


def share_of(content: "bytes | memoryview") -> float:
    """A number in [0, 1) that follows from the bytes: the first 48 bits of their SHA-256."""
    number: int = int.from_bytes(hashlib.sha256(content).digest()[: BITS // 8])
    return number / (1 << BITS)


def shares_of(x: Array) -> NDArray[np.float64]:
    """The same of each row of an array, in little-endian bytes: equal rows have equal ones."""
    little = np.ascontiguousarray(x, dtype=x.dtype.newbyteorder("<"))
    return np.array([share_of(row.tobytes()) for row in little], np.float64)
