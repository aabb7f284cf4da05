"""A table of one's own: a .csv file, one column of which is to be predicted from the others."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from axb.data.columns import Column, parse_column
from axb.data.csv_file import CsvFile, read_csv
from axb.data.dataset import Dataset
from axb.data.encoding import encode_inputs, encode_target
from axb.data.folders import named
from axb.data.missing import WAYS, filled, fills_of, with_word
from axb.data.ranges import one_of
from axb.data.split import split
from axb.words import InputError, say

MAX_WORDS = 50  # different words in a column that becomes inputs, one each
# What columns are named that number the rows.
ROW_NUMBER = re.compile(
    r"(.*[_ ])?(id|ids|uuid|index|no\.?|unnamed: 0|row|#)|.*(番号|連番|ID)", re.IGNORECASE
)
NUMBER = re.compile(r"[+-]?\d+(\.\d*)?")
FEW_ROWS = 20  # so few may well have a word each
TASKS = ("classes", "numbers")


def csv(
    path: Path | str,
    target: str,
    features: Sequence[str] | None = None,
    test: float = 0.2,
    seed: int = 0,
    task: Literal["classes", "numbers"] | None = None,
    missing: Literal["drop", "fill"] = "drop",
) -> Dataset:
    """The table in a .csv file: x float32 `(N, F)`, y int64 classes or float32 numbers `(N,)`.

    target: the column to predict. Words are classes, in sorted order; numbers are not, unless task="classes".
    features: the columns to predict it from; None for all others but those that only tell the rows apart (a number
        or a word of each row's own). A column of words becomes one input a word ("colour=red"), 1 or 0.
    test: the share of rows (0..1) held out for the test part, evenly over the classes, by `seed`.

    missing: "drop" leaves out rows that lack a value; "fill" takes a column's median over the training part for a
        number, and for a word an input that says that it is missing ("colour="). Rows without an answer are always
        left out.

    `notes` say what was left out, or might have been meant otherwise.
    Raises InputError where the file, a name or the target's values don't allow it.
    """
    if task is not None and task not in TASKS:
        raise InputError("data.csv_task", task=repr(task), tasks=", ".join(TASKS))
    one_of("missing", missing, WAYS)
    file = read_csv(named(path))
    notes = [say("data.note_cp932", path=file.path)] if file.encoding == "cp932" else []
    if all(NUMBER.fullmatch(name) for name in file.columns):
        notes.append(say("data.note_header", columns=", ".join(file.columns[:3])))
    if not target:
        raise InputError("data.csv_target", path=file.path, name=file.path.name, columns=_listed(file))
    goal = _column(file, target)
    inputs = _inputs(file, target, features, notes)
    if missing == "fill":
        notes += _filling(inputs)
        inputs = [with_word(column) for column in inputs]
    rows = _complete_rows(file, [goal] if missing == "fill" else [goal, *inputs], notes)
    x, feature_names = encode_inputs(inputs, rows, notes)
    y, class_names = encode_target(goal, rows, task, notes)
    kept, held = split(y, test, seed)
    fills = fills_of(x[kept], feature_names) if missing == "fill" else None
    x = x if fills is None else filled(x, fills)
    return Dataset(
        file.path.name,
        "table",
        x[kept],
        y[kept],
        x[held],
        y[held],
        class_names=class_names,
        feature_names=feature_names,
        target_name=target,
        source=file.path.name,
        notes=tuple(notes),
        fills=fills,
    )


def _column(file: CsvFile, name: str) -> Column:
    if not name or name not in file.columns:
        raise InputError("data.csv_column", path=file.path, column=repr(name), columns=_listed(file))
    place = file.columns.index(name)
    return parse_column(name, [row[place] for row in file.rows])


def _listed(file: CsvFile) -> str:
    return ", ".join(column for column in file.columns if column)


def _inputs(file: CsvFile, target: str, features: Sequence[str] | None, notes: list[str]) -> list[Column]:
    if features is None:
        columns = _all_but(file, target, notes)
    else:
        columns = _chosen(file, target, [features] if isinstance(features, str) else features)
    if not columns:
        raise InputError("data.csv_no_features", path=file.path, target=target)
    return columns


def _all_but(file: CsvFile, target: str, notes: list[str]) -> list[Column]:
    """Every column but the target and those that have no name or cannot be inputs."""
    columns: list[Column] = []
    left_out: list[str] = []
    numbering: list[str] = []
    for name in file.columns:
        if name and name != target:
            column = _column(file, name)
            if _fault(column):
                left_out.append(name)
            elif _tells_rows_apart(column):
                numbering.append(name)
            else:
                columns.append(column)
    if left_out:
        notes.append(say("data.note_left_out", columns=", ".join(left_out), limit=MAX_WORDS))
    if numbering:
        notes.append(say("data.note_numbering", columns=", ".join(numbering)))
    if "" in file.columns:
        notes.append(say("data.note_unnamed"))
    return columns


def _chosen(file: CsvFile, target: str, features: Sequence[str]) -> list[Column]:
    if target in features:
        raise InputError("data.csv_target_is_feature", column=target)
    columns = [_column(file, name) for name in dict.fromkeys(features)]
    for column in columns:
        if fault := _fault(column):
            raise fault
    return columns


def _fault(column: Column) -> InputError | None:
    """Why a column cannot be an input; None where it can."""
    if not column.present.any():
        return InputError("data.csv_empty_column", column=column.name)
    if column.numbers is None and (count := len(column.words(column.present))) > MAX_WORDS:
        return InputError("data.csv_many_words", column=column.name, count=count, limit=MAX_WORDS)
    return None


def _tells_rows_apart(column: Column) -> bool:
    """Whether each row has a word of its own there, or, in a column that is named so, a whole number of its own."""
    count = int(column.present.sum())
    if column.numbers is None:
        return count > FEW_ROWS and len(column.words(column.present)) == count
    numbers = column.numbers[column.present]
    whole = bool((numbers == np.round(numbers)).all())
    return whole and len(np.unique(numbers)) == count and bool(ROW_NUMBER.fullmatch(column.name))


def _filling(inputs: Sequence[Column]) -> list[str]:
    """A sentence on what is missing in which columns."""
    lacking = {column.name: count for column in inputs if (count := int((~column.present).sum()))}
    told = ", ".join(f"{name} ({count})" for name, count in lacking.items())
    return [say("data.note_filled", columns=told)] if lacking else []


def _complete_rows(file: CsvFile, columns: Sequence[Column], notes: list[str]) -> NDArray[np.bool_]:
    """bool `(rows,)`: True where every column has its value."""
    rows: NDArray[np.bool_] = np.logical_and.reduce([column.present for column in columns])
    left = int(rows.sum())
    emptiest = min(columns, key=lambda column: int(column.present.sum())).name
    if left < 2:
        raise InputError("data.csv_few_rows", path=file.path, rows=len(rows), left=left, column=emptiest)
    if left < len(rows):
        notes.append(say("data.note_dropped", dropped=len(rows) - left, rows=len(rows), column=emptiest))
    return rows
