"""Columns of a table as the arrays a model learns from: inputs, and classes or numbers to predict."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from axb.data.columns import Column
from axb.data.dataset import Array
from axb.words import InputError, say

MAX_CLASSES = 256
MAX_NUMBERS = 2**27
FEW = 10  # different whole numbers in a target: so few may well be meant as classes
Rows = NDArray[np.bool_]
Value = TypeVar("Value", str, float)


def encode_inputs(columns: Sequence[Column], rows: Rows, notes: list[str]) -> tuple[Array, tuple[str, ...]]:
    """x float32 `(N, F)` of those `rows` and its F names: a column of numbers as it is, of words one a word.

    Raises InputError where x would be over 512 MiB.
    """
    words = {column.name: column.words(rows) for column in columns if column.numbers is None}
    made = sum(map(len, words.values()))
    width, height = len(columns) - len(words) + made, int(rows.sum())
    if width * height > MAX_NUMBERS:
        raise InputError("data.csv_too_big", rows=height, inputs=width)
    if words:
        notes.append(say("data.note_one_hot", columns=", ".join(words), inputs=made))
    parts = [_encode_input(column, rows, words) for column in columns]
    return np.hstack([part for part, _ in parts]), tuple(name for _, names in parts for name in names)


def encode_target(
    column: Column, rows: Rows, task: str | None, notes: list[str]
) -> tuple[Array, tuple[str, ...] | None]:
    """y of those `rows` and its class names: int64 `(N,)` and names, or float32 `(N,)` and None.

    Raises InputError where `task` asks for numbers and there are words, or where classes are too few or many.
    """
    if column.numbers is None:
        if task == "numbers":
            raise InputError("data.csv_target_words", column=column.name, word=repr(column.first_word()))
        return _classes(column.name, _texts(column, rows))
    numbers = column.numbers[rows]
    if task == "classes":
        return _classes(column.name, numbers.tolist())
    different = np.unique(numbers)
    if task is None and len(different) <= FEW and np.array_equal(different, np.round(different)):
        notes.append(say("data.note_numbers", column=column.name, count=len(different)))
    return numbers.astype(np.float32), None


def _encode_input(column: Column, rows: Rows, words: dict[str, list[str]]) -> tuple[Array, list[str]]:
    if column.numbers is not None:
        return column.numbers[rows].astype(np.float32)[:, None], [column.name]
    here = words[column.name]
    one_hot = np.eye(len(here), dtype=np.float32)[_positions(_texts(column, rows), here)]
    return one_hot, [f"{column.name}={word}" for word in here]


def decoded(x: Array, names: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """What `encode_inputs` made, as columns with their texts again: of the columns of one word each, the word whose
    number is the largest."""
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        groups.setdefault(name.partition("=")[0], []).append(place)
    columns = []
    for places in groups.values():
        words = [names[place].partition("=")[2] for place in places]
        if words == [""]:
            columns.append([f"{value:.6g}" for value in x[:, places[0]]])
        else:
            columns.append([words[at] for at in x[:, places].argmax(1)])
    return list(groups), [list(row) for row in zip(*columns, strict=True)]


def _classes(column: str, values: Sequence[Value]) -> tuple[Array, tuple[str, ...]]:
    different = sorted(set(values))
    if not 2 <= len(different) <= MAX_CLASSES:
        raise InputError("data.csv_classes", column=column, count=len(different), limit=MAX_CLASSES)
    return _positions(values, different), tuple(_plain(value) for value in different)


def _positions(values: Sequence[Value], different: Sequence[Value]) -> NDArray[np.int64]:
    """Where in `different` each value stands."""
    place = {value: position for position, value in enumerate(different)}
    return np.array([place[value] for value in values], dtype=np.int64)


def _texts(column: Column, rows: Rows) -> list[str]:
    return [text for text, wanted in zip(column.texts, rows, strict=True) if wanted]


def _plain(value: str | float) -> str:
    """The name of a class: words as they are, whole numbers without a point."""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
