"""The folder axb keeps its things in."""

import os
from pathlib import Path
from tempfile import TemporaryFile

from platformdirs import user_data_path

from axb.runs.disk import DiskError


def home() -> Path:
    """The folder named by the environment variable AXB_HOME, else the user's data folder; made when missing.

    The run store uses SQLite's write-ahead log, which works on a disk of this machine only: on a network
    drive, or in a folder that a cloud service synchronises, a store used by several processes can be damaged.

    Raises DiskError (an InputError) where the folder can't be made or written.
    """
    chosen = os.environ.get("AXB_HOME")
    path = Path(chosen).expanduser() if chosen else user_data_path("axb", appauthor=False)
    return writable_folder(path.absolute())


def writable_folder(path: Path) -> Path:
    """`path`, made when missing; tried by writing, as permission bits don't tell the truth everywhere."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise DiskError("runs.home", path=path, reason=error.strerror) from None
    return path
