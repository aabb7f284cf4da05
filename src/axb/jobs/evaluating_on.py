"""How well a run's classifier or regressor does on data that it did not learn from."""

from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any

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
from axb.views.calibration import Calibration
from axb.views.scores import NumberScore, class_scores, confusion_of, number_score
from axb.words import InputError, say

Array = NDArray[Any]
LISTED = 12  # classes in a sentence
LEAST = 1e-7  # a probability below counts as this, as in Keras's cross-entropy


@dataclass(frozen=True, eq=False)
class OnData:
    """What came of it on `count` examples. notes: sentences on what was left out or changed.

    Of a classifier: labels, its own classes (K,); confusion (K, K), counts by [true, predicted]; loss, the mean
    cross-entropy in nats; calibration. Of a regressor: numbers, and the target's name.
    """

    run: str
    data: str
    count: int
    notes: tuple[str, ...]
    labels: tuple[str, ...] = ()
    confusion: NDArray[np.int64] | None = None
    loss: float | None = None
    calibration: Calibration | None = None
    numbers: NumberScore | None = None
    target: str = ""

    @property
    def accuracy(self) -> float | None:
        """The share that is right, 0..1; None of a regressor."""
        return None if self.confusion is None else float(np.trace(self.confusion)) / self.count

    def document(self) -> dict[str, Any]:
        """Ready for JSON."""
        told = {"run": self.run, "data": self.data, "count": self.count, "notes": list(self.notes)}
        if self.numbers is not None:
            return {**told, **asdict(self.numbers)}
        assert self.confusion is not None and self.calibration is not None  # noqa: PT018 - one of two kinds
        scores = zip(self.labels, class_scores(self.confusion), strict=True)
        each = [{"class": label, **score._asdict(), "f1": score.f1} for label, score in scores]
        about = {"accuracy": self.accuracy, "loss": self.loss, "calibration_error": self.calibration.error}
        return {**told, **about, "classes": each, "confusion": self.confusion.tolist()}


@dataclass(frozen=True, eq=False)
class _Examples:
    """x in the form of the run's data; y int64, its own classes, or float64; notes."""

    x: Array
    y: Array
    notes: tuple[str, ...] = ()

    def only(self, rows: Array, key: str, **said: object) -> "_Examples":
        """Those of a mask, and a note on how many are left out."""
        gone = int((~rows).sum())
        if not gone:
            return self
        return _Examples(self.x[rows], self.y[rows], (*self.notes, say(key, count=f"{gone:,}", **said)))


def evaluate_on(name: str, spec: str) -> OnData:
    """The run of that name on the data that `spec` names (see `axb.data.load`; of a .csv only target= is heard).

    Classes and columns are matched by name, in either language; pictures of another size are brought to the run's.
    What it learned from is left out: of its own data the test part is measured, of others no picture of its training
    part. Examples of classes that it doesn't know are left out as well, and counted.
    Raises InputError where the run gives no answers, or none that can be compared with these.
    """
    asked = Predictor(name)
    if asked.restores or asked.generates or asked.data.task == "unlabelled":
        raise InputError("evaluating.no_answers", name=asked.name, data=spec)
    path, options = parse_spec(spec)
    if path.lower().endswith(".csv"):
        check_options(path, options, ("target",))
        given = _of_table(asked, path, options.get("target", asked.data.target_name))
    else:
        given = _of_data(asked, load(spec), spec)
    if not len(given.x):
        raise InputError("evaluating.nothing_left", name=asked.name, data=spec)
    return _measured(asked, given, spec)


def _measured(asked: Predictor, given: _Examples, spec: str) -> OnData:
    predicted, labels = asked.predict(given.x), asked.data.labels()
    told = (asked.name, spec, len(given.x), given.notes)
    if not labels:
        return OnData(
            *told, numbers=number_score(given.y, predicted.astype(np.float64)), target=asked.data.target_name
        )
    confusion = confusion_of(given.y, predicted.argmax(1), len(labels))
    chances = predicted[np.arange(len(given.y)), given.y].astype(np.float64)
    loss = float(-np.log(chances.clip(LEAST, 1)).mean())
    return OnData(*told, labels, confusion, loss, Calibration.of(given.y, predicted))


def _of_table(asked: Predictor, path: str, target: str) -> _Examples:
    if _is_its_own(asked, path):
        return _test_part(asked)
    file = read_csv(named(path))
    x, texts = inputs_of(file, asked), texts_of(file, target, target)
    if asked.data.classes is None:
        column = parse_column(target, texts)
        numbers = column.numbers
        if numbers is None:
            raise _other_kind(asked, path)
        given = _Examples(x, numbers).only(column.present, "evaluating.left_answer")
    else:
        given = _of_known_classes(asked, _Examples(x, np.arange(len(x))), texts, path)
    return given.only(np.asarray(np.isfinite(given.x).all(1)), "evaluating.left_missing")


def _is_its_own(asked: Predictor, path: str) -> bool:
    with Store() as store:
        run = store.open(asked.name)
        own, _ = parse_spec(job_of(run.config, run.name).data)
    return named(own).absolute() == named(path).absolute()


def _test_part(asked: Predictor) -> _Examples:
    return _Examples(asked.data.x_test, asked.data.y_test, (say("evaluating.test_part"),))


def _of_data(asked: Predictor, data: Dataset, spec: str) -> _Examples:
    if data.content_hash() == asked.data.content_hash():
        return _test_part(asked)
    if (data.classes is None) != (asked.data.classes is None):
        raise _other_kind(asked, spec)
    x, y = np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])
    given = _in_form(asked, _Examples(x, y), data, spec)
    if data.classes is None:
        return given
    english, japanese = data.labels("en"), data.labels("ja")
    known = _places(asked)
    names = [one if _key(one) in known else other for one, other in zip(english, japanese, strict=True)]
    return _of_known_classes(asked, given, names, spec)


def _in_form(asked: Predictor, given: _Examples, data: Dataset, spec: str) -> _Examples:
    """Examples in the run's shape, without pictures that it learned from."""
    needs, got = asked.data.input_shape, data.input_shape
    if data.kind != "images" or asked.data.kind != "images":
        if needs != got:
            raise InputError("evaluating.other_shape", name=asked.name, needs=needs, data=spec, got=got)
        return given
    if needs != got:
        note = say("evaluating.fitted", got=_size(got), needs=_size(needs))
        return _Examples(np.stack([asked.fitted(one) for one in given.x]), given.y, (*given.notes, note))
    learned = {_sight(one) for one in asked.data.x_train}
    fresh = np.array([_sight(one) not in learned for one in given.x])
    return given.only(fresh, "evaluating.left_learned")


def _sight(picture: Array) -> bytes:
    """What a picture is recognised by."""
    return blake2b(np.ascontiguousarray(picture).data, digest_size=16).digest()


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))


def _of_known_classes(asked: Predictor, given: _Examples, names: list[str], spec: str) -> _Examples:
    """y, places in `names`, as the run's own classes; without those that it doesn't know."""
    known = _places(asked)
    own = np.array([known.get(_key(one), -1) for one in names], np.int64)
    if (own < 0).all():
        theirs, ours = _listed(names), _listed(asked.data.labels())
        raise InputError("evaluating.no_class_known", name=asked.name, data=spec, theirs=theirs, ours=ours)
    strange = [name for name, place in zip(names, own, strict=True) if place < 0]
    return _Examples(given.x, own[given.y], given.notes).only(
        own[given.y] >= 0, "evaluating.left_unknown", classes=_listed(strange)
    )


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
