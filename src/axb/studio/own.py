"""Data that were dropped onto the studio: kept below AXB_HOME, known by name."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from axb.data import Dataset, load, names
from axb.data.csv_file import read_csv
from axb.data.folders import is_data_file
from axb.data.pictures.scanning import LeftOut
from axb.data.unpacking import Parts, clean, common_folders, is_picture, pictures_of, put, unpack
from axb.runs import home
from axb.words import InputError

FACTS = "own.json"
MOST = 50  # sets
SMALL = 12  # pixels a side: with fewer not every network has anything to pool
Dropped = list[tuple[Parts, Path]]  # names as the browser told them, and where the bytes lie


@dataclass(frozen=True)
class Own:
    """file: the name of what `load` is given, beside its facts. kind, task: the data's; pictures may be "small"."""

    name: str
    file: str
    options: Mapping[str, str]
    kind: str = ""
    task: str = ""

    @property
    def spec(self) -> str:
        """As `load` and `axb train` take it."""
        listed = ",".join(f"{key}={value}" for key, value in self.options.items())
        path = str(shelf() / self.name / self.file)
        return f"{path}:{listed}" if listed else path


def shelf() -> Path:
    """The folder that they are kept in."""
    return home() / "own"


def all_own() -> dict[str, Own]:
    """Each by its name."""
    found = {}
    for path in sorted(shelf().glob(f"*/{FACTS}")):
        told = json.loads(path.read_text("utf-8"))
        found[path.parent.name] = Own(**{**told, "name": path.parent.name})
    return found


def forget(name: str) -> None:
    """Delete it."""
    if name in all_own():
        shutil.rmtree(shelf() / name, ignore_errors=True)


def columns_of(dropped: Dropped) -> tuple[str, ...]:
    """A table's columns, of which one is to be predicted; none where it is no table."""
    (parts, path), *others = dropped
    if others or not parts[-1].lower().endswith(".csv"):
        return ()
    return tuple(name for name in read_csv(path).columns if name)


def keep(dropped: Dropped, options: Mapping[str, str]) -> tuple[Own, Dataset, list[str]]:
    """Make data of what was dropped: a .zip, .csv or .npz alone, or pictures, perhaps in folders.

    It has a name as soon as it was decoded and looked at. With it come sentences on what was left out before that.
    Raises InputError where it can't be used.
    """
    if len(all_own()) >= MOST:
        raise InputError("studio_data.full", most=MOST)
    stem = _stem(dropped)
    place = _free_place(stem)
    try:
        file, left_out = _put(dropped, place, stem)
        own = Own(place.name, file, dict(options))
        found = load(own.spec)
        own = replace(own, kind=_kind(found), task=found.task)
        part = place / f"{FACTS}.part"
        part.write_text(json.dumps(asdict(own), ensure_ascii=False), "utf-8")
        part.rename(place / FACTS)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return own, found, left_out


def _kind(data: Dataset) -> str:
    return "small" if data.kind == "images" and min(data.input_shape[:2]) < SMALL else data.kind


def _stem(dropped: Dropped) -> str:
    """What it is called: as its one file, or the folder that all its files are in."""
    names = [parts for parts, _ in dropped]
    common = common_folders(names)
    if len(names) == 1 and not is_picture(names[0]):
        return clean(Path(names[0][-1]).stem)
    return clean(names[0][common - 1]) if common else "pictures"


def _put(dropped: Dropped, place: Path, stem: str) -> tuple[str, list[str]]:
    """What was dropped, where it stays; the name of what `load` is given, and sentences on what was left out."""
    (parts, path), *others = dropped
    ending = Path(parts[-1]).suffix.lower()
    if not others and is_data_file(parts[-1]):
        shutil.copyfile(path, place / f"{stem}{ending}")
        return f"{stem}{ending}", []
    if not others and ending == ".zip":
        return stem, unpack(path, place / stem)
    left_out = LeftOut()
    pictures, common = pictures_of(dropped, left_out)
    for number, (parts, path) in enumerate(pictures):
        put(place / stem, parts[common:], number, path.read_bytes())
    return stem, left_out.notes()


def _free_place(stem: str) -> Path:
    """A new folder, whose name neither these nor axb's own data have."""
    for number in range(1, 2 * MOST):
        name = stem if number == 1 else f"{stem}-{number}"
        place = shelf() / name
        if name not in names() and not place.exists():
            place.mkdir(parents=True)
            return place
    raise InputError("studio_data.full", most=MOST)
