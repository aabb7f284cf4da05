"""What the training page offers."""

from dataclasses import replace

import pytest

from axb import jobs, zoo
from axb.data import published
from axb.jobs import Job
from axb.studio.pages.train_choices import DATA, USUAL_SPEED, Choice, available
from axb.studio.pages.train_pictures import MODELS

PAIRS = [(model, data) for data, models in DATA.items() for model in models if data not in published.ALL]


@pytest.mark.parametrize(("model", "data"), PAIRS)
def test_every_network_that_is_offered_can_learn_the_data(model, data):
    assert jobs.prepare(Job(model, data)).epochs == Choice(data, model).usual_epochs()


def test_every_network_has_a_picture_and_a_speed():
    offered = {model for models in DATA.values() for model in models}
    assert offered <= zoo.FAMILIES.keys()
    assert offered == MODELS.keys() == USUAL_SPEED.keys()


def test_data_that_this_machine_lacks_are_not_offered():
    assert set(available()) == {
        name for name in DATA if name not in published.ALL or published.ALL[name].find_folder()
    }


def test_a_choice_becomes_a_job():
    choice = Choice()
    assert choice.job() == Job("fastcnn", "fashion-mini")
    choice.choose_data("digits")
    assert choice.model == "mlp"
    choice.optimizer, choice.hypers = "adam", {"learning_rate": 0.01, "beta_1": 0.8}
    choice.options, choice.epochs, choice.batch_size = {"hidden": "64,32"}, 3, 16
    assert choice.job() == Job(
        "mlp:hidden=64,32", "digits", epochs=3, batch_size=16, learning_rate=0.01, optimizer="adam:beta_1=0.8"
    )
    assert jobs.prepare(choice.job()).epochs == 3


def test_another_network_forgets_the_options_of_the_one_before():
    choice = Choice("digits", "mlp", options={"hidden": "8"}, epochs=7)
    choice.choose_model("logistic")
    assert (choice.options, choice.epochs) == ({}, None)


def test_an_address_has_the_choice_again():
    choice = Choice("digits", "mlp", optimizer="sgd", hypers={"momentum": 0.5}, batch_size=16)
    choice.options = {"hidden": "64,32"}
    again = Choice.of({**choice.words(), "learning_rate": "0.02"})
    assert again.job() == replace(choice.job(), learning_rate=0.02)
    assert Choice.of({}) == Choice()


@pytest.mark.parametrize(
    "words",
    [{"data": "/etc/passwd"}, {"model": "mine.py:make"}, {"model": "mlp:"}, {"optimizer": "adams"}, {"batch_size": "x"},
     {"learning_rate": "nan"}, {"learning_rate": "-1"}, {"data": "spiral.csv:target=a"}],
)  # fmt: skip
def test_what_an_address_cannot_choose_is_left_out(words):
    assert Choice.of(words) == Choice()


def test_a_time_takes_the_place_of_epochs():
    choice = Choice("digits", "mlp", epochs=3, time=20)
    assert (choice.job().epochs, choice.job().seconds) == (None, 20)
    assert choice.seconds() > 20
