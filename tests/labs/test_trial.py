"""What a trial measures, and that measuring changes nothing."""

from functools import partial

import numpy as np
import pytest

from axb.data import Dataset, load
from axb.labs.trial import MEASURED, made, trial
from axb.optimizers import Adam
from axb.training import Model
from axb.zoo import find

DIGITS = load("digits")


def network(seed: int = 0) -> Model:
    """With batch normalisation and dropout, which compute otherwise while they learn."""
    build = partial(find("mlp").build, hidden=(16,), batch_norm=True, dropout=0.2)
    return made(build, DIGITS, seed, Adam(0.003))


def wrong(model: Model, x: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean(model.predict(x[:MEASURED], verbose=0).argmax(1) != y[:MEASURED]))


def test_errors_are_the_shares_of_wrong_answers_in_inference_mode() -> None:
    model, heard = network(), list[float]()
    found = trial(model, DIGITS, 3, 64, 0, heard.append)
    assert len(found.train_errors) == len(found.test_errors) == 3
    assert found.train_errors[-1] == pytest.approx(wrong(model, DIGITS.x_train, DIGITS.y_train), abs=1e-6)
    assert found.test_errors[-1] == pytest.approx(wrong(model, DIGITS.x_test, DIGITS.y_test), abs=1e-6)
    assert found.accuracy == 1 - found.test_errors[-1]
    assert found.parameters == 64 * 16 + 16 + 2 * 16 + 16 * 10 + 10
    assert found.seconds > 0
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_measuring_changes_nothing_that_is_learned() -> None:
    model, other = network(), network()
    trial(model, DIGITS, 2, 64, 5)
    other.fit(DIGITS.x_train, DIGITS.y_train, batch_size=64, epochs=2, verbose=0, seed=5)
    for one, same in zip(model.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(one, same)


def test_a_seed_decides_the_first_weights_and_the_order() -> None:
    first, again, other = (trial(network(seed), DIGITS, 1, 64, seed) for seed in (1, 1, 2))
    assert first.train_errors == again.train_errors != other.train_errors


def test_it_measures_no_more_examples_than_it_says() -> None:
    many = Dataset("many", "images", *(np.repeat(part, 3, axis=0) for part in (
        DIGITS.x_train, DIGITS.y_train, DIGITS.x_test, DIGITS.y_test)))  # fmt: skip
    found = trial(network(), many, 1, 256, 0)
    wrong_ones = found.train_errors[0] * MEASURED
    assert wrong_ones == pytest.approx(round(wrong_ones), abs=0.01)
