"""Metrics beside Keras's: same numbers, batch by batch."""

from typing import Any

import keras
import numpy as np
import pytest
import torch

from axb import losses, metrics
from axb.words import InputError

RNG = np.random.default_rng(1)
N, C = 11, 4
ONE_HOT = np.eye(C, dtype="float32")[RNG.integers(0, C, N)]
LABELS = ONE_HOT.argmax(-1)
GUESSES = RNG.dirichlet(np.ones(C), N).astype("float32")
BITS, CHANCES = RNG.integers(0, 2, (N, 1)), RNG.uniform(size=(N, 1)).astype("float32")
WEIGHTS = RNG.uniform(0, 2, N).astype("float32")
CASES: dict[str, tuple[np.ndarray, np.ndarray]] = {
    "BinaryAccuracy": (BITS, CHANCES),
    "CategoricalAccuracy": (ONE_HOT, GUESSES),
    "SparseCategoricalAccuracy": (LABELS, GUESSES),
    "MeanSquaredError": (ONE_HOT, GUESSES),
    "MeanAbsoluteError": (ONE_HOT, GUESSES),
    "RootMeanSquaredError": (ONE_HOT, GUESSES),
    "MeanAbsolutePercentageError": (GUESSES, GUESSES[::-1].copy()),
    "MeanSquaredLogarithmicError": (ONE_HOT, GUESSES),
    "LogCoshError": (ONE_HOT, GUESSES),
    "KLDivergence": (ONE_HOT, GUESSES),
    "Poisson": (ONE_HOT, GUESSES),
    "CosineSimilarity": (ONE_HOT, GUESSES),
    "BinaryCrossentropy": (BITS, CHANCES),
    "CategoricalCrossentropy": (ONE_HOT, GUESSES),
    "SparseCategoricalCrossentropy": (LABELS, GUESSES),
    "Precision": (BITS, CHANCES),
    "Recall": (ONE_HOT, GUESSES * 2),
    "TopKCategoricalAccuracy": (ONE_HOT, GUESSES),
    "SparseTopKCategoricalAccuracy": (LABELS, GUESSES),
}


@pytest.mark.parametrize("name", list(CASES))
@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_two_batches_add_up_as_in_keras(name: str, weights: Any) -> None:
    true, guess = CASES[name]
    keras.backend.clear_session()  # which numbers names else
    options = {"k": 2} if "TopK" in name else {}
    ours, theirs = (getattr(room, name)(**options) for room in (metrics, keras.metrics))
    for rows in (slice(4), slice(4, N)):
        weight = None if weights is None else weights[rows]
        ours.update_state(true[rows], guess[rows], weight)
        theirs.update_state(true[rows], guess[rows], weight)
    assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-5)
    assert ours.name == theirs.name
    ours.reset_state()
    assert ours.result() == 0.0


def test_answers_without_their_last_axis() -> None:
    for true in (BITS, BITS[:, 0]):
        ours, theirs = metrics.BinaryAccuracy(), keras.metrics.BinaryAccuracy()
        ours.update_state(true, CHANCES)
        theirs.update_state(true, CHANCES)
        assert ours.result() == pytest.approx(float(theirs.result()))
    column = metrics.SparseCategoricalAccuracy()
    column.update_state(LABELS[:, None], GUESSES)
    assert column.result() == pytest.approx(float((GUESSES.argmax(-1) == LABELS).mean()))


def test_a_threshold() -> None:
    ours, theirs = metrics.BinaryAccuracy(threshold=0.8), keras.metrics.BinaryAccuracy(threshold=0.8)
    ours.update_state(BITS, CHANCES)
    theirs.update_state(BITS, CHANCES)
    assert ours.result() == pytest.approx(float(theirs.result()))


@pytest.mark.parametrize(
    ("true", "guess", "kind"),
    [(BITS, CHANCES, metrics.BinaryAccuracy), (BITS[:, 0], CHANCES, metrics.BinaryAccuracy),
     (LABELS, GUESSES, metrics.SparseCategoricalAccuracy),
     (LABELS[:, None], GUESSES, metrics.SparseCategoricalAccuracy),
     (ONE_HOT, GUESSES, metrics.CategoricalAccuracy)],
)  # fmt: skip
@pytest.mark.parametrize("name", ["accuracy", "acc"])
def test_accuracy_is_the_one_that_fits(name: str, true: np.ndarray, guess: np.ndarray, kind: type) -> None:
    metric = metrics.get(name, torch.as_tensor(true), torch.as_tensor(guess))
    assert type(metric) is kind
    assert metric.name == name


@pytest.mark.parametrize("k", [1, 2, 3])
def test_among_the_k_largest(k: int) -> None:
    for name, true in (("TopKCategoricalAccuracy", ONE_HOT), ("SparseTopKCategoricalAccuracy", LABELS)):
        ours, theirs = (getattr(room, name)(k=k) for room in (metrics, keras.metrics))
        assert ours(true, GUESSES) == pytest.approx(float(theirs(true, GUESSES)))


@pytest.mark.parametrize("name", ["Precision", "Recall"])
@pytest.mark.parametrize(
    "options", [{"thresholds": 0.2}, {"class_id": 1}, {"thresholds": 0.3, "class_id": 0}], ids=str
)
def test_precision_and_recall_of_one_class_at_a_threshold(name: str, options: dict[str, Any]) -> None:
    ours, theirs = (getattr(room, name)(**options) for room in (metrics, keras.metrics))
    assert ours(ONE_HOT, GUESSES, WEIGHTS) == pytest.approx(
        float(theirs(ONE_HOT, GUESSES, WEIGHTS)), rel=1e-5
    )


def test_what_is_no_mean_over_examples_is_not_counted_together() -> None:
    assert metrics.by_example("accuracy")
    assert metrics.by_example("mae")
    assert metrics.by_example(metrics.TopKCategoricalAccuracy(2))
    for one in ("precision", metrics.Recall(), metrics.FunctionMetric(torch.sub), torch.sub):
        assert not metrics.by_example(one)


def test_a_mean_of_numbers() -> None:
    ours, theirs = metrics.Mean(), keras.metrics.Mean()
    for one in (ours, theirs):
        one.update_state([1.0, 3.0])
        one.update_state(4.0)
        one.update_state([5.0, 7.0], sample_weight=[0.5, 2.0])
    assert ours.result() == pytest.approx(float(theirs.result()))


class Worst(metrics.Metric):
    """As Keras's guide writes it: sums of its own."""

    def __init__(self, name: str = "worst", **options: Any) -> None:
        super().__init__(name=name, **options)
        self.largest = self.add_variable(shape=(), initializer="zeros", name="largest")
        self.seen = self.add_weight(name="seen", initializer="zeros")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        error = abs(torch.as_tensor(y_true) - torch.as_tensor(y_pred)).max()
        self.largest.assign(torch.maximum(self.largest, error))
        self.seen.assign_add(1)

    def result(self) -> Any:
        return self.largest


def test_a_metric_with_sums_of_its_own() -> None:
    metric = metrics.get(Worst(), torch.zeros(2), torch.zeros(2))
    metric.update_state([1.0, 2.0], [0.0, 5.0])
    metric.update_state([1.0, 2.0], [0.0, 2.0])
    assert float(metric.result()) == 3.0
    other = Worst()
    other.load_state(metric.state())
    assert (float(other.result()), float(other.seen)) == (3.0, 2.0)
    metric.reset_state()
    assert float(metric.result()) == float(metric.seen) == 0.0
    assert float(other.result()) == 3.0


def test_any_loss_can_be_watched() -> None:
    for name in losses.NAMES.keys() - metrics.NAMES.keys():
        true, guess = {
            "binary_crossentropy": (BITS, CHANCES),
            "sparse_categorical_crossentropy": (LABELS, GUESSES),
        }.get(name, (ONE_HOT, GUESSES))
        metric = metrics.get(name, torch.as_tensor(true), torch.as_tensor(guess))
        metric.update_state(true, guess)
        assert metric.result() == pytest.approx(float(losses.get(name)(true, guess)), rel=1e-5)


class TestOnesOwn:
    def test_a_function(self) -> None:
        def worst(y_true: torch.Tensor, y_pred: torch.Tensor) -> torch.Tensor:
            return (y_true - y_pred).abs().amax(-1)

        metric = metrics.get(worst, torch.zeros(2), torch.zeros(2, 1))
        metric.update_state(np.array([1.0, 2.0]), np.array([[0.0], [0.0]]))
        assert (metric.name, metric.result()) == ("worst", 1.5)

    def test_a_function_that_gives_one_number_for_the_batch(self) -> None:
        metric = metrics.FunctionMetric(lambda y_true, y_pred: (y_pred > 0).float().mean())
        metric.update_state(torch.zeros(3, 1), torch.ones(3, 1))
        metric.update_state(torch.zeros(1, 1), -torch.ones(1, 1))
        assert metric.result() == 0.75

    def test_a_class_and_an_instance(self) -> None:
        true, guess = torch.as_tensor(ONE_HOT), torch.as_tensor(GUESSES)
        assert isinstance(metrics.get(metrics.MeanAbsoluteError, true, guess), metrics.MeanAbsoluteError)
        given = metrics.MeanAbsoluteError(name="off_by")
        found = metrics.get(given, true, guess)
        assert found.name == "off_by"
        found.update_state(true, guess)
        assert given.result() == 0.0, "each training adds up in a copy of its own"


def test_unknown_names_are_refused_with_what_there_is() -> None:
    with pytest.raises(InputError, match="metric must be one of accuracy, acc, binary_accuracy"):
        metrics.maker("acuracy")


def test_the_sums_can_be_kept_and_taken_up_again() -> None:
    one, other = metrics.MeanSquaredError(), metrics.MeanSquaredError()
    one.update_state(ONE_HOT[:5], GUESSES[:5])
    other.load_state(one.state())
    for metric in (one, other):
        metric.update_state(ONE_HOT[5:], GUESSES[5:])
    assert one.state() == other.state()
    assert one.result() == other.result()


def test_of_equal_outputs_the_first_is_the_guess():
    assert metrics.largest(torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])).tolist() == [1, 0]
