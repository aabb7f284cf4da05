"""How well a run's classifier or regressor does on data that it did not learn from."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.jobs.other_data import Examples, examples_of
from axb.jobs.predicting import Predictor
from axb.views.calibration import Calibration
from axb.views.scores import NumberScore, class_scores, confusion_of, number_score
from axb.words import InputError

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
    given = examples_of(asked, spec)
    if not len(given):
        raise InputError("evaluating.nothing_left", name=asked.name, data=spec)
    return _measured(asked, given, spec)


def _measured(asked: Predictor, given: Examples, spec: str) -> OnData:
    predicted = np.concatenate([asked.predict(block) for block in given.blocks()])
    labels, told = asked.data.labels(), (asked.name, spec, len(given), given.notes)
    if not labels:
        return OnData(
            *told, numbers=number_score(given.y, predicted.astype(np.float64)), target=asked.data.target_name
        )
    confusion = confusion_of(given.y, predicted.argmax(1), len(labels))
    chances = predicted[np.arange(len(given.y)), given.y].astype(np.float64)
    loss = float(-np.log(chances.clip(LEAST, 1)).mean())
    return OnData(*told, labels, confusion, loss, Calibration.of(given.y, predicted))
