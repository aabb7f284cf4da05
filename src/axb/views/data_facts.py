"""What there is to say of a data set: its facts, and how many examples each class has."""

import numpy as np

from axb.data import Dataset
from axb.words import say

ANSWERS = {"regression": "cli.asks_number", "unlabelled": "training.why_unlabelled"}


def data_facts(one: Dataset) -> list[tuple[str, str]]:
    """Rows of a word and what it is, in the current language; what there is nothing to say of is left out."""
    answer = say(ANSWERS.get(one.task, "cli.asks_class"), count=one.classes, name=one.target_name)
    sizes = {"train": f"{len(one.x_train):,}", "test": f"{len(one.x_test):,}"}
    rows = [
        (say("cli.data_word"), one.name),
        (say("cli.inputs_word"), f"{inputs(one)} ({one.x_train.dtype})"),
        (say("cli.answers_word"), answer),
        (say("cli.examples_word"), say("cli.two_parts", **sizes)),
        *[(say("cli.note_word"), note) for note in one.notes],
        (say("cli.source_word"), one.source),
        (say("cli.licence_word"), one.licence),
    ]
    return [(word, text) for word, text in rows if text]


def inputs(data: Dataset) -> str:
    """ "pictures of 28 x 28 x 1", "2 numbers: x1, x2" """
    shape = " x ".join(map(str, data.input_shape))
    if data.kind == "images":
        return say("cli.pictures_of", shape=shape)
    names = ", ".join(data.feature_names[:8]) + (", ..." if len(data.feature_names) > 8 else "")
    return say("cli.one_number" if shape == "1" else "cli.numbers_of", count=shape, names=names)


def class_counts(one: Dataset) -> list[tuple[str, int, int]]:
    """For each class how many examples there are to learn from, and to test with; none where there are no classes."""
    if one.task not in ("binary", "multiclass"):
        return []
    counts = [np.bincount(part, minlength=one.classes or 0).tolist() for part in (one.y_train, one.y_test)]
    return list(zip(one.labels(), *counts, strict=True))
