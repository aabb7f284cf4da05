"""An example's way through a trained run's network, as a slide."""

from pathlib import Path

import pytest

from axb import jobs
from axb.jobs import Job, Predictor
from axb.jobs.way import maps_slide, way
from axb.views.scene import Image, Text
from axb.words import InputError, speaking

SEVERAL = """
import axb
from axb import layers as L

def net():
    several = L.Inception(2, 2, 3, 1, 2, 2, name="several")
    return axb.Sequential([
        L.Input((8, 8, 1)), L.Rescaling(1 / 16), several, L.GlobalAveragePooling2D(),
        L.Dense(10, activation="softmax", name="say"),
    ])
"""


@pytest.fixture
def run(tmp_path: Path) -> str:
    (tmp_path / "net.py").write_text(SEVERAL)
    return jobs.train(Job("net.py:net", "digits", epochs=1), verbose=0).run


def texts(scene: object) -> set[str]:
    return {one.text for one in scene.marks if isinstance(one, Text)}  # type: ignore[attr-defined]


def test_every_part_and_every_branch_is_seen(run: str) -> None:
    predictor = Predictor(run)
    example = predictor.data.x_test[4]
    scene = way(predictor, example)
    assert {
        "input",
        "several",
        "filters_1x1",
        "reduce_3x3",
        "filters_3x3",
        "filters_5x5",
        "filters_pool",
        "say",
    } <= (texts(scene))
    assert len([one for one in scene.marks if isinstance(one, Image)]) > 10
    best = max(answers := predictor.answer(example), key=lambda name: answers[name])
    assert f"The answer: {best} ({answers[best]:.0%})" in scene.caption
    with speaking("ja"):
        assert f"答えは「{best}」" in way(predictor, example).caption


def test_one_part_is_looked_into(run: str) -> None:
    scene = way(Predictor(run), Predictor(run).data.x_test[0], "several")
    assert scene.caption.startswith("Inside several.")
    assert "say" not in texts(scene)


def test_the_slide_is_of_the_example_that_is_asked_for(run: str) -> None:
    first = maps_slide(run, {}, 640)
    assert first.size == (640, 360)
    assert first.tobytes() == maps_slide(run, {"picture": "1"}, 640).tobytes()
    assert first.tobytes() != maps_slide(run, {"picture": "2"}, 640).tobytes()


@pytest.mark.parametrize(
    "options", [{"picture": "0"}, {"picture": "x"}, {"picture": "301"}, {"part": "no"}, {"x": "1"}]
)
def test_what_there_is_not_is_told(run: str, options: dict[str, str]) -> None:
    with pytest.raises(InputError):
        maps_slide(run, options)


def test_numbers_to_predict_have_a_way_too() -> None:
    done = jobs.train(Job("line", "line", epochs=1), verbose=0)
    assert " = " in way(Predictor(done.run), done.data.x_test[0]).caption
