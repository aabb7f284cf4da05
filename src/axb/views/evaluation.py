"""What a run's model got right and wrong on the test part: written after training, read by every picture."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.runs import Run
from axb.views.answers import classes_of, column, probabilities_of
from axb.views.calibration import Calibration
from axb.views.examples import Examples, mixed_up, worst
from axb.views.generation import Generation
from axb.views.reconstruction import Reconstruction
from axb.views.scores import confusion_of, number_score
from axb.words import InputError, current_language

NAME = "evaluation"
MOST_PAIRS = 2000


@dataclass(frozen=True, eq=False)
class ClassEvaluation:
    """A classifier's test: `confusion` (K, K), int64, counts examples by [true class, predicted class].

    `worst` are the mistakes it was surest of, `mixed_up` examples of the commonest mix-ups.
    `loss` is the mean over the test part, None where it isn't known; `calibration` None of runs of before it was kept.
    """

    step: int
    confusion: NDArray[np.int64]
    labels_en: tuple[str, ...]
    labels_ja: tuple[str, ...]
    loss: float | None
    worst: Examples
    mixed_up: Examples
    calibration: Calibration | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the classes in the current language."""
        return self.labels_ja if current_language() == "ja" else self.labels_en

    @property
    def count(self) -> int:
        """How many test examples there were."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """The share that it got right, 0..1."""
        return float(np.trace(self.confusion)) / max(self.count, 1)


@dataclass(frozen=True, eq=False)
class NumberEvaluation:
    """A regression's test: errors over all `count` examples, `true` and `predicted` (n,) of up to 2,000.

    `mae` and `rmse` are in the target's unit; `r2` is None where the target never changes.
    """

    step: int
    true: NDArray[np.float64]
    predicted: NDArray[np.float64]
    count: int
    mae: float
    rmse: float
    r2: float | None
    loss: float | None
    target: str


Evaluation = ClassEvaluation | NumberEvaluation | Reconstruction | Generation


def record_evaluation(
    run: Run,
    step: int,
    y_true: ArrayLike,
    y_pred: ArrayLike,
    pictures: NDArray[np.uint8] | None = None,
    labels_en: Sequence[str] = (),
    labels_ja: Sequence[str] = (),
    *,
    loss: float | None = None,
    target: str = "",
) -> None:
    """Keep what the pictures of this room need of a test, as artifacts `evaluation` and `evaluation/...`.

    With `labels_en` (and `labels_ja`, else the same) it is the test of a classifier: `y_true` (N,) holds
    classes 0..K-1 and `y_pred` (N, K) probabilities, of two classes also (N,) or (N, 1), the second one's.
    `pictures` are the examples where they are pictures: uint8 (N, H, W, C). Without labels `y_true` and
    `y_pred` are numbers, (N,) or (N, 1), and `target` names them. `loss` is the mean over the test part.
    Raises InputError where the arrays don't fit that, or predictions are not finite.
    """
    true, predicted = np.asarray(y_true), np.asarray(y_pred)
    if not len(true) or len(true) != len(predicted) or (pictures is not None and len(pictures) != len(true)):
        shapes = f"{true.shape}, {predicted.shape}, {None if pictures is None else pictures.shape}"
        raise InputError("views.lengths", shapes=shapes)
    if bad := int((~np.isfinite(predicted)).sum()):
        raise InputError("views.not_finite", bad=bad, count=predicted.size)
    kept = None if loss is None or not np.isfinite(loss) else float(loss)
    if labels_en:
        names = {"labels_en": list(labels_en), "labels_ja": list(labels_ja or labels_en)}
        _record_classes(run, step, true, predicted, pictures, {"loss": kept, **names})
    else:
        _record_numbers(run, step, column(true), column(predicted), {"loss": kept, "target": target})


def _record_classes(
    run: Run, step: int, true: NDArray[Any], predicted: NDArray[Any], pictures: Any, told: dict[str, Any]
) -> None:
    classes = len(told["labels_en"])
    answers, probabilities = classes_of(column(true), classes), probabilities_of(predicted, classes)
    if len(told["labels_ja"]) != classes:
        raise InputError("views.labels", english=classes, japanese=len(told["labels_ja"]))
    confusion = confusion_of(answers, probabilities.argmax(1), classes)
    everything = Examples(np.arange(len(answers)), answers, probabilities, pictures)
    mistakes = everything.take(everything.predicted != answers)
    run.add_array(f"{NAME}/confusion", step, confusion)
    run.add_array(f"{NAME}/calibration", step, Calibration.of(answers, probabilities).array())
    worst(mistakes).save(run, step, f"{NAME}/worst")
    mixed_up(mistakes, confusion).save(run, step, f"{NAME}/mixed_up")
    run.add_json(NAME, step, {"task": "classes", **told})  # last: where it is, the arrays are


def _record_numbers(run: Run, step: int, true: Any, predicted: Any, told: dict[str, Any]) -> None:
    pairs = np.stack([true, predicted], axis=1).astype(np.float64)
    scores = asdict(number_score(*pairs.T))
    some = np.random.default_rng(0).permutation(len(pairs))[:MOST_PAIRS]
    run.add_array(f"{NAME}/pairs", step, pairs[np.sort(some)])
    run.add_json(NAME, step, {"task": "numbers", **told, **scores})


def evaluation(run: Run) -> Evaluation | None:
    """The latest test that was recorded; None where there is none (yet)."""
    found = run.artifact(NAME, kind="json")
    if found is None:
        return None
    step, told = found.step, run.json(NAME, found.step)
    task = told.pop("task")
    if task == "reconstruction":
        return Reconstruction.load(run, step, told)
    if task == "generation":
        return Generation.load(run, step, told)
    if task == "numbers":
        true, predicted = _array(run, f"{NAME}/pairs", step).T
        return NumberEvaluation(step=step, true=true, predicted=predicted, **told)
    return ClassEvaluation(
        step,
        _array(run, f"{NAME}/confusion", step),
        tuple(told["labels_en"]),
        tuple(told["labels_ja"]),
        told["loss"],
        Examples.load(run, step, f"{NAME}/worst"),
        Examples.load(run, step, f"{NAME}/mixed_up"),
        None if (kept := run.array(f"{NAME}/calibration", step)) is None else Calibration(*kept),
    )


def _array(run: Run, name: str, step: int) -> NDArray[Any]:
    array = run.array(name, step)
    if array is None:
        raise LookupError(name)
    return array
