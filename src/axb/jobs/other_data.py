"""Data that a run did not learn from, in the form of those that it did: columns and classes by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from axb.data import Dataset, load, parse_spec
from axb.data.columns import parse_column
from axb.data.csv_file import read_csv
from axb.data.folders import named
from axb.data.spec import check_options
from axb.jobs.columns import inputs_of, texts_of
from axb.jobs.job import job_of
from axb.jobs.predicting import Predictor
from axb.runs import Store
from axb.words import InputError, say

Array = NDArray[Any]
LISTED = 12  # classes in a sentence
BLOCK = 1024  # examples that memory holds at once


@dataclass(frozen=True, eq=False)
class Examples:
    """Which examples of some arrays, perhaps on disk: `rows` int64 (N,), ascending, counts through all of them.

    y int64 (N,), the run's own classes, or float64. `fit` brings one example to the form of the run's data.
    """

    sources: tuple[Array, ...]
    rows: Array
    y: Array
    notes: tuple[str, ...] = ()
    fit: Callable[[Array], Array] | None = None

    @classmethod
    def of(cls, x: Array, y: Array, *notes: str) -> Self:
        """All of x, with their answers."""
        return cls((x,), np.arange(len(x)), y, notes)

    def __len__(self) -> int:
        return len(self.rows)

    def blocks(self) -> Iterator[Array]:
        """The examples in the run's form, in order, no more of them at once than memory holds."""
        for start in range(0, len(self.rows), BLOCK):
            x = self._taken(self.rows[start : start + BLOCK])
            yield x if self.fit is None else np.stack([self.fit(one) for one in x])

    def _taken(self, rows: Array) -> Array:
        taken, first = [], 0
        for source in self.sources:
            taken.append(source[rows[(rows >= first) & (rows < first + len(source))] - first])
            first += len(source)
        return np.concatenate(taken)

    def only(self, mask: Array, key: str, **said: object) -> "Examples":
        """Those of a mask, and a note on how many are left out."""
        gone = int((~mask).sum())
        if not gone:
            return self
        notes = (*self.notes, say(key, count=f"{gone:,}", **said))
        return replace(self, rows=self.rows[mask], y=self.y[mask], notes=notes)


def examples_of(asked: Predictor, spec: str) -> Examples:
    """What `spec` names, as `axb.jobs.evaluating_on.evaluate_on` says. Raises InputError as that does."""
    path, options = parse_spec(spec)
    if path.lower().endswith(".csv"):
        check_options(path, options, ("target",))
        return _of_table(asked, path, options.get("target", asked.data.target_name))
    return _of_data(asked, load(spec), spec)


def _of_table(asked: Predictor, path: str, target: str) -> Examples:
    if _is_its_own(asked, path):
        return _test_part(asked)
    file = read_csv(named(path))
    x, texts = inputs_of(file, asked), texts_of(file, target, target)
    if asked.data.classes is None:
        column = parse_column(target, texts)
        numbers = column.numbers
        if numbers is None:
            raise _other_kind(asked, path)
        given = Examples.of(x, numbers).only(column.present, "evaluating.left_answer")
    else:
        given = _of_known_classes(asked, Examples.of(x, np.arange(len(x))), texts, path)
    return given.only(np.isfinite(x).all(1)[given.rows], "evaluating.left_missing")


def _is_its_own(asked: Predictor, path: str) -> bool:
    with Store() as store:
        run = store.open(asked.name)
        own, _ = parse_spec(job_of(run.config, run.name).data)
    return named(own).absolute() == named(path).absolute()


def _test_part(asked: Predictor) -> Examples:
    return Examples.of(asked.data.x_test, asked.data.y_test, say("evaluating.test_part"))


def _of_data(asked: Predictor, data: Dataset, spec: str) -> Examples:
    if data.content_hash() == asked.data.content_hash():
        return _test_part(asked)
    if (data.classes is None) != (asked.data.classes is None):
        raise _other_kind(asked, spec)
    y = np.concatenate([data.y_train, data.y_test])
    given = _in_form(asked, Examples((data.x_train, data.x_test), np.arange(len(y)), y), data, spec)
    if data.classes is None:
        return given
    english, japanese = data.labels("en"), data.labels("ja")
    known = _places(asked)
    names = [one if _key(one) in known else other for one, other in zip(english, japanese, strict=True)]
    return _of_known_classes(asked, given, names, spec)


def _in_form(asked: Predictor, given: Examples, data: Dataset, spec: str) -> Examples:
    """Examples in the run's shape, without pictures that it learned from."""
    needs, got = asked.data.input_shape, data.input_shape
    if data.kind != "images" or asked.data.kind != "images":
        if needs != got:
            raise InputError("evaluating.other_shape", name=asked.name, needs=needs, data=spec, got=got)
        return given
    if needs != got:
        note = say("evaluating.fitted", got=_size(got), needs=_size(needs))
        return replace(given, fit=asked.fitted, notes=(*given.notes, note))
    learned = {_sight(one) for one in asked.data.x_train}
    fresh = np.array([_sight(one) not in learned for block in given.blocks() for one in block])
    return given.only(fresh, "evaluating.left_learned")


def _sight(picture: Array) -> bytes:
    """What a picture is recognised by."""
    return blake2b(np.ascontiguousarray(picture).data, digest_size=16).digest()


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))


def _of_known_classes(asked: Predictor, given: Examples, names: list[str], spec: str) -> Examples:
    """y, places in `names`, as the run's own classes; without those that it doesn't know."""
    known = _places(asked)
    own = np.array([known.get(_key(one), -1) for one in names], np.int64)
    if (own < 0).all():
        theirs, ours = _listed(names), _listed(asked.data.labels())
        raise InputError("evaluating.no_class_known", name=asked.name, data=spec, theirs=theirs, ours=ours)
    strange = [name for name, place in zip(names, own, strict=True) if place < 0]
    given = replace(given, y=own[given.y])
    return given.only(given.y >= 0, "evaluating.left_unknown", classes=_listed(strange))


def _places(asked: Predictor) -> dict[str, int]:
    """The run's classes by their names in either language."""
    both = (asked.data.labels("ja"), asked.data.labels("en"))
    return {_key(label): place for labels in both for place, label in enumerate(labels)}


def _key(name: str) -> str:
    """Names that mean the same: "Cat " and "cat", "3" and "3.0"."""
    try:
        return f"{float(name):g}"
    except ValueError:
        return name.strip().casefold()


def _listed(names: Any) -> str:
    different = list(dict.fromkeys(names))
    return ", ".join(different[:LISTED]) + (", ..." if len(different) > LISTED else "")


def _other_kind(asked: Predictor, spec: str) -> InputError:
    kinds = say("evaluating.kind_classes"), say("evaluating.kind_numbers")
    ours, theirs = kinds if asked.data.classes is not None else kinds[::-1]
    return InputError("evaluating.other_kind", name=asked.name, ours=ours, data=spec, theirs=theirs)
