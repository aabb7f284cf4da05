"""Every name explains itself, in both languages, by what its rule declares."""

import re

import pytest

from axb.optimizers import NAMES, SGD, Explanation, explain, get
from axb.registry import describe, rebuild
from axb.words import InputError, set_language

every_name = pytest.mark.parametrize("name", NAMES)
LETTER = re.compile(r"[A-Za-zα-ω][₁₂ₜ]?")


@every_name
@pytest.mark.parametrize(("language", "end"), [("en", "."), ("ja", "。")])
def test_nothing_is_missing(name: str, language: str, end: str) -> None:
    told = explain(name, language)
    assert (told.name, told.title) == (name, NAMES[name].title)
    assert told.equations
    assert re.search(r"\b\d{4}\b", told.source)  # a year
    assert told.relatives
    sentences = [told.idea, *(one.meaning for one in told.relatives)]
    for one in told.hyperparameters:
        sentences += [one.meaning, one.too_small, one.too_large]
    assert all(text.endswith(end) for text in sentences)


@every_name
def test_every_letter_of_the_equation_is_explained(name: str) -> None:
    told = explain(name)
    used = set(LETTER.findall(" ".join(told.equations).replace("ᵗ", " t ")))
    symbols, hypers = {symbol for symbol, _ in told.symbols}, {one.symbol for one in told.hyperparameters}
    assert used <= symbols | hypers
    assert symbols <= used
    assert hypers <= used or name == "sgd"  # whose μ is 0, and so not in its equation


@every_name
def test_what_it_shows_is_what_it_declares(name: str) -> None:
    told, optimizer = explain(name), get(name)
    for row, hyper in zip(told.hyperparameters, optimizer.hyperparameters, strict=True):
        assert (row.name, row.symbol, row.range) == (hyper.name, hyper.symbol, hyper.range)
        assert float(row.default) == getattr(optimizer, hyper.name)


@every_name
def test_a_relative_is_written_as_axb_train_takes_it(name: str) -> None:
    from axb.jobs import Job, prepare

    for one in explain(name).relatives:
        for spec in (one.spec, one.other_spec):
            made = prepare(Job("line", "line:n=20", optimizer=spec)).model.optimizer
            assert type(made) is NAMES[spec.partition(":")[0]].rule


def test_it_speaks_the_language_asked_for_else_the_current_one() -> None:
    assert explain("adam") == explain("Adam", "en")
    set_language("ja")
    try:
        assert explain("adam") == explain("adam", "ja")
        assert explain("adam", "en").idea.isascii()
    finally:
        set_language(None)


@pytest.mark.parametrize("wrong", ["adam2", 3, None])
def test_an_unknown_name_is_told_the_known_ones(wrong: object) -> None:
    with pytest.raises(InputError, match="optimizer must be one of sgd, momentum, nesterov"):
        explain(wrong)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="language must be one of en, ja; got 'fr'"):
        explain("adam", "fr")


def test_it_is_plain_data() -> None:
    assert isinstance(explain("sgd"), Explanation)
    assert hash(explain("sgd")) == hash(explain("sgd"))


@pytest.mark.parametrize(("name", "ahead"), [("momentum", False), ("nesterov", True)])
def test_a_name_with_settings_is_the_rule_with_them(name: str, ahead: bool) -> None:
    one = get(name.upper())
    assert type(one) is SGD
    assert (one.learning_rate, one.momentum, one.nesterov, one.name) == (0.01, 0.9, ahead, name)
    again = rebuild(describe(one))
    assert type(again) is SGD
    assert again.get_config() == one.get_config()
    faster = NAMES[name](learning_rate=0.1)
    assert (faster.learning_rate, faster.momentum, faster.nesterov) == (0.1, 0.9, ahead)
    assert NAMES[name](momentum=0.5).momentum == 0.5
