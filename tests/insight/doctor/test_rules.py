"""Each rule on evidence that is made by hand: what it must find, and the healthy twin that it must not."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from axb.insight.doctor import Broken, Ending, Entering, Evidence, Finding, examine
from axb.insight.doctor.rules import RULES
from axb.insight.seen import COLUMNS, Seen
from axb.words import set_language

GOOD = {
    "gradient": [0.1, 0.1, 0.1], "dead": [0.1, 0.2, np.nan], "saturated": [np.nan, 0.1, np.nan],
    "weights": [5.0, 5.0, 5.0], "update": [5e-3, 5e-3, 5e-3],
}  # fmt: skip


def look(step: int = 1, **columns: list[float]) -> Seen:
    """Three layers one after another."""
    table = np.full((3, len(COLUMNS)), np.nan, np.float32)
    for name, values in {**GOOD, **columns}.items():
        table[:, COLUMNS.index(name)] = values
    return Seen(step, ("one", "two", "three"), ("Dense",) * 3, (0, 1, 2), (), table, np.zeros(0, np.float32))


def looks(**columns: list[float]) -> list[Seen]:
    return [look(step, **columns) for step in (1, 33, 65, 97)]


STEPS = np.arange(128)
LEARNS = 0.2 + 2.1 * np.exp(-STEPS / 30)
KEEPS = np.linspace(1.0, 0.2, 8)
WELL = Evidence(
    LEARNS, np.full(128, 0.01), {"loss": KEEPS, "val_loss": KEEPS + 0.1}, looks(), chance=2.3,
    entering=Entering("one", "Dense", 0.5),
    ending=Ending("three", "softmax", 10, "sparse_categorical_crossentropy", False, 0, 9), over=True,
)  # fmt: skip
FALLS = np.linspace(1, 0.01, 8)
NOISE = np.random.default_rng(0).uniform(0.9, 1.1, 128)


def ending(
    activation: str, units: int, loss: str, from_logits: bool | None = None, low: float = 0, high: float = 1
) -> Any:
    return {"ending": Ending("three", activation, units, loss, from_logits, low, high)}


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "vanishing": ("vanishing", {"looks": looks(gradient=[1e-6, 1e-3, 1.0])}),
    "exploding": ("exploding", {"looks": looks(gradient=[1e4, 1e2, 1.0])}),
    "dead": ("dead", {"looks": looks(dead=[0.9, 0.1, np.nan])}),
    "saturated": ("saturated", {"looks": looks(saturated=[np.nan, 0.9, np.nan])}),
    "jumps": ("rate_too_high", {"losses": np.r_[2.3, 80 * NOISE[:30], 5 * NOISE[:97]]}),
    "long_steps": ("rate_too_high", {"losses": 2.4 * NOISE, "looks": looks(update=[2.0, 2.0, 2.0])}),
    "short_steps": ("rate_too_low", {"losses": 2.3 - 1e-4 * STEPS, "looks": looks(update=[1e-5, 1e-5, 1e-5])}),
    "bytes": ("scale", {"entering": Entering("one", "Dense", 110.0)}),
    "divided_twice": ("scale", {"entering": Entering("one", "Conv2D", 0.002)}),
    "overfits": ("overfitting", {"epochs": {"loss": FALLS, "val_loss": np.r_[1, 0.8, 0.7, np.linspace(0.8, 1.5, 5)]}}),
    "nan": ("nan_output", {"broken": Broken("two", "output", 40, 7), "losses": np.r_[LEARNS[:39], np.nan]}),
    "nan_unwatched": ("nan_somewhere", {"losses": np.r_[LEARNS[:39], np.nan]}),
    "one_unit": ("ending_one_unit", ending("softmax", 1, "binary_crossentropy", False)),
    "linear": ("ending_probabilities", ending("linear", 10, "sparse_categorical_crossentropy", False, 0, 9)),
    "relu": ("ending_probabilities", ending("relu", 10, "categorical_crossentropy", False)),
    "sigmoid": ("ending_probabilities", ending("sigmoid", 10, "categorical_crossentropy", False)),
    "twice": ("ending_logits", ending("softmax", 10, "sparse_categorical_crossentropy", True, 0, 9)),
    "negative": ("ending_range", ending("relu", 1, "mean_squared_error", None, -3.0, 5.0)),
}  # fmt: skip


def test_a_healthy_training_raises_no_alarm() -> None:
    assert examine(WELL) == []
    assert examine(Evidence(np.zeros(0))) == []


@pytest.mark.parametrize("case", CASES)
def test_an_illness_is_found_alone_in_its_healthy_twin(case: str) -> None:
    rule, change = CASES[case]
    assert [one.rule for one in examine(replace(WELL, **change))] == [rule]


@pytest.mark.parametrize(("activation", "units", "loss", "from_logits", "low", "high"), [
    ("sigmoid", 1, "binary_crossentropy", False, 0, 1), ("linear", 10, "sparse_categorical_crossentropy", True, 0, 9),
    ("linear", 1, "mean_squared_error", None, -3, 5), ("sigmoid", 1, "mean_squared_error", None, 0, 1),
    ("tanh", 1, "mean_absolute_error", None, -1, 1),
])  # fmt: skip
def test_endings_that_fit(
    activation: str, units: int, loss: str, from_logits: bool | None, low: float, high: float
) -> None:
    assert examine(replace(WELL, **ending(activation, units, loss, from_logits, low, high))) == []


def test_behind_a_normalization_any_scale_does() -> None:
    assert examine(replace(WELL, entering=Entering("one", "BatchNormalization", 110.0))) == []


def test_good_weights_that_move_little_are_no_rate_too_low() -> None:
    still = {"losses": 0.1 * NOISE, "looks": looks(update=[1e-5, 1e-5, 1e-5])}
    assert examine(replace(WELL, **still)) == []


def test_one_bad_epoch_is_no_overfitting() -> None:
    held = np.r_[1, 0.8, 0.7, 0.6, 0.5, 0.5, 1.5, 0.5]
    assert examine(replace(WELL, epochs={"loss": FALLS, "val_loss": held})) == []


# The first epochs of an MLP with batch normalization on circles, which ends with every held-out example right.
LAGS = {
    "loss": np.array([0.53, 0.09, 0.06, 0.08, 0.07, 0.08, 0.08, 0.07, 0.08, 0.08, 0.08, 0.04]),
    "val_loss": np.array([0.68, 0.65, 0.55, 0.41, 0.36, 0.52, 0.81, 1.0, 1.18, 1.45, 1.7, 1.91]),
}


def test_what_its_own_examples_show_as_well_is_no_overfitting() -> None:
    known = replace(WELL, epochs=LAGS, chance=0.69)
    assert examine(replace(known, alike=1.67)) == []
    (found,) = examine(replace(known, alike=0.05))
    assert found.rule == "overfitting"
    assert found.numbers["own"] == pytest.approx(np.mean([0.08, 0.08, 0.04]))


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("case", CASES)
def test_every_finding_is_told_with_its_numbers(case: str, language: str) -> None:
    _, change = CASES[case]
    (one,) = examine(replace(WELL, **change))
    set_language(language)
    for text in (one.title, one.evidence, one.why, one.advice):
        assert "{" not in text
        assert any(ord(letter) > 0x3000 for letter in text) == (language == "ja")
    assert one.where in one.evidence or one.where == "val_loss"
    assert one.told()["rule"] == one.rule


def test_numbers_that_are_none_are_told_as_json() -> None:
    told = Finding("rate_too_high", "severe", 1, "", {"pace": float("nan"), "rate": 2.0}).told()
    assert told["numbers"] == {"pace": None, "rate": 2.0}
    assert told["shown"] == {"pace": "?", "rate": "2"}


def test_there_are_ten_rules() -> None:
    assert len(RULES) == len(set(RULES)) == 10
