"""What came in beside what was restored of it."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from axb.data import Dataset
from axb.runs import Run
from axb.views import evaluation, facts, page
from axb.views.kinds import run_slide
from axb.views.palette import GENERATOR, class_color
from axb.views.reconstruction import CODES, PICTURES, POINTS, Reconstruction, record_reconstruction
from axb.views.restored import codes, points, reconstruction, sentence, sheet
from axb.words import InputError, set_language

TEAL = tuple(bytes.fromhex(GENERATOR[1:]))


def record(run: Run, x: np.ndarray, latent: int, kind: str, classes: Dataset | None = None) -> None:
    rng = np.random.default_rng(0)
    restored = x + rng.normal(0, 30 if kind == "images" else 0.1, x.shape)
    known: tuple[Any, ...] = (
        () if classes is None else (classes.y_test, classes.labels("en"), classes.labels("ja"))
    )
    some = rng.normal(size=(len(x), latent))
    record_reconstruction(run, 9, x, restored, some, *known, error=0.0123, pca=0.0456, kind=kind, loss=0.02)


@pytest.fixture
def clothes(new_run: Callable[..., Run], fashion: Dataset) -> Run:
    run = new_run(job={"model": "autoencoder", "data": "fashion-mini"})
    record(run, fashion.x_test, 2, "images", fashion)
    return run


def test_it_comes_back(clothes: Run, fashion: Dataset) -> None:
    found = evaluation(clothes)
    assert isinstance(found, Reconstruction)
    assert (found.step, found.error, found.pca, found.loss) == (9, 0.0123, 0.0456, 0.02)
    assert (found.latent, found.count, found.kind) == (2, 2000, "images")
    assert found.x.shape == found.restored.shape == (PICTURES, 28, 28, 1)
    assert found.restored.dtype == np.uint8
    assert found.codes.shape == (CODES, 2)
    for picture, label in zip(found.x, found.labels, strict=True):
        same = (fashion.x_test == picture).all((1, 2, 3))
        assert label in fashion.y_test[same]
    assert found.names[9] == "Ankle boot"
    set_language("ja")
    assert found.names[9] == "ショートブーツ"


def test_the_sentence_sets_its_error_beside_pca_s(clothes: Run) -> None:
    said = sentence(reconstruction(clothes))
    assert said == (
        "2,000 test examples restored from 2 numbers each: mean squared error 0.0123 a pixel of 0 to 1. "
        "PCA with as many numbers: 0.0456."
    )
    known = facts(clothes)
    assert (known["test_restored"], known["test_pca"], known["test_loss"]) == ("0.0123", "0.0456", "0.02")


def test_what_is_real_has_a_solid_frame_and_what_was_restored_a_dashed_one(clothes: Run) -> None:
    found = reconstruction(clothes)
    picture = np.asarray(sheet(found, 1, 1, "light", 28))
    teal = (picture == TEAL).all(2)
    rows = np.flatnonzero(teal.any(1))
    assert rows[-1] - rows[0] + 1 == 32  # 28 pixels and a frame of two on both sides
    assert 0.4 < teal[rows[0]].sum() / 32 < 0.7
    above = picture[12 + 2 : 12 + 30, 12 + 2 : 12 + 30, 0]
    np.testing.assert_array_equal(above, found.x[0, ..., 0])
    below = picture[rows[0] + 2 : rows[0] + 30, 12 + 2 : 12 + 30, 0]
    np.testing.assert_array_equal(below, found.restored[0, ..., 0])


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("classes", [True, False])
def test_a_slide_of_any_pictures(new_run: Callable[..., Run], channels: int, classes: bool) -> None:
    x = np.random.default_rng(0).integers(0, 256, (7, 9, 5, channels), np.uint8)
    run = new_run()
    known: tuple[Any, ...] = ((np.arange(7) % 2, ("a very long name of a class", "b")),) if classes else ()
    record_reconstruction(
        run, 1, x, x.astype(np.float32), np.zeros((7, 3)), *(known[0] if known else ()),
        error=0, pca=0, kind="images",
    )  # fmt: skip
    with Image.open(io.BytesIO(run_slide(run, "reconstructions", 640))) as picture:
        assert picture.size == (640, 360)


def test_codes_of_two_numbers_are_drawn_by_class(clothes: Run, new_run: Callable[..., Run]) -> None:
    figure = codes(clothes)
    assert [trace.name for trace in figure.data][:2] == ["T-shirt/top", "Trouser"]
    assert figure.data[3].marker.color == class_color(3)
    assert sum(len(trace.x) for trace in figure.data) == 2000
    other = new_run()
    record(other, np.zeros((5, 4), np.float32), 3, "table")
    with pytest.raises(InputError, match=r"have 3\. Train with latent=2"):
        codes(other)


def test_points_on_a_plane_are_joined_with_where_they_were_restored(new_run: Callable[..., Run]) -> None:
    run = new_run()
    x = np.random.default_rng(1).normal(size=(400, 2)).astype(np.float32)
    record(run, x, 1, "points")
    lines, real, made = points(run).data
    assert len(real.x) == len(made.x) == POINTS
    np.testing.assert_array_equal(lines.x[::3], real.x)
    np.testing.assert_array_equal(lines.y[1::3], made.y)
    whole = page(run)
    assert 'data-figure="points"' in whole
    assert 'data-figure="codes"' not in whole


def test_a_page_shows_pairs_and_codes_and_escapes_names(new_run: Callable[..., Run]) -> None:
    run = new_run()
    x = np.zeros((3, 4, 4, 1), np.uint8)
    names = ("<script>", "b")
    record_reconstruction(
        run,
        1,
        x,
        x.astype(float),
        np.zeros((3, 2)),
        np.array([0, 1, 0]),
        names,
        error=0.5,
        pca=0.25,
        kind="images",
    )
    whole = page(run)
    assert "Restored from 2 numbers: mean squared error 0.5 a pixel of 0 to 1" in whole
    assert whole.count('class="made"') == 3
    assert 'data-figure="codes"' in whole
    assert "&lt;script&gt;</span>" in whole


def test_a_table_has_numbers_and_no_picture(new_run: Callable[..., Run]) -> None:
    run = new_run()
    record(run, np.zeros((5, 4), np.float32), 2, "table")
    assert "a column, in its standard deviations" in page(run)
    with pytest.raises(InputError, match="of the kind table"):
        run_slide(run, "reconstructions")


def test_another_run_has_none(classifier: Run) -> None:
    with pytest.raises(InputError, match="no test of an autoencoder on record"):
        run_slide(classifier, "reconstructions")


@pytest.mark.parametrize(("x", "restored", "codes", "says"), [
    (np.zeros((3, 2)), np.zeros((3, 4)), np.zeros((3, 1)), r"\(3, 2\), \(3, 4\), \(3, 1\)"),
    (np.zeros((3, 2)), np.zeros((3, 2)), np.zeros((2, 1)), "equally many"),
    (np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 1)), "at least one"),
    (np.zeros((3, 2)), np.full((3, 2), np.nan), np.zeros((3, 1)), "6 of the 6 predicted values"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(
    new_run: Callable[..., Run], x: np.ndarray, restored: np.ndarray, codes: np.ndarray, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        record_reconstruction(new_run(), 1, x, restored, codes, error=0, pca=0, kind="table")
