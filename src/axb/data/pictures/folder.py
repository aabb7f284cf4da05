"""A folder of one's own pictures as a data set."""

from collections import Counter
from pathlib import Path
from statistics import median

from axb.data.dataset import Dataset, held_by_share
from axb.data.folders import named
from axb.data.pictures.decoding import BYTES, PIXELS
from axb.data.pictures.keeping import Kept, kept
from axb.data.pictures.reading import FITS, Fit, shorter_side
from axb.data.pictures.scanning import Scan, scan
from axb.data.ranges import real, whole
from axb.words import InputError, say

SIDES = (64, 48, 32, 28)  # what a side may be when it is not said
LOOKED_AT = 300  # pictures whose size decides
SMALLEST, LARGEST = 8, 256
COLOURS = ("auto", "grey", "rgb")


def pictures(
    folder: Path | str, size: int = 0, colour: str = "auto", fit: str = "crop", test: float = 0.2
) -> Dataset:
    """The pictures below a folder: x uint8 `(N, size, size, C)`, y the class, as the folders in it are named.

    size: pixels a side; 0 takes 64, 48, 32 or 28, what most pictures have. colour: "grey", "rgb", or "auto": grey where
    all are. fit: "crop" the middle square, or "pad" with white. test: the share (0..1) that is held out.

    Which part a picture is in follows from its file's bytes: adding others moves none, and equal files stay together.
    Decoded pictures are kept on disk and read from there, so a folder may be larger than memory. What is no picture is
    left out, and `notes` say so. Where all lie in one folder, or in one class, there is one class: nothing to tell
    apart. Raises InputError where the folder cannot be used, or holds fewer than two different pictures.
    """
    for what, value, known in (("colour", colour, COLOURS), ("fit", fit, FITS)):
        if value not in known:
            raise InputError("registry.unknown_choice", what=what, known=", ".join(known), got=value)
    test = real("test", test, 0.01, 0.9)
    if size != 0:
        whole("size", size, SMALLEST, LARGEST)
    found = scan(named(folder).absolute())
    how: Fit = "crop" if fit == "crop" else "pad"
    had = kept(found, size or _usual_side(found), how, colour)
    for why, files in had.left_out.items():
        for name in files:
            found.left_out.add(why, name)
    left_out = found.left_out.notes(most=PIXELS // 10**6, bytes=BYTES // 2**20)
    if (different := len(set(had.shares.tolist()))) < 2:
        key = "pictures.only_one" if different else "pictures.none"
        raise InputError(key, folder=found.folder, left_out="; ".join(left_out) or "-")
    return _dataset(found, had, test, left_out)


def _usual_side(found: Scan) -> int:
    """The largest of SIDES that half of the pictures have."""
    step = max(len(found.files) // LOOKED_AT, 1)
    sides = [side for path, _ in found.files[::step] if (side := shorter_side(path)) is not None]
    usual = median(sides) if sides else 0
    return next((side for side in SIDES if side <= usual), SIDES[-1])


def _dataset(found: Scan, had: Kept, test: float, left_out: list[str]) -> Dataset:
    count = held_by_share(had.shares, test)
    x, y = had.pixels, had.labels
    classes = found.classes or ("-",)
    return Dataset(
        found.folder.name or str(found.folder),
        "images",
        x[count:],
        y[count:],
        x[:count],
        y[:count],
        class_names=classes,
        target_name="class",
        source=str(found.folder),
        notes=(*_notes(had, len(classes)), *left_out),
        shares=(had.shares[count:] - test) / (1 - test),
    )


def _notes(had: Kept, classes: int) -> list[str]:
    side, channels = had.pixels.shape[2:]
    colour = say("pictures.grey" if channels == 1 else "pictures.colour")
    notes = [
        say("pictures.note_kept", count=f"{len(had.labels):,}", side=side, colour=colour, cache=had.place)
    ]
    twice = sum(count - 1 for count in Counter(had.shares.tolist()).values())
    if twice:
        notes.append(say("pictures.note_equal", count=twice))
    if classes == 1:
        notes.append(say("pictures.note_one_class"))
    return notes
