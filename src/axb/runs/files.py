"""Files that are there whole or not at all."""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path


def write_whole(path: Path, data: bytes, temporary: str = ".tmp") -> None:
    """Write `path` so that after a kill or a power cut it holds all of `data` or doesn't exist.

    The bytes go to a file of their own beside it (its name ends in `temporary`), reach the disk, and only then get
    the name.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}{temporary}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        remove_quietly(beside)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make names in `folder` reach the disk, where the system lets a folder be opened (Windows does not)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def file_sha256(path: Path) -> str | None:
    """The SHA-256 of a file in hexadecimal; None where it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def remove_quietly(path: Path) -> None:
    """Delete a file that nobody needs; where something still has it open (Windows), it stays."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
