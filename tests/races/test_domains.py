"""What values a hyperparameter may take."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.races.domains import Choices, Range, domain, linear, log, read_vary, settings, told
from axb.words import InputError, speaking


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("learning_rate=1e-4..1", (1e-4, 1e-3, 1e-2, 0.1, 1.0)),
        ("learning_rate=1e-4..1:3", (1e-4, 1e-2, 1.0)),
        ("dropout=0..0.5:6", (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)),
        ("hidden=16..256", (16, 76, 136, 196, 256)),
        ("batch_size=2..512", (2, 8, 32, 128, 512)),
        ("optimizer = adam, rmsprop", ("adam", "rmsprop")),
        ("hidden=64|128,64", (64, "128,64")),
        ("optimizer=sgd:momentum=0.9|adam", ("sgd:momentum=0.9", "adam")),
        ("seedless=1,1,2", (1, 2)),
    ],
)
def test_what_is_typed(text, values):
    name, found = read_vary(text)
    assert name == text.partition("=")[0].strip()
    assert found.values == values


@given(low=st.floats(1e-8, 1e3), factor=st.floats(1.1, 1e8), count=st.integers(2, 40))
def test_a_logarithmic_range_goes_in_equal_factors(low, factor, count):
    one = log(low, low * factor, count)
    numbers = [one.at(place / (count - 1)) for place in range(count)]
    steps = [after / before for before, after in pairwise(numbers)]
    assert max(steps) == pytest.approx(min(steps), rel=1e-6)
    assert (numbers[0], numbers[-1]) == (pytest.approx(low), pytest.approx(low * factor))


def test_python_says_the_same():
    assert domain([0.1, 0.2]) == Choices((0.1, 0.2))
    assert domain([(64, 32), 16]) == Choices(("64,32", 16))
    assert domain(log(1e-3, 1, 4)).values == (0.001, 0.01, 0.1, 1.0)
    assert linear(0, 1, 3).values == (0.0, 0.5, 1.0)


def test_every_combination_once():
    found = settings({"a": Choices((1, 2)), "b": Range(0, 1, 3)})
    assert [told(one) for one in found] == [f"a={a} b={b}" for a in (1, 2) for b in ("0", "0.5", "1")]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda: read_vary("learning_rate"), "got 'learning_rate'"),
        (lambda: read_vary("=1,2"), "NAME=VALUE,VALUE"),
        (lambda: read_vary("a=x..2"), "got 'a=x..2'"),
        (lambda: read_vary("a=1..2:b"), "got 'a=1..2:b'"),
        (lambda: read_vary("a=2..1"), "low < high; got '2..1'"),
        (lambda: read_vary("a=1..2:1"), "≥ 2; got 1"),
        (lambda: log(0, 1), "low > 0; got '0..1'"),
        (lambda: log(1, float("inf")), "low < high"),
        (lambda: domain("adam"), "got 'adam'"),
        (lambda: domain([]), "got []"),
        (lambda: domain([{}]), "got {}"),
        (
            lambda: settings({"a": Range(0, 1, 40), "b": Range(0, 1, 40)}),
            "at most 1,000 settings; these are 1,600",
        ),
    ],
)
def test_each_fault_has_its_sentence(act, words):
    with pytest.raises(InputError) as error:
        act()
    assert words in str(error.value)
    with speaking("ja"):
        assert str(error.value) != ""
