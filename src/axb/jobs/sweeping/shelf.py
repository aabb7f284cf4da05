"""Where sweeps lie: one file each in the folder `sweeps` of axb's home."""

import itertools
import re
from pathlib import Path

from axb.runs import home
from axb.words import InputError

NAME = re.compile(r"\w[\w.-]{0,69}")  # a trial's run has ten letters more at most
SUFFIX = ".sqlite3"
PATIENCE = 120.0  # seconds to wait for a sweep's file: others hold it for milliseconds


def file_of(name: str) -> Path:
    """The file of the sweep of that name. Raises InputError for what is no name."""
    if not NAME.fullmatch(name):
        raise InputError("sweep.name", got=repr(name))
    return _folder() / f"{name}{SUFFIX}"


def log_of(name: str) -> Path:
    """Where the sweep's processes write what they have to say."""
    return file_of(name).with_name(f"{name}.log")


def sweeps() -> list[str]:
    """The names of all sweeps, newest first."""
    files = sorted(_folder().glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [file.name.removesuffix(SUFFIX) for file in files]


def free_name(stem: str) -> str:
    """The first of sweep-stem-1, sweep-stem-2, ... that no sweep has; from now on it is taken."""
    for number in itertools.count(1):
        name = f"sweep-{stem}-{number}"
        try:
            file_of(name).touch(exist_ok=False)
        except FileExistsError:
            continue
        return name
    raise AssertionError


def existing(name: str) -> str:
    """`name`, which is a sweep's. Raises InputError where there is none."""
    if not file_of(name).exists():
        raise InputError("sweep.unknown", name=name, names=", ".join(sweeps()) or "-")
    return name


def _folder() -> Path:
    folder = home() / "sweeps"
    folder.mkdir(exist_ok=True)
    return folder
