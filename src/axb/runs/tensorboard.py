"""Runs from and to TensorBoard's event files: scalars alone, as Keras's callback lays them out.

Below a run's folder `train` and `validation` hold its two parts. The tag "epoch_loss" there is the series "epoch/loss"
or "epoch/val_loss" here, "batch_loss" is "loss"; any other tag is the series of its name. Values are 32-bit numbers in
such a file, whatever they were before.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from axb.runs.disk import told_by_disk
from axb.runs.event_file import EventFile
from axb.runs.event_reader import Events, Scalars, is_event_file, read_events
from axb.runs.names import composed
from axb.runs.run import Run
from axb.runs.store import Store
from axb.words import InputError, say

PARTS = {"train": "", "validation": "val_"}  # Keras's folders -> what begins the names of their numbers here
EPOCH, BATCH = "epoch_", "batch_"
MOST_FILES, MOST_SERIES = 10_000, 200
TWICE = re.compile("val_evaluation_(.+)_vs_iterations")
Files = dict[Path, list[Path]]  # each run's folder -> its event files


@dataclass(frozen=True)
class Imported:
    """A run made from event files: its name, how much it has, what was left out (as sentences)."""

    name: str
    series: int
    scalars: int
    notes: tuple[str, ...]


def import_events(store: Store, path: Path, name: str | None = None) -> list[Imported]:
    """Make a run of each folder of event files in the folder `path`, or of one file.

    name: of the run, where there is one; without it the first free one after its folder. Raises InputError where no
    scalars are found or can be read.
    """
    found = _found(path)
    if name is not None and len(found) > 1:
        raise InputError("tensorboard.several", path=path, count=len(found))
    read = {folder: _read(folder, files) for folder, files in found.items()}
    full = {folder: events for folder, events in read.items() if events.scalars}
    if not full:
        raise InputError("tensorboard.nothing", path=path, files=sum(map(len, found.values())))
    return [_imported(store, folder, events, name) for folder, events in full.items()]


def event_files(folder: Path) -> list[Path]:
    """The files that `export_events` has written below a folder, or another program in the same layout."""
    return [file for part in PARTS for file in (folder / part).glob("*tfevents*") if file.is_file()]


def _found(path: Path) -> Files:
    """Event files by the folder of the run they belong to. Links to folders are not followed."""
    files = [path] if path.is_file() else sorted(_walked(path))
    if not files:
        raise InputError("tensorboard.nothing", path=path, files=0)
    runs: Files = {}
    for file in files:
        folder = file.parent.parent if file.parent.name in PARTS and file != path else file.parent
        runs.setdefault(folder, []).append(file)
    return runs


def _walked(path: Path) -> Iterator[Path]:
    count = 0
    for folder, _, names in os.walk(path):
        for file in (Path(folder) / name for name in names):
            if is_event_file(file) and file.is_file():
                count += 1
                if count > MOST_FILES:
                    raise InputError("tensorboard.many_files", path=path, most=MOST_FILES)
                yield file


def _read(folder: Path, files: list[Path]) -> Events:
    """All of a run's files, its tags under the names that they have here."""
    whole, last = Events(), 0
    for file in files:
        part = file.parent.name if file.parent != folder else "train"
        one = Events(left=whole.left)
        with told_by_disk(file):
            read_events(file, one)
        whole.add(one, partial(_series, part))
        last = max([last, *(values[-1][0] for tag, values in one.scalars.items() if tag.startswith(BATCH))])
    _straighten(whole.scalars, last)
    return whole


def _straighten(scalars: Scalars, last: int) -> None:
    """Keras writes what it measured after an epoch twice, and counts epochs in one chart, batches in the other.

    last: the last batch it wrote; 0 where it wrote none. Epochs that were counted are put where they ended.
    """
    for name in [
        one for one in scalars if (found := TWICE.fullmatch(one)) and f"epoch/val_{found[1]}" in scalars
    ]:
        del scalars[name]
    epochs = [name for name in scalars if name.startswith("epoch/")]
    count = 1 + max((step for name in epochs for step, _ in scalars[name]), default=0)
    if count <= last:
        for name in epochs:
            scalars[name] = [((step + 1) * last // count, value) for step, value in scalars[name]]


def _series(part: str, tag: str) -> str:
    """What a tag's numbers are called in a run."""
    held = PARTS[part]
    if tag.startswith(EPOCH):
        return f"epoch/{held}{tag.removeprefix(EPOCH)}"
    return held + tag.removeprefix(BATCH)


def _tag(series: str) -> tuple[str, str]:
    """The part and the tag of a run's numbers."""
    name = series.removeprefix("epoch/")
    if name == series:
        return "train", series
    part = "validation" if name.startswith("val_") else "train"
    return part, EPOCH + name.removeprefix(PARTS[part])


def _imported(store: Store, folder: Path, events: Events, name: str | None) -> Imported:
    kept = dict(sorted(events.scalars.items())[:MOST_SERIES])
    run = store.create(
        name, stem=_stem(folder), config={"imported": str(folder)}, graph=None, data_hash="", seed=0,
        versions={}, machine={},
    )  # fmt: skip
    for series, values in kept.items():
        run.extend(series, *zip(*values, strict=True))
    run.finish("finished")
    count = sum(map(len, kept.values()))
    return Imported(run.name, len(kept), count, tuple(_notes(events, len(events.scalars) - len(kept))))


def _stem(folder: Path) -> str:
    """A folder's name as a run's name can be."""
    letters = re.sub(r"[^\w.-]+", "-", composed(folder.absolute().name)).strip("-.")
    return letters[:60] or "imported"


def _notes(events: Events, dropped: int) -> Iterator[str]:
    counts: Mapping[str, int] = {
        "tensorboard.others": events.others, "tensorboard.damaged": events.damaged, "tensorboard.cut": events.cut,
        "tensorboard.full": events.left <= 0, "tensorboard.dropped": dropped,
    }  # fmt: skip
    for key, count in counts.items():
        if count:
            yield say(key, count=f"{count:,}", most=MOST_SERIES)


def export_events(run: Run, folder: Path) -> list[Path]:
    """Write a run's series below `folder`; returns the files. Moments are all that of the run's creation.

    Raises DiskError (an InputError) where that can't be done.
    """
    names = run.series_names()
    if not names:
        raise InputError("tensorboard.empty_run", name=run.name)
    written = []
    for part in PARTS:
        tags = {name: tag for name in names for home, tag in [_tag(name)] if home == part}
        if tags:
            with told_by_disk(folder), EventFile(folder / part) as file:
                for name, tag in tags.items():
                    for step, value in zip(*run.series(name), strict=True):
                        file.add(tag, float(value), int(step), run.created)
                written.append(file.path)
    return written
