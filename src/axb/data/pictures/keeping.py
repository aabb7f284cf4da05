"""The pictures of a folder, decoded once and kept as one array on disk, of which memory holds what is looked at."""

import hashlib
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data.folders import cache_folders
from axb.data.pictures.reading import Fit, Row, read
from axb.data.pictures.scanning import Scan
from axb.data.progress import tell
from axb.words import InputError

FORMAT = 1  # of what is kept: another one is decoded anew
AT_ONCE = 256  # pictures that are decoded before they are written
KEPT = 12  # folders whose pictures stay decoded, the last ones used
FACTS, PIXELS, ROWS = "facts.json", "pixels.npy", "rows.npy"


@dataclass(frozen=True)
class Kept:
    """pixels: uint8 (N, side, side, C) in the order of shares. labels: int64 (N,). shares: float64 (N,), ascending.
    left_out: counts and examples of what could not be decoded."""

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    shares: NDArray[np.float64]
    left_out: dict[str, list[str]]
    place: Path


def kept(found: Scan, side: int, fit: Fit, colour: str) -> Kept:
    """What was kept of this very folder, else decoded now. Raises InputError where it cannot be written."""
    root = cache_folders("pictures")[0]
    place = root / _key(found, side, fit, colour)
    try:
        if not (place / FACTS).is_file():
            root.mkdir(parents=True, exist_ok=True)
            _make(found, side, fit, colour, place)
            _forget_old(root)
        return _open(place)
    except OSError as error:
        problem = error.strerror or error
        raise InputError("pictures.cannot_keep", folder=found.folder, cache=root, problem=problem) from error


def _key(found: Scan, side: int, fit: Fit, colour: str) -> str:
    """Another one as soon as a file is added, taken away, or written to."""
    digest = hashlib.sha256(
        f"{FORMAT} {found.folder.resolve()} {side} {fit} {colour}".encode(errors="surrogateescape")
    )
    for path, label in found.files:
        digest.update(f"\n{path} {label} {_stamp(path)}".encode(errors="surrogateescape"))
    return digest.hexdigest()[:24]


def _stamp(path: Path) -> str:
    try:
        seen = path.stat()
    except OSError:
        return "-"
    return f"{seen.st_size} {seen.st_mtime_ns}"


def _make(found: Scan, side: int, fit: Fit, colour: str, place: Path) -> None:
    """Decode into a folder beside, which gets its name when it is whole."""
    beside = Path(tempfile.mkdtemp(prefix="new-", dir=place.parent))
    try:
        labels, shares, grey, left_out = _decode(found, side, fit, beside / ROWS)
        order = np.lexsort((np.arange(len(shares)), shares))
        _write_sorted(beside, order, side, 1 if colour == "grey" or (colour == "auto" and grey) else 3)
        facts = {"labels": labels[order].tolist(), "shares": shares[order].tolist(), "left_out": left_out}
        (beside / FACTS).write_text(json.dumps(facts), "utf-8")
        if not (place / FACTS).is_file():  # another process may have been faster
            shutil.rmtree(place, ignore_errors=True)
            beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _decode(found: Scan, side: int, fit: Fit, path: Path) -> tuple[Any, Any, bool, dict[str, list[str]]]:
    """All pictures into one file, RGB, as they come; labels, shares, whether all are grey, what was left out."""
    labels, shares, grey = list[int](), list[float](), True
    left_out: dict[str, list[str]] = {}
    with path.open("wb") as file, warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # what Pillow thinks of strange files is no concern of who trains on them
        for (source, label), row in _rows(found, side, fit):
            if isinstance(row, str):
                left_out.setdefault(row, []).append(str(source.relative_to(found.folder)))
                continue
            file.write(row.pixels.tobytes())
            labels.append(label)
            shares.append(row.share)
            grey = grey and row.is_grey
    return np.array(labels, np.int64), np.array(shares, np.float64), grey, left_out


def _rows(found: Scan, side: int, fit: Fit) -> Iterator[tuple[tuple[Path, int], Row | str]]:
    """Decoded by all processors, a few hundred at a time: memory is bounded."""
    count = len(found.files)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for start in range(0, count, AT_ONCE):
            tell(start, count)
            some = found.files[start : start + AT_ONCE]
            yield from zip(some, pool.map(lambda one: read(one[0], side, fit), some), strict=True)
    tell(0, 0)


def _write_sorted(beside: Path, order: NDArray[np.int64], side: int, channels: int) -> None:
    """The rows in this order as an .npy file; grey where one channel is wanted (ITU-R 601-2, as Pillow does)."""
    target = np.lib.format.open_memmap(beside / PIXELS, "w+", np.uint8, (len(order), side, side, channels))
    if len(order):
        rows = np.memmap(beside / ROWS, np.uint8, "r", shape=(len(order), side, side, 3))
        for start in range(0, len(order), AT_ONCE):
            some = rows[order[start : start + AT_ONCE]]
            target[start : start + AT_ONCE] = some if channels == 3 else _grey(some)
        del rows
    target.flush()
    del target
    (beside / ROWS).unlink()


def _grey(some: NDArray[np.uint8]) -> NDArray[np.uint8]:
    weighted = some.astype(np.uint32) @ np.array([19595, 38470, 7471], np.uint32)
    return ((weighted + 0x8000) >> 16).astype(np.uint8)[..., None]


def _open(place: Path) -> Kept:
    facts = json.loads((place / FACTS).read_text("utf-8"))
    os.utime(place / FACTS)  # used last
    labels, shares = np.array(facts["labels"], np.int64), np.array(facts["shares"], np.float64)
    # "c": a page that somebody writes to is theirs alone; PyTorch wants arrays that may be written to
    pixels = (
        np.load(place / PIXELS, mmap_mode="c", allow_pickle=False)
        if len(labels)
        else np.zeros((0, 1, 1, 1), np.uint8)
    )
    return Kept(pixels, labels, shares, facts["left_out"], place)


def _forget_old(root: Path) -> None:
    """Delete all but those used last; whoever has one open keeps it where the system allows, else it stays."""
    used = sorted(root.glob(f"*/{FACTS}"), key=lambda one: one.stat().st_mtime, reverse=True)
    for one in used[KEPT:]:
        shutil.rmtree(one.parent, ignore_errors=True)
