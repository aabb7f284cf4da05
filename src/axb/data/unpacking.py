"""Somebody's files made a folder of pictures: bounded, and no name in them leads anywhere."""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from axb.data.pictures.decoding import BYTES, PIXELS
from axb.data.pictures.scanning import ENDINGS, UNSEEN, LeftOut
from axb.words import InputError

MOST_FILES = 20_000
MOST_BYTES = 2**30  # of all that is unpacked
LETTERS = 60  # of a name
BROKEN = (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error, ValueError)
T = TypeVar("T")
Parts = tuple[str, ...]  # a file's name and the folders it is in, as the zip or the browser tells


def unpack(archive: Path, folder: Path) -> list[str]:
    """Put the pictures of a .zip into `folder`, each below the first folder that tells it from the others: its class.

    Names are made anew of their letters and digits. Returns sentences on what was left out.
    Raises InputError where it is no .zip that can be read, or holds too much.
    """
    left_out, size = LeftOut(), 0
    try:
        with _opened(archive) as zipped:
            members = [(parts_of(one.filename), one) for one in zipped.infolist() if not one.is_dir()]
            seen = [(parts, one) for parts, one in members if not _unseen(parts)]
            pictures, common = pictures_of(seen, left_out)
            for number, (parts, one) in enumerate(pictures):
                with zipped.open(one) as file:
                    content = file.read(BYTES + 1)
                if len(content) > BYTES:
                    left_out.add("large", "/".join(parts))
                    continue
                size += len(content)
                if size > MOST_BYTES:
                    raise InputError("data.drop_huge", limit=MOST_BYTES // 2**20)
                put(folder, parts[common:], number, content)
    except BROKEN as error:
        if isinstance(error, InputError):
            raise
        raise InputError("data.zip_broken", name=archive.name, error=error) from error
    return left_out.notes(most=PIXELS // 10**6, bytes=BYTES // 2**20)


def _opened(archive: Path) -> zipfile.ZipFile:
    """Names without a mark of their encoding are Japanese Windows' where they can be, else the format's own."""
    try:
        return zipfile.ZipFile(archive, metadata_encoding="cp932")
    except UnicodeDecodeError:
        return zipfile.ZipFile(archive)


def put(folder: Path, parts: Parts, number: int, content: bytes) -> None:
    """Write one picture below the class that its first folder names."""
    place = folder / clean(parts[0]) if len(parts) > 1 else folder
    place.mkdir(parents=True, exist_ok=True)
    name = Path(parts[-1])
    (place / f"{number:05}-{clean(name.stem)}{name.suffix.lower()}").write_bytes(content)


def parts_of(name: str) -> Parts:
    """The folders and the name in a path, whichever system wrote it."""
    return tuple(part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")) or ("-",)


def clean(name: str) -> str:
    """Its letters and digits, in any script; nothing that a system takes for more than a name."""
    kept = re.sub(r"[^\w \-]", "_", unicodedata.normalize("NFC", name)).strip(" .")
    return kept[:LETTERS].strip() or "_"


def is_picture(parts: Parts) -> bool:
    """Whether its ending is one of a picture."""
    return parts[-1].lower().endswith(ENDINGS)


def pictures_of(files: Sequence[tuple[Parts, T]], left_out: LeftOut) -> tuple[list[tuple[Parts, T]], int]:
    """The pictures among files, and how many folders all of these are in; the rest is left out.

    Raises InputError where there are none, or too many.
    """
    pictures = [(parts, one) for parts, one in files if is_picture(parts)]
    for parts, _ in files:
        if not is_picture(parts):
            left_out.add("ending", "/".join(parts))
    if not 0 < len(pictures) <= MOST_FILES:
        raise InputError("data.drop_count", count=f"{len(pictures):,}", limit=f"{MOST_FILES:,}")
    return pictures, common_folders([parts for parts, _ in pictures])


def common_folders(names: Sequence[Parts]) -> int:
    """How many folders all of them are in: these are no classes."""
    folders, depth = [parts[:-1] for parts in names], 0
    while all(len(one) > depth for one in folders) and len({one[depth] for one in folders}) == 1:
        depth += 1
    return depth


def _unseen(parts: Iterable[str]) -> bool:
    return any(part.startswith(".") or part.casefold() in UNSEEN for part in parts)
