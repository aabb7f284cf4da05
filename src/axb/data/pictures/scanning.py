"""A folder walked through: which files may be pictures, of which class, and what is left out."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from axb.words import InputError, say

ENDINGS = (".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif", ".bmp")
UNSEEN = (
    "thumbs.db",
    "desktop.ini",
    "__macosx",
)  # what systems leave behind; and names that begin with a dot
PARTS = {"train", "training", "test", "testing", "val", "valid", "validation", "dev"}
MOST = 1_000_000  # pictures of one data set
FOLDERS = 20_000  # below it: more is somebody's whole disk
NAMED = 3  # of what is left out, so many are named


@dataclass
class LeftOut:
    """What was not used, by the reason's key."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, why: str, name: str) -> None:
        """One more."""
        self.counts[why] += 1
        some = self.examples.setdefault(why, [])
        if len(some) < NAMED:
            some.append(name)

    def notes(self, **facts: object) -> list[str]:
        """A sentence for each reason."""
        return [
            say(
                "pictures.note_left_out",
                count=count,
                why=say(f"pictures.why_{why}", **facts),
                names=self._named(why, count),
            )
            for why, count in sorted(self.counts.items())
        ]

    def _named(self, why: str, count: int) -> str:
        return ", ".join(self.examples[why]) + (", …" if count > NAMED else "")


@dataclass
class Scan:
    """files: paths with their class, in the order of their names. classes: none where all lie in one folder."""

    folder: Path
    files: list[tuple[Path, int]]
    classes: tuple[str, ...]
    left_out: LeftOut


def scan(folder: Path) -> Scan:
    """What lies in a folder: folders with pictures in them are classes, of all that lies below each.

    Links are followed, but each folder is walked once. Raises InputError where the folder cannot be read, holds too
    many pictures or folders, or is divided in parts ("train", "test") already.
    """
    left_out = LeftOut()
    try:
        inner, loose = _listed(folder)
        own = _mark(folder)
    except OSError:
        raise InputError("pictures.no_folder", folder=folder) from None
    seen = {own}
    below = {one.name: [*_walk(one, left_out, folder, seen)] for one in inner}
    filled = sorted((name for name, files in below.items() if files), key=_order)
    _check_parts(folder, filled)
    usable = [*_pictures(loose, left_out, folder)]
    if filled:
        for one in usable:
            left_out.add("loose", one.name)
        files = [(path, number) for number, name in enumerate(filled) for path in below[name]]
    else:
        files = [(path, 0) for path in usable]
    if len(files) > MOST:
        raise InputError("pictures.too_many", folder=folder, most=f"{MOST:,}")
    classes = tuple(unicodedata.normalize("NFC", name) for name in filled)
    return Scan(folder, files, classes, left_out)


def _order(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _check_parts(folder: Path, names: list[str]) -> None:
    """Refuse a folder whose folders are parts and no classes."""
    parts = [name for name in names if name.casefold() in PARTS]
    if parts and len(parts) == len(names) and any(name.casefold().startswith("train") for name in parts):
        first = next(name for name in parts if name.casefold().startswith("train"))
        raise InputError(
            "pictures.parts_inside", folder=folder, parts=", ".join(parts), example=folder / first
        )


def _mark(folder: Path) -> tuple[int, int]:
    """What tells a folder from all others, whatever links lead to it."""
    seen = folder.stat()
    return seen.st_dev, seen.st_ino


def _listed(folder: Path) -> tuple[list[Path], list[Path]]:
    """The folders and the files in a folder, in the order of their names. Raises OSError."""
    with os.scandir(folder) as entries:
        names = sorted((one for one in entries if not _unseen(one.name)), key=lambda one: _order(one.name))
    inner = [one.is_dir() for one in names]
    return (
        [folder / one.name for one, is_folder in zip(names, inner, strict=True) if is_folder],
        [folder / one.name for one, is_folder in zip(names, inner, strict=True) if not is_folder],
    )


def _unseen(name: str) -> bool:
    return name.startswith(".") or name.casefold() in UNSEEN


def _walk(start: Path, left_out: LeftOut, top: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """All pictures below, folder by folder; `seen`: the folders that were walked already, whatever links lead there."""
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        try:
            mark = _mark(folder)
            if mark in seen:
                left_out.add("loop", str(folder.relative_to(top)))
                continue
            seen.add(mark)
            inner, files = _listed(folder)
        except OSError:
            left_out.add("closed", str(folder.relative_to(top)))
            continue
        if len(seen) > FOLDERS:
            raise InputError("pictures.too_many_folders", folder=top, most=f"{FOLDERS:,}")
        yield from _pictures(files, left_out, top)
        waiting += reversed(inner)


def _pictures(files: list[Path], left_out: LeftOut, top: Path) -> Iterator[Path]:
    for path in files:
        if path.suffix.casefold() in ENDINGS:
            yield path
        else:
            left_out.add("ending", str(path.relative_to(top)))
