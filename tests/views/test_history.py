"""A run told again."""

from collections.abc import Callable
from dataclasses import asdict

import numpy as np
import pytest

from axb.runs import Run
from axb.views.history import history
from axb.views.learned_line import NAME, Line
from axb.views.paint import paint_side_by_side
from axb.views.scene import Line as Stroke
from axb.views.scene import Points, Scene
from axb.words import InputError


def lengths(scene: Scene) -> list[int]:
    return [len(np.asarray(mark.x)) for mark in scene.marks if isinstance(mark, Stroke)]


def test_curves_grow_on_axes_that_stand_still(classifier: Run) -> None:
    seen = history(classifier)
    first, half, whole = (seen(share) for share in (0.0, 0.5, 1.0))
    assert [scene.y for scene in first] == [scene.y for scene in half] == [scene.y for scene in whole]
    assert lengths(first[0]) == [0, 0, 0]
    assert lengths(half[0])[0] == 90
    assert lengths(whole[0]) == [180, 180, 3]
    assert "after 90 of 180 steps" in half[0].caption
    assert "held out (rings): 78.3%" in whole[1].caption
    assert whole[1].y.label == "accuracy (%)"


def test_a_run_of_the_line_shows_the_line_and_its_way(new_run: Callable[..., Run]) -> None:
    run = new_run(job={"model": "line", "data": "line:n=20"})
    for step in range(1, 11):
        run.log(step, {"a": 0.2 * step, "b": -0.1 * step, "loss": 1 / step})
    run.add_json(NAME, 10, asdict(Line(2.0, -1.0, 2.0, -1.0, 0.01, 0.0, 1.0, (0.0, 0.0))))
    line, surface = history(run)(0.5)
    assert line.caption.startswith("Step 5: y = 1x − 0.5")
    assert any(isinstance(mark, Points) and len(np.asarray(mark.x)) > 5 for mark in line.marks)
    (way,) = {tuple(mark.x) for mark in surface.marks if isinstance(mark, Stroke)}
    assert way == pytest.approx((0, 0.2, 0.4, 0.6, 0.8, 1.0))
    assert paint_side_by_side([line, surface], 320, 180).size == (320, 180)


def test_where_the_data_are_gone_the_line_is_shown_alone(new_run: Callable[..., Run]) -> None:
    run = new_run(job={"model": "line", "data": "gone.csv"})
    run.log(1, {"a": 1.0, "b": 0.0})
    run.add_json(NAME, 1, asdict(Line(1.0, 0.0, 2.0, -1.0, 0.01, 0.0, 1.0, (0.0, 0.0))))
    assert len(history(run)(1.0)) == 2


def test_players_are_named_at_their_curves(new_run: Callable[..., Run]) -> None:
    run = new_run()
    for step in range(1, 301):
        run.log(step, {"generator_loss": 1.0 / step, "discriminator_loss": 0.7})
    (scene,) = history(run)(1.0)
    assert {mark.text.strip() for mark in scene.marks if mark.kind == "text"} == {
        "generator",
        "discriminator",
    }  # type: ignore[attr-defined]


def test_of_a_run_without_records_there_is_no_film(new_run: Callable[..., Run]) -> None:
    with pytest.raises(InputError, match="recorded nothing"):
        history(new_run())
