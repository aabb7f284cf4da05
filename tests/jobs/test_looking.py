"""Where a trained run looks, as pictures."""

from pathlib import Path

import numpy as np
import pytest

from axb import jobs
from axb.jobs import Job, Predictor
from axb.jobs.looking import looks_slide
from axb.runs import Store
from axb.views.looks import laid_over
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
