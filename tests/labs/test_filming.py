"""A lab from its start to its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.labs.catalogue import find
from axb.labs.filming import chosen_scenes, pictures, schedule, steps_to_the_end
from axb.words import InputError


@given(st.integers(0, 5000), st.floats(1, 60), st.integers(5, 60))
def test_all_steps_are_taken_and_the_end_is_seen_a_second(steps: int, seconds: float, fps: int) -> None:
    taken = schedule(steps, seconds, fps)
    assert len(taken) == max(round(seconds * fps), 2)
    assert sum(taken) == steps
    assert taken[0] == 0
    assert set(taken[-min(fps, len(taken) // 2) :]) == {0} or steps == 0


def test_a_lab_ends_where_nothing_is_left() -> None:
    steps = steps_to_the_end(find("line"))
    assert 10 < steps < 1000
    assert steps_to_the_end(find("line"), 7) == 7


def test_the_pictures_are_of_a_lab_that_learns() -> None:
    scenes = list(pictures(find("line"), [0, 5, 5], ["curve", "data"]))
    assert len({data.caption for _, data in scenes}) == 3
    assert [curve.caption.startswith("In 10 steps") for curve, _ in scenes] == [False, False, True]


def test_scenes_are_chosen_by_name() -> None:
    lab = find("line")
    assert len(chosen_scenes(lab)) == len(lab.scenes())
    with pytest.raises(InputError, match="data, surface, curve; got 'face'"):
        chosen_scenes(lab, ["face"])
