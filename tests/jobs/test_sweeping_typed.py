"""A search as a line that is typed."""

import shlex
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.jobs.job import Job
from axb.jobs.sweeping.plan import Plan
from axb.jobs.sweeping.typed import typed, typed_again, vary_text
from axb.races.domains import Choices, Range, linear, log, read_vary

DIGITS = Job("mlp", "digits")
SIZES = {"hidden": Choices((16, 64))}


def test_the_usual_is_left_out_and_the_rest_said():
    assert typed(DIGITS, SIZES) == "axb sweep mlp digits --vary hidden=16,64"
    job = Job("mlp:hidden=64,32", "spiral:n=80", 3, 16, 0.01, "sgd:momentum=0.9", 7, 0.2)
    line = typed(job, {"learning_rate": log(1e-4, 1)}, "random", "none", minutes=2.5, trials=40)
    assert line == (
        "axb sweep mlp:hidden=64,32 spiral:n=80 --vary learning_rate=0.0001..1 --epochs 3 --batch-size 16 "
        "--learning-rate 0.01 --optimizer sgd:momentum=0.9 --validation 0.2 --seed 7 --sampler random "
        "--pruner none --minutes 2.5 --trials 40"
    )


def test_what_a_shell_would_read_is_quoted():
    line = typed(DIGITS, {"hidden": Choices((64, "64,32"))})
    assert line.endswith('--vary "hidden=64|64,32"')
    assert shlex.split(line)[-1] == "hidden=64|64,32"
    assert '"C:' in typed(Job("mlp", "C:\\my tables\\a.csv"), SIZES)


@pytest.mark.parametrize(
    "text",
    ["learning_rate=1e-4..1", "learning_rate=1e-05..2:9", "n=8..512", "n=1..10", "noise=1..10.0", "noise=0..0.5:3",
     "hidden=16,64", "hidden=64|128,64", "optimizer=adam,sgd", "dropout=0.0,0.5,1.0", "nesterov=true,false"],
)  # fmt: skip
def test_what_was_typed_is_typed_again(text):
    name, domain = read_vary(text)
    again = vary_text(name, domain)
    assert again
    assert read_vary(again) == (name, domain)


values = st.one_of(st.integers(-99, 99), st.floats(-1, 1), st.text("ab|,=. 1", min_size=1))
domains = st.one_of(
    st.lists(values, min_size=1, max_size=4, unique_by=repr).map(lambda all: Choices(tuple(all))),
    st.builds(Range, st.floats(1e-6, 1), st.floats(2, 999), st.integers(2, 9), st.booleans(), st.booleans()),
    st.builds(Range, st.integers(1, 9), st.integers(10, 999), st.integers(2, 9), st.booleans(), st.just(True)),
)  # fmt: skip


@given(domains)
def test_a_line_means_the_same_or_is_none(domain):
    text = vary_text("x", domain)
    assert text == "" or read_vary(text) == ("x", domain)


def test_what_no_line_says_is_no_line():
    assert typed(DIGITS, {"learning_rate": log(1, 10)}) == ""
    assert typed(DIGITS, {"learning_rate": linear(0.001, 1)}) == ""
    assert typed(Job("mlp", "digits", schedule="cosine"), SIZES) == ""


def test_a_search_that_there_is_is_typed_again():
    known = Plan(DIGITS, SIZES, "val_accuracy", 3, "grid", "none", 0)
    assert typed_again(known) == "axb sweep mlp digits --vary hidden=16,64 --sampler grid --pruner none"
    assert typed_again(replace(known, seed=3)) == "", "the seeds of choices and trainings are one there"
