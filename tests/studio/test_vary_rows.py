"""What is typed into the editor of what is varied."""

import pytest

from axb.jobs import Job
from axb.jobs.checking import check_values
from axb.races.domains import Choices, settings
from axb.studio.vary_names import EXAMPLES, variables
from axb.studio.vary_rows import Row, first_rows, read_rows
from axb.words import InputError, speaking

DIGITS = Job("mlp", "digits", epochs=2)


def test_the_first_rows_are_sixteen_settings_that_can_be_trained():
    vary = read_rows(first_rows())
    assert list(vary) == ["optimizer", "learning_rate"]
    assert vary["learning_rate"].values == (0.001, 0.01, 0.1, 1.0)
    assert vary["optimizer"] == Choices(("sgd", "momentum", "rmsprop", "adam"))
    assert len(settings(vary)) == 16
    for name, values in vary.items():
        check_values(DIGITS, name, values)


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name in variables(DIGITS)])
def test_every_example_can_be_trained(name):
    job = (
        Job("mlp", "digits", optimizer="rmsprop") if name not in ("beta_1", "beta_2", "nesterov") else DIGITS
    )
    if name == "nesterov":
        job = Job("mlp", "digits", optimizer="momentum")
    check_values(job, name, read_rows([Row(name, EXAMPLES[name])])[name])


@pytest.mark.parametrize(
    "job", [DIGITS, Job("cnn", "fashion-mini"), Job("line", "line"), Job("mlp", "spiral")]
)
def test_all_that_is_offered_has_an_example_or_no_usual_one_and_a_label_in_both_languages(job):
    english = variables(job)
    with speaking("ja"):
        japanese = variables(job)
        labels = [one.label for one in japanese.values()]
    assert english.keys() == japanese.keys()
    assert english["learning_rate"].meaning == "How far one step goes."
    assert japanese["learning_rate"].meaning == "1 歩の大きさです。"
    assert english["learning_rate"].label == "learning_rate · training"
    assert "learning_rate · 学習" in labels


@pytest.mark.parametrize(
    ("rows", "en", "ja"),
    [
        ([Row("hidden", " ")], "hidden needs at least one value", "値が 1 つ以上必要"),
        ([Row("hidden", "8"), Row("hidden", "16")], "hidden is varied twice", "2 つの行に"),
        ([Row("learning_rate", "1..x")], "NAME=LOW..HIGH", "最小..最大"),
        ([Row("learning_rate", "1..0.1")], "low < high", "low < high"),
        ([Row("n", "1..2000:2000"), Row("noise", "0,1")], "at most 1,000", "1,000 通りまで"),
    ],
)
def test_what_cannot_be_read_is_told(rows, en, ja):
    for language, words in (("en", en), ("ja", ja)):
        with speaking(language), pytest.raises(InputError) as error:
            read_rows(rows)
        assert words in str(error.value)


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("learning_rate", "0.1, -1", "learning rate must be > 0; got -1"),
        ("optimizer", "adam, adm", "got 'adm'"),
        ("hidden", "x", "hidden must be like"),
        ("batch_size", "0.5", "batch size must be"),
    ],
)
def test_what_cannot_be_trained_is_told(name, values, words):
    with pytest.raises(InputError) as error:
        check_values(DIGITS, name, read_rows([Row(name, values)])[name])
    assert words in str(error.value)


def test_data_can_be_varied_too():
    job = Job("mlp", "spiral")
    check_values(job, "noise", read_rows([Row("noise", "0.1, 0.2")])["noise"])
    with pytest.raises(InputError):
        check_values(job, "noise", read_rows([Row("noise", "much")])["noise"])
