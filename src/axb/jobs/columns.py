"""The rows of another table in the form of the one that a run learned from."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from axb.data.columns import parse_column
from axb.data.csv_file import CsvFile
from axb.data.missing import filled
from axb.jobs.predicting import Predictor
from axb.words import InputError


def inputs_of(file: CsvFile, predictor: Predictor) -> Any:
    """float32 (rows, F) as the run's table had them, NaN where a value is missing or a word is unknown; filled
    where that table was.

    Columns are found by their names. Raises InputError where one is missing, or the run learned from no table.
    """
    data = predictor.data
    if data.kind == "images" or not data.feature_names:
        raise InputError("cli_predict.no_table", name=predictor.name, data=data.name)
    columns: dict[str, Any] = {}
    for name in dict.fromkeys(_column_of(one, file) for one in data.feature_names):
        wanted = ", ".join(dict.fromkeys(one.partition("=")[0] for one in data.feature_names))
        columns[name] = parse_column(name, texts_of(file, name, wanted))
    x = np.stack([_numbers(one, columns, file, data.feature_names) for one in data.feature_names], 1)
    return x if data.fills is None else filled(x, data.fills)


def texts_of(file: CsvFile, name: str, wanted: str) -> list[str]:
    """A column's texts. Raises InputError, which tells the `wanted` ones, where there is none of that name."""
    if name not in file.columns:
        raise InputError("cli_predict.no_column", path=file.path, column=name, needs=wanted)
    place = file.columns.index(name)
    return [row[place] for row in file.rows]


def _column_of(feature: str, file: CsvFile) -> str:
    """The column that an input comes from: "colour" of "colour=red"."""
    return feature if feature in file.columns else feature.partition("=")[0]


def _numbers(feature: str, columns: dict[str, Any], file: CsvFile, known: Sequence[str]) -> Any:
    name = _column_of(feature, file)
    column = columns[name]
    if feature == name:
        numbers = np.full(len(column.texts), np.nan) if column.numbers is None else column.numbers
        return np.where(column.present, numbers, np.nan).astype(np.float32)
    words = [one.partition("=")[2] for one in known if one.partition("=")[0] == name]
    right = np.array([text in words for text in column.texts])
    hit = np.array([text == feature.partition("=")[2] for text in column.texts], np.float32)
    return np.where(right, hit, np.nan).astype(np.float32)
