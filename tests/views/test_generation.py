"""What a generative model made beside what is real."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from axb.data import Dataset
from axb.runs import Run
from axb.views import evaluation, facts, made, page
from axb.views.generated import BINS, REACH, distributions, in_rows, numbers, plane_range, sheet
from axb.views.generation import RESTORED, Generation, generates, record_generation
from axb.views.kinds import run_slide
from axb.views.palette import GENERATOR
from axb.views.reconstruction import record_reconstruction
from axb.views.scene import Boxes, Line, Points, Text
from axb.views.scene import Image as Pixels
from axb.words import InputError, set_language

BOUND = {"negative_elbo": 240.123, "reconstruction": 220.0, "kl": 20.123, "floor": 189.9, "excess": 50.223}
RNG = np.random.default_rng(0)


def record(run: Run, fashion: Dataset, classes: int = 10, bound: dict[str, float] | None = None) -> None:
    labels = np.arange(60) % 10
    real = np.stack([fashion.x_test[fashion.y_test == label][at // 10] for at, label in enumerate(labels)])
    record_generation(
        run, 9, 255 - real, real, labels if classes else None, labels, fashion.labels("en"), fashion.labels("ja"),
        kind="images", latent=16, seed=3, classes=classes, columns=10, bound=bound,
    )  # fmt: skip


@pytest.fixture
def clothes(new_run: Callable[..., Run], fashion: Dataset) -> Run:
    run = new_run(job={"model": "vae", "data": "fashion-mini"})
    record(run, fashion, bound=BOUND)
    return run


def test_it_comes_back(clothes: Run) -> None:
    found = evaluation(clothes)
    assert isinstance(found, Generation)
    assert (found.step, found.kind, found.latent, found.classes, found.seed) == (9, "images", 16, 10, 3)
    assert found.made.shape == found.real.shape == (60, 28, 28, 1)
    assert found.bound == BOUND
    assert found.restored is None
    np.testing.assert_array_equal(found.made_labels, np.arange(60) % 10)
    assert found.names[9] == "Ankle boot"
    set_language("ja")
    assert found.names[9] == "ショートブーツ"


def test_its_bound_is_told_with_its_parts_and_floor(clothes: Run) -> None:
    said = made.sentence(made.generation(clothes))
    assert "240.1 nats an example, 220 for what is not restored and 20.12 for the code" in said
    assert "gets below 189.9; this one is 50.22 above" in said
    known = facts(clothes)
    assert known["test_bound"] == "240.1 nats an example: 220 reconstruction + 20.12 KL"
    assert known["test_above_floor"] == "50.22"


def test_without_a_bound_nothing_is_claimed(new_run: Callable[..., Run], fashion: Dataset) -> None:
    run = new_run()
    record(run, fashion, classes=0)
    found = made.generation(run)
    assert (
        made.sentence(found)
        == "60 new examples, each made of 16 random numbers (seed 3), beside real ones of the test part."
    )
    assert made.headline(found) == "New examples, made of 16 random numbers each"
    assert "test_bound" not in facts(run)


def test_what_is_made_has_dashed_frames_and_what_is_real_solid_ones(clothes: Run) -> None:
    found = made.generation(clothes)
    for scene, frame in ((made.made(found), (True, GENERATOR)), (made.real(found), (False, "ink"))):
        boxes = [mark for mark in scene.marks if isinstance(mark, Boxes)]
        assert {(box.dashed, box.color) for box in boxes} == {frame}
        assert sum(isinstance(mark, Pixels) for mark in scene.marks) == 60
        heads = [mark.text for mark in scene.marks if isinstance(mark, Text)]
        assert (heads[0], heads[9], len(heads)) == ("T-shirt/top", "Ankle boot", 10)


def test_real_ones_and_made_ones_fill_half_a_slide_each(
    new_run: Callable[..., Run], fashion: Dataset
) -> None:
    run = new_run()
    record(run, fashion, classes=0)
    real, fake = made.beside(made.generation(run))
    for scene in (real, fake):
        pictures = [mark for mark in scene.marks if isinstance(mark, Pixels)]
        assert len(pictures) == 56
        assert len({mark.x0 for mark in pictures}) == 7


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_sheet_holds_each_picture_at_its_place(channels: int) -> None:
    pictures = RNG.integers(0, 256, (5, 4, 6, channels), np.uint8)
    scene = sheet([(row, True) for row in in_rows(pictures, 3)])
    shown = [mark for mark in scene.marks if isinstance(mark, Pixels)]
    assert [(one.x0 < 0.2, one.y1 > -0.2) for one in shown] == [
        (True, True), (False, True), (False, True), (True, False), (False, False)
    ]  # fmt: skip
    for mark, one in zip(shown, pictures, strict=True):
        assert (mark.x1 - mark.x0) / (mark.y1 - mark.y0) == pytest.approx(6 / 4)
        if channels < 4:
            np.testing.assert_array_equal(mark.pixels, np.broadcast_to(one, (4, 6, 3)))
    if channels == 4:
        share = pictures[0, 0, 0, 3] / 255
        expected = pictures[0, 0, 0, :3] * share + 255 * (1 - share)
        np.testing.assert_allclose(shown[0].pixels[0, 0], expected, atol=0.5)


def test_points_lie_over_the_real_ones() -> None:
    real, fake = RNG.normal(size=(30, 2)), RNG.normal(size=(40, 2)) + 9
    scene = numbers(fake, real, ("left", "right"))
    below, above = (mark for mark in scene.marks if isinstance(mark, Points))
    assert (len(below.x), below.hollow, len(above.x), above.color) == (30, True, 40, GENERATOR)  # type: ignore[arg-type]
    low, high = plane_range(real)
    assert (scene.x.low, scene.x.high, scene.x.label) == (low[0], high[0], "left")
    assert ((real > low) & (real < high)).all()


def test_columns_are_counted_in_the_real_ones_standard_deviations() -> None:
    real = RNG.normal(50, 10, (2000, 3))
    fake = np.stack([real[:, 0], real[:, 1] + 20, np.full(2000, 1e9)], 1)
    scene = distributions(fake, real, ("age", "income"))
    lines = [mark for mark in scene.marks if isinstance(mark, Line) and len(mark.x) > 2]  # type: ignore[arg-type]
    assert [line.dashed for line in lines] == [False, True] * 3
    assert [mark.text for mark in scene.marks if isinstance(mark, Text)] == ["age", "income", "x3"]
    heights = [np.asarray(line.y)[::2] for line in lines]
    middles = np.linspace(-REACH, REACH, 2 * BINS + 1)[1::2]
    np.testing.assert_array_equal(heights[0], heights[1])
    means = [float((track - track.min()) @ middles / (track - track.min()).sum()) for track in heights]
    assert means[2] == pytest.approx(0, abs=0.1)
    assert means[3] == pytest.approx(2, abs=0.1)
    assert means[5] == pytest.approx(REACH, abs=0.2), "what is beyond the end counts at the end"


@pytest.mark.parametrize("kind", ["samples", "beside"])
def test_a_slide(clothes: Run, kind: str) -> None:
    with Image.open(io.BytesIO(run_slide(clothes, kind, 640))) as picture:
        assert picture.size == (640, 360)
        pixels = np.asarray(picture.convert("RGB"))
    assert (pixels == tuple(bytes.fromhex(GENERATOR[1:]))).all(2).any()


def test_a_page_shows_it_in_light_and_dark_and_escapes_names(new_run: Callable[..., Run]) -> None:
    run = new_run()
    x = np.zeros((10, 4, 4, 1), np.uint8)
    names = ("<script>", "b")
    record_generation(
        run,
        1,
        x,
        x,
        np.arange(10) % 2,
        np.arange(10) % 2,
        names,
        kind="images",
        latent=2,
        classes=2,
        columns=2,
    )
    whole = page(run)
    assert "New examples, made of 2 random numbers each" in whole
    assert whole.count("<picture><source srcset") == 2
    assert whole.count('media="(prefers-color-scheme: dark)"') >= 2
    assert f"axb generate {run.name}" in whole
    assert "<script>b" not in whole


def test_what_an_encoder_restores_is_a_part_of_it(clothes: Run, fashion: Dataset) -> None:
    x = fashion.x_test
    record_reconstruction(
        clothes, 9, x, x.astype(float), RNG.normal(size=(len(x), 2)), fashion.y_test, fashion.labels("en"),
        error=0.01, pca=0.02, kind="images", name=RESTORED,
    )  # fmt: skip
    found = made.generation(clothes)
    assert found.restored is not None
    assert (found.restored.error, found.restored.pca) == (0.01, 0.02)
    assert facts(clothes)["test_restored"] == "0.01"
    assert 'data-figure="codes"' in page(clothes)
    assert run_slide(clothes, "reconstructions", 320)


def test_another_run_has_none(classifier: Run, clothes: Run) -> None:
    assert generates(clothes)
    assert not generates(classifier)
    for kind in ("samples", "beside", "growth"):
        with pytest.raises(InputError, match=r"on record|has kept no samples"):
            run_slide(classifier, kind)


@pytest.mark.parametrize(("fake", "real", "bound", "says"), [
    (np.zeros((3, 2)), np.zeros((3, 4)), {}, r"\(3, 2\), \(3, 4\)"),
    (np.zeros((0, 2)), np.zeros((3, 2)), {}, "at least one"),
    (np.full((3, 2), np.nan), np.zeros((3, 2)), {}, "6 of the 6"),
    (np.zeros((3, 2)), np.zeros((3, 2)), {"kl": float("inf")}, "1 of the 6"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(
    new_run: Callable[..., Run], fake: Any, real: Any, bound: Any, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        record_generation(new_run(), 1, fake, real, kind="points", latent=2, bound=bound)
