"""The looks of a training: the newest one, a strip of them, a film."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from axb.runs import Run
from axb.views.kinds import run_slide
from axb.views.samples import chosen, film, growth, look_at, needed, newest, recorded
from axb.views.scene import Boxes, Line, Points, Text
from axb.views.scene import Image as Pixels
from axb.words import InputError

STEPS = [*range(18), 30, 60, 100, 150, 200]
RNG = np.random.default_rng(0)


def looked(
    run: Run, shape: tuple[int, ...], columns: int = 0, restored: bool = False, names: tuple[str, ...] = ()
) -> Run:
    """As a trainer leaves it: pixels of each picture say of which step it is."""
    pictures = len(shape) == 4
    for step in STEPS:
        if pictures:
            run.add_array("samples", step, np.full(shape, step, np.uint8))
        else:
            run.add_array("samples", step, RNG.normal(size=shape).astype(np.float32) + step / 100)
    real = np.full(shape, 77, np.uint8) if pictures else RNG.normal(size=shape).astype(np.float32)
    run.add_array("samples/examples", 0, real)
    told = {"columns": columns, "classes": 0, "restored": restored, "seed": 0, "names": list(names)}
    run.add_json("samples/about", 0, told)
    return run


@pytest.fixture
def pictures(new_run: Callable[..., Run]) -> Run:
    return looked(new_run(), (60, 8, 8, 1), 10)


def test_the_looks_of_a_run(pictures: Run, new_run: Callable[..., Run]) -> None:
    found = needed(pictures)
    assert found.steps == STEPS
    assert (found.at(30) == 30).all()
    assert (found.at() == 200).all()
    assert recorded(new_run()) is None
    with pytest.raises(InputError, match="has kept no samples"):
        needed(new_run())


def test_the_newest_look_says_when_it_was(pictures: Run, new_run: Callable[..., Run]) -> None:
    scene = newest(pictures)
    assert scene is not None
    assert scene.caption.startswith("After 200 steps: made of the same 60 codes")
    assert sum(isinstance(mark, Pixels) for mark in scene.marks) == 60
    assert newest(new_run()) is None


def test_what_an_autoencoder_restores_lies_below_what_it_was_given(new_run: Callable[..., Run]) -> None:
    scene = newest(looked(new_run(), (60, 8, 8, 1), 10, restored=True))
    assert scene is not None
    rows = [mark for mark in scene.marks if isinstance(mark, Boxes)]
    assert [row.dashed for row in rows] == [False, True] * 3
    values = [int(mark.pixels[0, 0, 0]) for mark in scene.marks if isinstance(mark, Pixels)]
    assert values == ([77] * 10 + [200] * 10) * 3
    assert "always the same examples" in scene.caption


def test_a_film_goes_with_the_cube_of_its_time() -> None:
    assert look_at(STEPS, 0) == 0
    assert look_at(STEPS, 1) == 200
    assert look_at(STEPS, 0.5) == 30  # 25 is nearest to 30
    assert chosen(STEPS, 5) == [0, 3, 30, 100, 200]
    assert chosen([0, 4], 9) == [0, 4]


def test_a_film_of_a_run_shows_every_step_s_own_look(pictures: Run) -> None:
    seen = film(pictures)
    (first,), (last,) = seen(0.0), seen(1.0)
    assert first.caption == "Step 0 of 200: made of always the same random codes"
    assert last.caption.startswith("Step 200 of 200")
    assert {int(mark.pixels[0, 0, 0]) for mark in last.marks if isinstance(mark, Pixels)} == {200}
    assert seen(0.999) is seen(1.0), "what stays is painted once"


def test_a_strip_of_pictures_runs_to_the_right(pictures: Run) -> None:
    scene = growth(pictures)
    steps = chosen(STEPS, 9)
    assert [mark.text for mark in scene.marks if isinstance(mark, Text)] == [f"step {step}" for step in steps]
    values = [int(mark.pixels[0, 0, 0]) for mark in scene.marks if isinstance(mark, Pixels)]
    assert values == steps * 5
    with Image.open(io.BytesIO(run_slide(pictures, "growth", 640))) as picture:
        assert picture.size == (640, 360)


def test_points_grow_on_planes_in_two_rows(new_run: Callable[..., Run]) -> None:
    scene = growth(looked(new_run(), (50, 2)))
    planes = [mark for mark in scene.marks if isinstance(mark, Boxes)]
    assert len({float(np.asarray(one.y0)[0]) for one in planes}) == 2
    assert len([mark for mark in scene.marks if isinstance(mark, Points)]) == 2 * len(planes)
    for mark in scene.marks:
        if isinstance(mark, Points):
            assert (np.asarray(mark.x) <= scene.x.high).all()
            assert (np.asarray(mark.y) >= scene.y.low).all()


def test_a_table_s_columns_are_filmed_and_not_drawn_in_a_strip(new_run: Callable[..., Run]) -> None:
    run = looked(new_run(), (50, 3), names=("age", "income", "colour=red"))
    (scene,) = film(run)(1.0)
    assert [mark.text for mark in scene.marks if isinstance(mark, Text)] == ["age", "income", "colour=red"]
    assert sum(isinstance(mark, Line) and mark.dashed for mark in scene.marks) == 3
    with pytest.raises(InputError, match="rows of a table"):
        growth(run)


def test_what_has_diverged_is_drawn_all_the_same(new_run: Callable[..., Run]) -> None:
    run = looked(new_run(), (50, 2))
    run.add_array("samples", 201, np.full((50, 2), np.nan, np.float32))
    (scene,) = film(run)(1.0)
    assert scene.caption.startswith("Step 201")
    growth(run)
    table = looked(new_run(), (50, 3))
    table.add_array("samples", 201, np.full((50, 3), np.nan, np.float32))
    film(table)(1.0)
