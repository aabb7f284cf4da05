import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.data import circles, line, load, moons, names, ring, spiral, xor
from axb.words import InputError, set_language

from .makers import attempt
from .refusals import refused


def test_options_reach_what_they_name() -> None:
    data = load("line:a=2,b=-1,noise=0,n=200,seed=7")
    assert data.content_hash() == line(n=200, a=2, b=-1, noise=0, seed=7).content_hash()
    assert load("spiral:classes=3").content_hash() == spiral(classes=3).content_hash()


@pytest.mark.parametrize("toy", [line, spiral, moons, circles, xor, ring])
def test_a_bare_name_is_the_default(toy) -> None:  # type: ignore[no-untyped-def]
    assert load(toy.__name__).content_hash() == toy().content_hash()


def test_every_name_has_a_sentence_in_each_language() -> None:
    english = names()
    assert list(english) == [
        *("line", "spiral", "moons", "circles", "xor", "ring", "digits", "fashion-mini", "fashion-mnist"),
        *("mnist", "kmnist", "cifar10"),
    ]
    set_language("ja")
    japanese = names()
    assert list(japanese) == list(english)
    assert all(sentence.endswith("。") and sentence != english[name] for name, sentence in japanese.items())


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("fasion-mini", ["'fasion-mini'", "did you mean fashion-mini", "digits"]),
        ("Digits", ["did you mean digits"]),
        ("zzz", ["no data set 'zzz'", "line, spiral, moons"]),
        ("line:slope=2", ["line has no option slope", "n, a, b, noise, seed"]),
        ("digits:n=3", ["digits has no option n", "none"]),
        ("line:n=many", ["n must be a whole number from 2", "'many'"]),
        ("line:n=2.5", ["n must be a whole number", "'2.5'"]),
        ("line:a=steep", ["a must be a number from -1000 to 1000", "'steep'"]),
        ("line:a=1,2", ["a must be a number", "'1,2'"]),
        ("line:noise=nan", ["noise must be a number", "got nan"]),
        ("nowhere.csv:target=y", ["There is no file nowhere.csv"]),
        ("fashion-mnist:folder=/nowhere/at/all", ["must hold the files of fashion-mnist"]),
    ],
)
def test_each_fault_has_its_sentence_in_both_languages(spec: str, words: list[str]) -> None:
    refused(spec, words)


@given(spec=st.text(st.sampled_from("xorline:=,n2.-csv")))
def test_no_spec_but_a_sentence_or_data(spec: str) -> None:
    data = attempt(lambda: load(spec))
    assert str(data) if isinstance(data, InputError) else np.isfinite(data.x_train).all()
