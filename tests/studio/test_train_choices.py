"""What the training page offers."""

import pytest

from axb import jobs, zoo
from axb.data.fashion_mnist import find_folder
from axb.jobs import Job
from axb.studio.pages.train_choices import DATA, USUAL_SPEED, Choice, available
from axb.studio.pages.train_pictures import MODELS

PAIRS = [(model, data) for data, models in DATA.items() for model in models if data != "fashion-mnist"]


@pytest.mark.parametrize(("model", "data"), PAIRS)
def test_every_network_that_is_offered_can_learn_the_data(model, data):
    assert jobs.prepare(Job(model, data)).epochs == Choice(data, model).usual_epochs()


def test_every_network_has_a_picture_and_a_speed():
    offered = {model for models in DATA.values() for model in models}
    assert offered <= zoo.FAMILIES.keys()
    assert offered == MODELS.keys() == USUAL_SPEED.keys()


def test_data_that_this_machine_lacks_are_not_offered():
    assert set(available()) == DATA.keys() - (set() if find_folder() else {"fashion-mnist"})


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
