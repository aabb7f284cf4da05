"""Pictures whose pixels can be seen."""

import base64
import io
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from axb.runs import Run
from axb.views import contact_sheet, png, record_evaluation, worst_mistakes
from axb.views.palette import THEMES
from axb.views.pictures import FRAME, GAP, data_uri, fitted, image, scale_for
from axb.words import InputError, set_language

CHECKERS = np.array([[[0], [255]], [[255], [0]]], np.uint8)


@given(
    st.integers(1, 9), st.integers(1, 9), st.sampled_from([1, 3, 4]), st.integers(1, 5), st.integers(0, 2**32)
)
def test_every_pixel_becomes_a_square(height: int, width: int, channels: int, scale: int, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(256, size=(height, width, channels), dtype=np.uint8)
    large = np.asarray(image(picture, scale)).reshape(height * scale, width * scale, channels)
    assert np.array_equal(large, picture.repeat(scale, 0).repeat(scale, 1))


def test_an_address_holds_the_picture_as_png() -> None:
    head, _, data = data_uri(CHECKERS, 3).partition(",")
    assert head == "data:image/png;base64"
    assert np.array_equal(
        np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))[::3, ::3], CHECKERS[..., 0]
    )


def test_large_pictures_become_small_and_small_ones_stay() -> None:
    pictures = np.zeros((2, 50, 100, 3), np.uint8)
    assert fitted(pictures, 20).shape == (2, 10, 20, 3)
    assert fitted(pictures, 100) is pictures
    assert fitted(np.zeros((1, 300, 1, 1), np.uint8), 30).shape == (1, 30, 1, 1)
    assert fitted(pictures[:0], 20).shape == (0, 50, 100, 3)


@pytest.mark.parametrize(("side", "scale"), [(28, 4), (8, 14), (200, 1)])
def test_the_scale_is_what_fits(side: int, scale: int) -> None:
    assert scale_for(np.zeros((1, side, 3, 1), np.uint8), 112) == scale


def test_a_sheet_has_solid_frames_around_real_pictures() -> None:
    sheet = np.asarray(contact_sheet(np.stack([CHECKERS] * 3), ["a", "b", "c"], columns=2, scale=10))
    ink, paper = (tuple(bytes.fromhex(color[1:])) for color in (THEMES["light"].ink, THEMES["light"].paper))
    inside = slice(GAP + FRAME, GAP + FRAME + 20)
    assert tuple(sheet[0, 0]) == paper
    assert (sheet[GAP, GAP : GAP + 20 + 2 * FRAME] == ink).all()
    assert (sheet[GAP : GAP + 20 + 2 * FRAME, GAP] == ink).all()
    assert np.array_equal(sheet[inside, inside, 0], CHECKERS[..., 0].repeat(10, 0).repeat(10, 1))


def test_a_sheet_has_columns_and_rows() -> None:
    sizes = [
        contact_sheet(np.stack([CHECKERS] * 6), [""] * 6, columns, scale=20).size for columns in (1, 3, 6, 9)
    ]
    assert sizes[2] == sizes[3]
    width, height = sizes[2]
    assert sizes[0] == ((width - GAP) // 6 + GAP, (height - GAP) * 6 + GAP)
    assert sizes[1] == ((width - GAP) // 2 + GAP, (height - GAP) * 2 + GAP)


def test_captions_are_drawn_in_either_scheme() -> None:
    picture = np.stack([CHECKERS])
    for scheme in ("light", "dark"):
        with_text = np.asarray(contact_sheet(picture, ["Shirt"], scale=40, scheme=scheme))
        below = with_text[GAP + 2 * 40 + 2 * FRAME + 2 :]
        assert (below != below[-1, 0]).any()
        assert tuple(below[-1, 0]) == tuple(bytes.fromhex(THEMES[scheme].paper[1:]))


def test_transparent_pictures_lie_on_the_paper() -> None:
    clear = np.zeros((1, 4, 4, 4), np.uint8)
    sheet = contact_sheet(clear, [""], scale=5)
    assert sheet.getpixel((GAP + FRAME + 8, GAP + FRAME + 8)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("count", "captions", "columns", "scale"), [(0, 0, 1, 1), (2, 1, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0)]
)
def test_a_sheet_needs_pictures_and_captions(count: int, captions: int, columns: int, scale: int) -> None:
    with pytest.raises(InputError, match="contact sheet needs"):
        contact_sheet(np.zeros((count, 2, 2, 1), np.uint8), [""] * captions, columns, scale)


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2, 2), (1, 0, 2, 1)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match=r"uint8 array of shape \(N, H, W, C\)"):
        contact_sheet(np.zeros(shape, np.uint8), [""] * shape[0])


def test_the_worst_mistakes_are_one_picture(classifier: Run) -> None:
    for language in ("en", "ja"):
        set_language(language)
        sheet = worst_mistakes(classifier, count=10, columns=5)
        assert png(sheet).startswith(b"\x89PNG")
        assert sheet.width > 5 * 112
        assert sheet.height > 2 * 112


@pytest.mark.parametrize(
    ("answers", "pictures"), [([0, 1], np.zeros((2, 4, 4, 1), np.uint8)), ([1, 0], None)]
)
def test_without_wrong_pictures_there_is_none(
    new_run: Callable[..., Run], answers: list[int], pictures: np.ndarray | None
) -> None:
    run = new_run()
    record_evaluation(run, 1, answers, [0.0, 1.0], pictures, ("no", "yes"))
    with pytest.raises(InputError, match="no pictures that were got wrong"):
        worst_mistakes(run)
