"""Hyperparameters: ranges, meanings in both languages, defaults, and options that exclude each other."""

import math

import keras
import numpy as np
import pytest

from axb import optimizers
from axb.optimizers import SGD, Adam, AdamW, Hyper
from axb.optimizers.schedules import CosineDecay
from axb.words import InputError, set_language

RULES = list(dict.fromkeys(named.rule for named in optimizers.NAMES.values()))
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)


@pytest.fixture
def japanese():
    set_language("ja")
    yield
    set_language(None)


@each_rule
def test_every_hyperparameter_is_an_argument_and_has_its_default(rule):
    optimizer = rule()
    for hyper in rule.hyperparameters:
        assert hyper.default(rule) == getattr(optimizer, hyper.name)
        assert hyper.holds(hyper.default(rule))


@each_rule
def test_defaults_are_keras_defaults(rule):
    twin = getattr(keras.optimizers, rule.__name__)()
    for hyper in rule.hyperparameters:
        assert float(getattr(twin, hyper.name)) == pytest.approx(getattr(rule(), hyper.name), rel=1e-6)


@each_rule
def test_every_hyperparameter_has_a_symbol_and_says_what_it_does_in_both_languages(rule):
    for hyper in rule.hyperparameters:
        assert hyper.symbol
        assert all(text.endswith(".") for text in (hyper.en, hyper.small_en, hyper.large_en))
        assert all(text.endswith("。") for text in (hyper.ja, hyper.small_ja, hyper.large_ja))


def test_a_meaning_is_said_in_the_current_language(japanese):
    hyper = SGD.hyperparameters[1]
    assert (hyper.meaning, hyper.too_small, hyper.too_large) == (hyper.ja, hyper.small_ja, hyper.large_ja)
    set_language("en")
    assert (hyper.meaning, hyper.too_small, hyper.too_large) == (hyper.en, hyper.small_en, hyper.large_en)


@pytest.mark.parametrize(
    ("hyper", "shown", "inside", "outside"),
    [
        (Hyper("x"), "[0, inf)", [0, 1e9], [-1e-9, math.inf, math.nan]),
        (Hyper("x", high=1.0, high_open=True), "[0, 1)", [0, 0.999], [1, 2]),
        (Hyper("x", low_open=True, high=1.0), "(0, 1]", [1e-9, 1], [0, 1.1]),
    ],
)
def test_ranges(hyper, shown, inside, outside):
    assert hyper.range == shown
    assert all(hyper.holds(value) for value in inside)
    assert not any(hyper.holds(value) for value in outside)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: SGD(-0.1), "SGD: learning_rate must be ∈ [0, inf); got -0.1"),
        (lambda: SGD("fast"), "SGD: learning_rate must be ∈ [0, inf); got 'fast'"),
        (lambda: SGD(math.nan), "learning_rate"),
        (lambda: SGD(10**400), "SGD: learning_rate must be ∈ [0, inf); got 1000"),
        (lambda: SGD(momentum=1.0), "SGD: momentum must be ∈ [0, 1); got 1.0"),
        (lambda: Adam(beta_2=1.0), "Adam: beta_2 must be ∈ [0, 1); got 1.0"),
        (lambda: Adam(epsilon=-1e-7), "Adam: epsilon"),
        (lambda: Adam(beta_1=CosineDecay(0.1, 10)), "Adam: beta_1"),
        (lambda: AdamW(weight_decay=-1.0), "AdamW: weight_decay"),
        (lambda: AdamW(weight_decay=None), "AdamW: weight_decay"),
        (lambda: SGD(weight_decay=-1.0), "SGD: weight_decay"),
        (lambda: SGD(clipnorm=-1.0), "SGD: clipnorm"),
        (lambda: SGD(ema_momentum=1.5), "SGD: ema_momentum must be ∈ [0, 1]"),
        (lambda: SGD(ema_overwrite_frequency=0), "SGD: ema_overwrite_frequency must be ∈ [1, inf)"),
        (lambda: SGD(clipnorm=1.0, clipvalue=1.0), "at most one of clipnorm, clipvalue and global_clipnorm"),
        (lambda: SGD(colour="red"), "colour"),
    ],
)
def test_what_is_refused(make, words):
    with pytest.raises(InputError) as error:
        make()
    assert words in str(error.value)


def test_a_change_is_checked_too():
    optimizer = Adam()
    with pytest.raises(InputError, match="beta_1"):
        optimizer.beta_1 = 1.0
    optimizer.learning_rate = np.float32(0.5)
    assert optimizer.rate == 0.5


def test_sentences_in_japanese(japanese):
    with pytest.raises(InputError, match="満たす必要があります"):
        SGD(-0.1)
    with pytest.raises(InputError, match="1 つだけ残してください"):
        SGD(clipnorm=1.0, clipvalue=1.0)


def test_a_configuration_has_the_values_of_now_and_makes_the_same_again():
    optimizer = AdamW(0.1, beta_1=0.5, clipnorm=2.0, use_ema=True)
    optimizer.learning_rate, optimizer.weight_decay = 0.2, 0.3
    config = optimizer.copy().get_config()
    assert config == optimizer.get_config()
    assert (config["learning_rate"], config["weight_decay"], config["beta_1"]) == (0.2, 0.3, 0.5)
    assert (config["clipnorm"], config["use_ema"]) == (2.0, True)
