"""Losses beside Keras's: same numbers for the same answers and outputs."""

from typing import Any

import keras
import numpy as np
import pytest
import torch

from axb import losses
from axb.layers.activations import sigmoid, softmax
from axb.words import InputError

RNG = np.random.default_rng(0)
N, C = 7, 5
ONE_HOT = np.eye(C, dtype="float32")[RNG.integers(0, C, N)]
LABELS = ONE_HOT.argmax(-1)
LOGITS = RNG.normal(size=(N, C)).astype("float32") * 3
PROBABILITIES = (np.exp(LOGITS) / np.exp(LOGITS).sum(-1, keepdims=True)).astype("float32")
BITS = RNG.integers(0, 2, (N, 1)).astype("float32")
NUMBERS = RNG.normal(size=(N, 3)).astype("float32")
GUESSES = RNG.normal(size=(N, 3)).astype("float32")
WEIGHTS = RNG.uniform(0, 2, N).astype("float32")
PIXELS = RNG.integers(0, C, (2, 4, 3))
PIXEL_LOGITS = RNG.normal(size=(2, 4, 3, C)).astype("float32")


COUNTS = RNG.integers(0, 4, (N, C)).astype("float32")


def losses_by_two_names() -> dict[str, list[str]]:
    """Short names by long ones."""
    return {
        long: [short for short, other in losses.NAMES.items() if other is cls]
        for long, cls in losses.NAMES.items() if "_" in long
    }  # fmt: skip


def same(ours: torch.Tensor, theirs: Any) -> None:
    np.testing.assert_allclose(ours.numpy(), theirs.numpy(), rtol=1e-5, atol=1e-6)


def sigmoid_of(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize(
    "name",
    ["MeanSquaredError", "MeanAbsoluteError", "Huber", "LogCosh", "MeanAbsolutePercentageError",
     "MeanSquaredLogarithmicError", "Hinge", "SquaredHinge"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("true", "guess"),
    [(NUMBERS, GUESSES), (NUMBERS[:, :1], GUESSES[:, :1]), (NUMBERS[:, 0], GUESSES[:, :1]),
     (NUMBERS[:, :1], GUESSES[:, 0])],
)  # fmt: skip
def test_errors_in_numbers(name: str, true: np.ndarray, guess: np.ndarray) -> None:
    ours, theirs = getattr(losses, name)(), getattr(keras.losses, name)()
    for weight in (None, WEIGHTS, WEIGHTS[:, None]):
        same(ours(true, guess, weight), theirs(true, guess, weight))


@pytest.mark.parametrize("from_logits", [False, True])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("weight", [None, WEIGHTS])
class TestCrossEntropies:
    def test_categorical(self, from_logits: bool, smoothing: float, weight: Any) -> None:
        guess = LOGITS if from_logits else PROBABILITIES
        options = {"from_logits": from_logits, "label_smoothing": smoothing}
        ours, theirs = (m.CategoricalCrossentropy(**options) for m in (losses, keras.losses))
        same(ours(ONE_HOT, guess, weight), theirs(ONE_HOT, guess, weight))

    def test_binary(self, from_logits: bool, smoothing: float, weight: Any) -> None:
        guess = LOGITS[:, :1] if from_logits else sigmoid_of(LOGITS[:, :1])
        options = {"from_logits": from_logits, "label_smoothing": smoothing}
        ours, theirs = (m.BinaryCrossentropy(**options) for m in (losses, keras.losses))
        same(ours(BITS, guess, weight), theirs(BITS, guess, weight))
        same(ours(BITS[:, 0], guess, weight), theirs(BITS[:, 0], guess, weight))

    def test_sparse_equals_categorical(self, from_logits: bool, smoothing: float, weight: Any) -> None:
        guess = LOGITS if from_logits else PROBABILITIES
        options = {"from_logits": from_logits, "label_smoothing": smoothing}
        one_hot = keras.losses.CategoricalCrossentropy(**options)(ONE_HOT, guess, weight)
        for labels in (LABELS, LABELS[:, None], LABELS.astype("float32")):
            same(losses.SparseCategoricalCrossentropy(**options)(labels, guess, weight), one_hot)


@pytest.mark.parametrize("name", list(losses.NAMES))
def test_each_example_by_name(name: str) -> None:
    true, guess = {
        "binary_crossentropy": (BITS, sigmoid_of(LOGITS[:, :1])),
        "categorical_crossentropy": (ONE_HOT, PROBABILITIES),
        "sparse_categorical_crossentropy": (LABELS, PROBABILITIES),
        "poisson": (COUNTS, PROBABILITIES),
    }.get(name, (NUMBERS, GUESSES))
    theirs = keras.losses.get(name)(true, guess)
    same(getattr(losses, name)(true, guess), theirs)
    same(losses.get(name)(true, guess), theirs.mean())
    assert losses.get(name).name in (
        name,
        {one: long for long, short in losses_by_two_names().items() for one in short}.get(name),
    )


def test_pictures_of_classes() -> None:
    ours = losses.SparseCategoricalCrossentropy(from_logits=True)(PIXELS, PIXEL_LOGITS)
    same(ours, keras.losses.SparseCategoricalCrossentropy(from_logits=True)(PIXELS, PIXEL_LOGITS))


@pytest.mark.parametrize("name", ["binary_crossentropy", "categorical_crossentropy"])
def test_known_logits_are_used_where_probabilities_have_no_digits_left(name: str) -> None:
    """sigmoid(40) is 1.0 in float32, and a loss computed from it alone could not fall below log(1e-7)."""
    raw = torch.tensor([[-40.0, 40.0]], requires_grad=True)
    guess = (sigmoid if name.startswith("binary") else softmax)(raw)
    loss = losses.get(name)(torch.tensor([[1.0, 0.0]]), guess)
    expected = 40.0 if name.startswith("binary") else 80.0
    assert loss.item() == pytest.approx(expected)
    (gradient,) = torch.autograd.grad(loss, raw)
    assert float(gradient.abs().min()) > 0.4


def test_losses_are_computed_in_float32_whatever_comes() -> None:
    for name in losses.NAMES:
        true = torch.tensor([0, 1]) if name.startswith("sparse") else torch.tensor([[0.0, 1.0], [1.0, 0.0]])
        guess = torch.full((2, 2), 0.5, dtype=torch.bfloat16)
        assert losses.get(name)(true, guess).dtype == torch.float32


class TestGet:
    def test_classes_instances_and_functions(self) -> None:
        given = losses.BinaryCrossentropy(from_logits=True)
        assert losses.get(given) is given
        assert isinstance(losses.get(losses.MeanAbsoluteError), losses.MeanAbsoluteError)
        assert isinstance(losses.get(losses.mean_squared_error), losses.MeanSquaredError)
        assert isinstance(losses.get("MSE"), losses.MeanSquaredError)

    def test_a_function_gets_answers_shaped_like_the_outputs(self) -> None:
        """(N,) beside (N, 1) would broadcast to (N, N), and train on nonsense."""
        squared = losses.get(lambda y_true, y_pred: (y_true - y_pred) ** 2)
        true, guess = NUMBERS[:, 0], GUESSES[:, :1]
        same(squared(true, guess), keras.losses.MeanSquaredError()(true, guess))
        assert float(squared(torch.tensor([1, 0]), torch.tensor([[0.5], [0.5]]))) == 0.25

    @pytest.mark.parametrize("name", ["mean_squared", "", "Adam", None, 3])
    def test_unknown_names_are_refused_with_what_there_is(self, name: Any) -> None:
        with pytest.raises(InputError, match="loss must be one of mean_squared_error, mse"):
            losses.get(name)


def test_a_loss_of_ones_own() -> None:
    class Cubed(losses.Loss):
        def call(self, y_true: torch.Tensor, y_pred: torch.Tensor) -> torch.Tensor:
            return (y_true - y_pred).abs() ** 3

    assert float(Cubed()(torch.zeros(4, 1), torch.full((4, 1), 2.0))) == 8.0
    assert Cubed().name == "cubed"


def test_weights_multiply_whole_examples() -> None:
    zeros, ones = np.zeros((2, 2, 3), "float32"), np.ones((2, 2, 3), "float32")
    assert float(losses.MeanSquaredError()(zeros, ones, np.array([0.0, 1.0]))) == 0.5


@pytest.mark.parametrize("delta", [0.3, 2.0])
def test_hubers_delta(delta: float) -> None:
    same(losses.Huber(delta)(NUMBERS, GUESSES), keras.losses.Huber(delta)(NUMBERS, GUESSES))
    with pytest.raises(InputError, match="Huber: delta must be > 0; got -1"):
        losses.Huber(-1)


def test_rows_as_a_whole() -> None:
    for name, true, guess in (
        ("KLDivergence", PROBABILITIES[::-1].copy(), PROBABILITIES),
        ("KLDivergence", ONE_HOT, PROBABILITIES),
        ("CosineSimilarity", NUMBERS, GUESSES),
        ("CosineSimilarity", NUMBERS, 0 * GUESSES),
        ("CategoricalHinge", ONE_HOT, LOGITS),
        ("Poisson", COUNTS, PROBABILITIES),
        ("Hinge", BITS, LOGITS[:, :1]),
        ("Hinge", 2 * BITS - 1, LOGITS[:, :1]),
    ):
        ours, theirs = getattr(losses, name)(), getattr(keras.losses, name)()
        same(ours(true, guess, WEIGHTS), theirs(true, guess, WEIGHTS))


@pytest.mark.parametrize(
    "reduction", ["sum_over_batch_size", "mean", "sum", "mean_with_sample_weight", "none", None]
)
@pytest.mark.parametrize("weight", [None, WEIGHTS])
@pytest.mark.parametrize("name", ["MeanSquaredError", "CategoricalCrossentropy"])
def test_reductions_and_names(name: str, reduction: str | None, weight: Any) -> None:
    true, guess = (NUMBERS, GUESSES) if name.startswith("Mean") else (ONE_HOT, PROBABILITIES)
    ours, theirs = (getattr(room, name)(reduction=reduction, name="mine") for room in (losses, keras.losses))
    same(ours(true, guess, weight), theirs(true, guess, weight))
    assert ours.name == "mine"


def test_an_unknown_reduction_is_refused() -> None:
    with pytest.raises(InputError, match="reduction must be one of sum_over_batch_size"):
        losses.MeanSquaredError(reduction="product")
    with pytest.raises(InputError, match="It takes"):
        losses.MeanSquaredError(colour="red")


def test_only_what_was_given_is_told() -> None:
    assert losses.MeanSquaredError().get_config() == {}
    assert losses.Huber(reduction="sum").get_config() == {"delta": 1.0, "reduction": "sum"}
