"""Where a trained run looks, as pictures."""

from pathlib import Path

import numpy as np
import pytest

from axb import jobs, zoo
from axb.data import load
from axb.insight import receptive_fields
from axb.jobs import Job, Predictor
from axb.jobs.looking import embedded, embedding_slide, looks_slide, receptive_slide
from axb.runs import Store
from axb.views.looks import laid_over
from axb.views.receptive import EDGE, growing
from axb.views.scene import Text
from axb.words import InputError

CONVNET = """
import axb
from axb import layers as L

def net():
    convolution, answers = L.Conv2D(6, 3, activation="relu"), L.Dense(10, activation="softmax")
    return axb.Sequential([
        L.Input((8, 8, 1)), L.Rescaling(1 / 16), convolution, L.GlobalAveragePooling2D(), answers
    ])
"""


def test_ten_pictures_of_the_test_part_under_their_maps(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(CONVNET)
    done = jobs.train(Job("net.py:net", "digits", epochs=1, watch=True), verbose=0)
    predictor = Predictor(done.run)
    seen = predictor.look(done.data.x_test[0])
    assert seen.shape == (6, 6)
    assert 0 <= seen.min() <= seen.max() <= 1
    picture = looks_slide(done.run, 640)
    assert picture.size == (640, 360)
    pixels = np.asarray(picture).reshape(-1, 3).astype(int)
    assert (np.abs(pixels - pixels.mean(1, keepdims=True)) > 20).any(), "there are colours"
    with Store() as store:
        run = store.open(done.run)
        assert next(one.step for one in run.artifacts() if one.name == "watch/layers") == 1


def test_what_is_no_picture_is_refused() -> None:
    done = jobs.train(Job("line", "line", epochs=1), verbose=0)
    with pytest.raises(InputError, match="look at a picture"):
        looks_slide(done.run)


def test_yellow_is_where_most_speaks_for_it() -> None:
    look = np.zeros((2, 2), np.float32)
    look[1, 1] = 1
    over = laid_over(np.zeros((4, 4, 1), np.uint8), look, 2)
    assert (over.shape, over.dtype) == ((8, 8, 3), np.uint8)
    red, _, blue = over[-1, -1]
    assert red > blue
    red, _, blue = over[0, 0]
    assert red < blue


def test_what_a_unit_of_each_layer_sees(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(CONVNET)
    done = jobs.train(Job("net.py:net", "digits", epochs=1), verbose=0)
    picture = np.asarray(receptive_slide(done.run, 640))
    assert picture.shape == (360, 640, 3)
    assert (picture == np.array(EDGE)).all(-1).any(), "there are squares"


def test_what_has_no_window_says_so() -> None:
    done = jobs.train(Job("logistic", "digits", epochs=1), verbose=0)
    with pytest.raises(InputError, match="sees a picture through a window"):
        receptive_slide(done.run)
    done = jobs.train(Job("line", "line", epochs=1), verbose=0)
    with pytest.raises(InputError, match="look at a picture"):
        receptive_slide(done.run)


def test_what_the_last_layer_is_told_of_pictures_and_of_numbers() -> None:
    done = jobs.train(Job("mlp:hidden=16", "digits", epochs=1), verbose=0)
    scene = embedded(Predictor(done.run))
    assert "16 numbers each" in scene.caption
    assert {mark.text for mark in scene.marks if isinstance(mark, Text)} == set("0123456789")
    assert embedding_slide(done.run, 640).size == (640, 360)
    done = jobs.train(Job("line", "line", epochs=1), verbose=0)
    assert "yellow: high ones" in embedded(Predictor(done.run)).caption


@pytest.mark.parametrize(
    "family", ["lenet5", "alexnet", "vgg", "googlenet", "plain", "resnet", "cnn", "fastcnn"]
)
def test_every_family_s_windows_are_known_up_to_the_last_picture(family: str) -> None:
    model = zoo.find(family).make(zoo.facts_of(load("fashion-mini")), {})
    fields = receptive_fields(model)
    assert max(fields[-1].size) >= 10
    assert len(growing(fields, (28, 28, 1), 10)) >= 4
