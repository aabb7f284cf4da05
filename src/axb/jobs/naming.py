"""Names for runs: the next free one, also where several processes ask at the same moment."""

import contextlib
import itertools
import os
import time
from pathlib import Path

from axb.runs import Store, home
from axb.runs.disk import told_by_disk

RESERVED_SECONDS = 60.0  # from the choice of a name until its run is in the store


def free_name(stem: str) -> str:
    """The first of stem-1, stem-2, ... that no run and no race has, and nobody else was given a moment ago."""
    with Store() as store:
        names = {run.name for run in [*store.runs(), *store.bin()]}
    taken = names | {name.rsplit(".", 2)[0] for name in names}  # a race's members are NAME.setting.seed
    numbered = (f"{stem}-{number}" for number in itertools.count(1))
    return next(name for name in numbered if name not in taken and _reserve(name))


def hold(name: str) -> None:
    """Who chose the name still means to use it: it stays taken for another while."""
    with contextlib.suppress(OSError):
        os.utime(_place(name))


def release(name: str) -> None:
    """The run is in the store, or will never be."""
    with contextlib.suppress(OSError):
        _place(name).rmdir()


def _reserve(name: str) -> bool:
    """Make a folder of that name: of several processes only one can. What has become old counts for nothing."""
    place = _place(name)
    with contextlib.suppress(OSError):
        if time.time() - place.stat().st_mtime > RESERVED_SECONDS:
            place.rmdir()
    with told_by_disk(place):
        place.parent.mkdir(exist_ok=True)
        try:
            place.mkdir()
        except FileExistsError:
            return False
        return True


def _place(name: str) -> Path:
    return home() / "names" / name
