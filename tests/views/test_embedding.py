"""Examples in a plane as a picture."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.insight import Embedding
from axb.views import embedding_scene
from axb.views.embedding import HIGH, WIDE, apart
from axb.views.scene import Image, Points, Segments, Text
from axb.words import set_language

DRAW = np.random.default_rng(0)
LABELS = np.repeat([0, 1, 2], 20)
POINTS = DRAW.normal(size=(60, 2)) + 10 * np.eye(3, 2)[LABELS]
FOUND = Embedding(POINTS, (0.5, 0.25), "dense", 64)
PICTURES = np.arange(60, dtype=np.uint8)[:, None, None, None] * np.ones((1, 4, 4, 1), np.uint8)


def marks(scene, kind):
    return [mark for mark in scene.marks if isinstance(mark, kind)]


def test_classes_have_their_colours_names_and_a_picture_of_their_own() -> None:
    scene = embedding_scene(FOUND, LABELS, ("a", "b", "c"), PICTURES)
    (dots,) = marks(scene, Points)
    assert list(dots.color) == [f"class:{label}" for label in LABELS]
    assert dots.hollow, "they were held out"
    assert [one.text for one in marks(scene, Text)] == ["a", "b", "c"]
    faces = marks(scene, Image)
    assert [one.frame for one in faces] == ["class:0", "class:1", "class:2"]
    for label, face in enumerate(faces):
        assert LABELS[face.pixels[0, 0, 0]] == label
        middle = np.median(POINTS[label == LABELS], axis=0)
        assert np.linalg.norm(POINTS[face.pixels[0, 0, 0]] - middle) < 1
    (ways,) = marks(scene, Segments)
    np.testing.assert_allclose(ways.x0, [np.median(POINTS[one == LABELS, 0]) for one in range(3)])


def test_both_axes_have_one_unit_and_hold_all_points() -> None:
    scene = embedding_scene(FOUND, LABELS, ("a", "b", "c"))
    assert scene.square
    assert (scene.x.high - scene.x.low) / (scene.y.high - scene.y.low) == pytest.approx(WIDE / HIGH)
    low, high = POINTS.min(0), POINTS.max(0)
    assert scene.x.low < low[0] < high[0] < scene.x.high
    assert scene.y.low < low[1] < high[1] < scene.y.high
    assert "50%" in scene.x.label


def test_the_caption_says_what_and_how_much_of_it_is_seen() -> None:
    said = embedding_scene(FOUND, LABELS, ("a", "b", "c")).caption
    assert "60 test examples, as what comes into “dense” tells them apart (64 numbers each)" in said
    assert "75% of their variance" in said
    set_language("ja")
    assert "散らばりの 75%" in embedding_scene(FOUND, LABELS, ("a", "b", "c")).caption


def test_numbers_are_dark_where_they_are_low() -> None:
    scene = embedding_scene(FOUND, np.linspace(-3, 5, 60))
    (dots,) = marks(scene, Points)
    assert not marks(scene, Text)
    assert dots.color[0] == "#00224e"
    assert sum(int(dots.color[-1][at : at + 2], 16) for at in (1, 3, 5)) > 400
    assert "yellow: high ones" in scene.caption
    assert embedding_scene(FOUND, np.zeros(60)).marks


def test_a_class_that_is_not_there_has_no_name() -> None:
    scene = embedding_scene(FOUND, np.where(LABELS == 1, 0, LABELS), ("a", "b", "c"))
    assert [one.text for one in marks(scene, Text)] == ["a", "c"]


@given(st.lists(st.tuples(st.floats(0, WIDE), st.floats(0, HIGH)), min_size=1, max_size=8))
def test_names_never_cover_one_another(middles: list[tuple[float, float]]) -> None:
    sizes = np.full((len(middles), 2), [80.0, 60.0])
    at = apart(np.array(middles), sizes)
    assert (at >= sizes / 2 - 1e-9).all()
    assert (at <= [WIDE, HIGH] - sizes / 2 + 1e-9).all()
    for one, other in combinations(range(len(at)), 2):
        assert (sizes[one] - np.abs(at[one] - at[other])).min() < 2, "a pixel or two"


def test_names_that_have_room_stay_where_they_are() -> None:
    middles = np.array([[100.0, 100.0], [300.0, 100.0]])
    assert np.array_equal(apart(middles, np.full((2, 2), 60.0)), middles)
