"""An .npz file, NumPy's archive of arrays by name: what is in it is known, and bounded, before any of it is read."""

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
from numpy.lib import format as npy

from axb.data.dataset import Array
from axb.words import InputError

MAX_BYTES = 2**29  # of the arrays that are read, unpacked
MAX_ARRAYS = 256
KINDS = "biufUS"  # booleans, numbers, texts
HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
BROKEN = (
    ValueError, EOFError, KeyError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile, SyntaxError,
    TokenError,
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """What an array's header says of it, and its archive entry confirms."""

    shape: tuple[int, ...]
    dtype: "np.dtype[Any]"
    size: int  # bytes

    def __str__(self) -> str:
        return f"{self.dtype} {self.shape}"


@dataclass(frozen=True)
class NpzFile:
    """arrays: what is there, by name."""

    path: Path
    arrays: dict[str, Head]

    def read(self, *names: str) -> list[Array]:
        """The arrays of those names. Raises InputError where they are too big together, no numbers or texts, broken."""
        heads = [self.arrays[name] for name in names]
        for name, head in zip(names, heads, strict=True):
            if head.dtype.kind not in KINDS:
                raise InputError("data.npz_objects", path=self.path, array=name, dtype=head.dtype)
        if (size := sum(head.size for head in heads)) > MAX_BYTES:
            raise InputError(
                "data.npz_huge",
                path=self.path,
                arrays=", ".join(names),
                size=size // 2**20,
                limit=MAX_BYTES // 2**20,
            )
        try:
            with np.load(self.path, allow_pickle=False) as opened:
                return [opened[name] for name in names]
        except (*BROKEN, OSError) as error:
            raise InputError("data.npz_broken", path=self.path, error=error) from error

    def listed(self, names: Iterable[str] | None = None) -> str:
        """The arrays with their types and shapes."""
        return ", ".join(f"{name}: {self.arrays[name]}" for name in (self.arrays if names is None else names))


def open_npz(path: Path) -> NpzFile:
    """What an .npz file says it holds. Raises InputError where it can't be read, or is none."""
    try:
        if not path.is_file():
            raise InputError("data.csv_absent", path=path)
        with zipfile.ZipFile(path) as archive:
            entries = [one for one in archive.infolist() if one.filename.endswith(".npy")]
            if not 0 < len(entries) <= MAX_ARRAYS:
                raise InputError("data.npz_count", path=path, count=len(entries), limit=MAX_ARRAYS)
            return NpzFile(path, {one.filename[: -len(".npy")]: _head(archive, one) for one in entries})
    except InputError:
        raise
    except BROKEN as error:
        raise InputError("data.npz_broken", path=path, error=error) from error
    except OSError as error:
        raise InputError("data.unreadable", path=path, error=error.strerror or error) from error


def _head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Head:
    """The header alone. Raises ValueError where it promises other bytes than the archive holds."""
    with archive.open(entry) as file:
        version = npy.read_magic(file)
        if version not in HEADERS:
            raise ValueError(f"{entry.filename}: .npy {version}")
        shape, _, dtype = HEADERS[version](file)
        size = int(np.prod(shape, dtype=object)) * dtype.itemsize
        if not dtype.hasobject and file.tell() + size != entry.file_size:
            raise ValueError(f"{entry.filename}: {shape} {dtype}, {entry.file_size} bytes")
    return Head(tuple(shape), dtype, size)
