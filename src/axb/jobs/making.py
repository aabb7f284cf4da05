"""New examples of a trained generative run: made, and written as a sheet, as pictures, as arrays or as rows."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset
from axb.data.encoding import decoded
from axb.data.folders import named
from axb.data.ranges import real, whole
from axb.jobs.predicting import Predictor
from axb.runs.files import write_whole
from axb.training import Latent
from axb.views.generated import in_rows, is_pictures, numbers, sheet
from axb.views.paint import LARGEST, paint
from axb.views.palette import Scheme
from axb.views.pictures import image, png
from axb.views.scene import Scene
from axb.words import InputError, say

Array = NDArray[Any]
PICTURES, ROWS = 60, 1000  # examples, where nobody says how many
MOST, MOST_ON_A_SHEET = 100_000, 1000
ENDINGS = (".png", ".npz", ".csv")


class Made(NamedTuple):
    """x: pictures uint8 (n, H, W, C), or float32 (n, F). labels: (n,), the class that each was told, -1 where none is.
    codes: (n, latent), what they were made of."""

    x: Array
    labels: NDArray[np.int64]
    codes: Array


def generate(
    name: str,
    out: Path | str | None = None,
    count: int | None = None,
    seed: int = 0,
    temperature: float = 1.0,
    label: str | None = None,
    force: bool = False,
) -> Path:
    """Make new examples with the run `name`, and write them; returns where.

    out: a .png (pictures on a sheet, or a drawing of points or columns), an .npz (x, labels, codes), a .csv (of points
    and tables), or a folder for pictures, each a .png; None: NAME-samples.png here, of points and tables a .csv.
    count: None makes 60 pictures, or 1,000 rows. seed: the same ones for the same seed. temperature: of the codes,
    0 to 10: below 1 they lie nearer to the middle. label: a class's name or number; None takes classes in turn.
    Raises InputError where the run makes nothing new, for an unknown class, and (unless `force`) for what is there.
    """
    maker = Predictor(name)
    check_generates(maker)
    pictures = maker.data.kind == "images"
    usual = f"{maker.name}-samples{'.png' if pictures else '.csv'}"
    path = named(usual if out is None else out).absolute()
    check_out(path, pictures, force)
    many = (PICTURES if pictures else ROWS) if count is None else whole("--count", count, 1, MOST)
    if pictures and path.suffix.lower() == ".png" and many > MOST_ON_A_SHEET:
        raise InputError("cli_generate.too_many", most=f"{MOST_ON_A_SHEET:,}", got=f"{many:,}")
    made = make(maker, many, seed, temperature, label)
    write(made, maker.data, path)
    return path


def check_generates(maker: Predictor) -> None:
    """Raises InputError where a run makes nothing new, and says why."""
    if not maker.generates:
        key = "restores" if maker.restores else "answers"
        raise InputError(f"cli_generate.why_{key}", name=maker.name)


def make(
    maker: Predictor, count: int, seed: int = 0, temperature: float = 1.0, label: str | None = None
) -> Made:
    """`count` new examples; the arguments are those of `generate`."""
    check_generates(maker)
    model = maker.model
    assert isinstance(model, Latent)
    told = np.full(count, -1) if not model.classes else np.arange(count) % model.classes
    if label is not None:
        told = np.full(count, _class(maker, model, label))
    codes = model.draw(count, whole("--seed", seed, 0, 2**63 - 1), real("--temperature", temperature, 0, 10))
    with maker.alone:
        x = model.decode(codes, told if model.classes else None)
    if maker.data.kind == "images":
        x = np.nan_to_num(x).round().clip(0, 255).astype(np.uint8)
    return Made(x, told.astype(np.int64), codes)


def _class(maker: Predictor, model: Latent, label: str) -> int:
    """The number of a class by its name in either language, or by its number."""
    if not model.classes:
        raise InputError("cli_generate.no_classes", name=maker.name)
    for names in (maker.data.labels("en"), maker.data.labels("ja")):
        if label in names:
            return names.index(label)
    if label.isdecimal() and int(label) < model.classes:
        return int(label)
    known = ", ".join(maker.data.labels())
    raise InputError("registry.unknown_choice", what="class", known=known, got=label)


def check_out(path: Path, pictures: bool, force: bool) -> None:
    """Raises InputError where nothing can be written there, or (unless `force`) something is there already."""
    ending = path.suffix.lower()
    known = (".png", ".npz", "") if pictures else ENDINGS
    if ending not in known:
        key = "cli_generate.ending_pictures" if pictures else "cli_generate.ending_numbers"
        raise InputError(key, path=path)
    if not path.parent.is_dir() or (ending and path.is_dir()) or (not ending and path.is_file()):
        raise InputError("jobs.no_folder", path=path)
    if not force and (any(path.iterdir()) if path.is_dir() else path.exists()):
        raise InputError("jobs.already_there", path=path)


def write(made: Made, data: Dataset, path: Path, scheme: Scheme = "light") -> None:
    """Write examples as the ending of `path` says; without one it is a folder. Each file whole or not at all."""
    try:
        if not path.suffix:
            path.mkdir(exist_ok=True)
            for name, one in _pictures(made, data):
                write_whole(path / name, one)
        else:
            write_whole(path, as_bytes(made, data, path.suffix.lower(), scheme))
    except OSError as error:
        raise InputError("training.cannot_write", path=path, problem=error.strerror or error) from error


def as_bytes(made: Made, data: Dataset, ending: str, scheme: Scheme = "light") -> bytes:
    """The same as the bytes of one file: ".png", ".npz" or ".csv"."""
    if ending == ".png":
        return png(paint(picture(made, data), *_size(made), scheme))
    file = io.BytesIO()
    if ending == ".npz":
        np.savez_compressed(file, **made._asdict())
        return file.getvalue()
    return _rows(made, data).encode()


def picture(made: Made, data: Dataset, caption: str = "") -> Scene:
    """What was made, as a scene: a sheet of pictures; points or columns beside real ones of the test part."""
    if is_pictures(made.x):
        return sheet([(row, True) for row in in_rows(made.x, _columns(len(made.x)))], caption)
    return numbers(made.x, data.x_test[: len(made.x)], data.feature_names, caption)


def _columns(count: int) -> int:
    """Pictures in a row, so that all of them lie on a screen."""
    return min(count, 10 if count <= PICTURES else round((count * 16 / 9) ** 0.5))


def _size(made: Made) -> tuple[int, int]:
    """Pixels of a sheet: four for one of a picture's, where there is room."""
    if not is_pictures(made.x):
        return 1600, 900
    columns = _columns(len(made.x))
    rows = -(-len(made.x) // columns)
    high, wide = made.x.shape[1:3]
    size = np.array([columns * wide, rows * high]) * 1.16
    scale = min(max(112 / max(high, wide), 1.0), LARGEST / size.max())
    width, height = (size * scale).round().astype(int).tolist()
    return max(width, 160), max(height, 90)


def _pictures(made: Made, data: Dataset) -> Iterator[tuple[str, bytes]]:
    """Each picture's file name, and it."""
    names, digits = data.labels("en"), len(str(len(made.x)))
    for number, (one, label) in enumerate(zip(made.x, made.labels.tolist(), strict=True), 1):
        word = f"-{_word(names[label])}" if 0 <= label < len(names) else ""
        yield f"{number:0{digits}}{word}.png", png(image(one))


def _word(name: str) -> str:
    return "".join(c if c.isalnum() or c == "-" else "_" for c in name)


def _rows(made: Made, data: Dataset) -> str:
    """A line of names, then a line each; where classes are told, the class is the last column."""
    names, rows = decoded(made.x, data.feature_names or [f"x{at + 1}" for at in range(made.x.shape[1])])
    if made.labels.max(initial=-1) >= 0:
        known = data.labels()
        names = [*names, data.target_name or say("cli_generate.class")]
        rows = [[*row, known[label]] for row, label in zip(rows, made.labels.tolist(), strict=True)]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([names, *rows])
    return file.getvalue()
