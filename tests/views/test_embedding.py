"""Examples in a plane as a picture."""

from itertools import combinations

import numpy as np
import pytest

from axb.insight import Embedding
from axb.views import embedding_scene
from axb.views.embedding import HIGH, WIDE
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
    dots = marks(scene, Points)[0]
    assert list(dots.color) == [f"class:{label}" for label in LABELS]
    assert dots.hollow, "they were held out"
    said, faces = [one.text for one in marks(scene, Text)], marks(scene, Image)
    assert sorted(said) == ["a", "b", "c"]
    for name, face in zip(said, faces, strict=True):
        label = "abc".index(name)
        assert face.frame == f"class:{label}"
        assert LABELS[face.pixels[0, 0, 0]] == label
        middle = np.median(POINTS[label == LABELS], axis=0)
        assert np.linalg.norm(POINTS[face.pixels[0, 0, 0]] - middle) < 1


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
    dots = marks(scene, Points)[0]
    assert not marks(scene, Text)
    assert dots.color[0] == "#00224e"
    assert sum(int(dots.color[-1][at : at + 2], 16) for at in (1, 3, 5)) > 400
    assert "yellow: high ones" in scene.caption
    assert embedding_scene(FOUND, np.zeros(60)).marks


def test_a_class_that_is_not_there_has_no_name() -> None:
    scene = embedding_scene(FOUND, np.where(LABELS == 1, 0, LABELS), ("a", "b", "c"))
    assert sorted(one.text for one in marks(scene, Text)) == ["a", "c"]


@pytest.mark.parametrize("count", [1, 2, 10, 16, 20])
def test_names_cover_neither_points_nor_one_another(count: int) -> None:
    labels = np.arange(60) % count
    scene = embedding_scene(FOUND, labels, [f"name {one}" for one in range(count)], PICTURES)
    boxes = np.array([(one.x0, one.y0, one.x1, one.y1) for one in marks(scene, Image)])
    assert len(boxes) == min(count, 16)
    low, high = POINTS[:, 0].min(), POINTS[:, 0].max()
    assert ((boxes[:, 2] < low) | (boxes[:, 0] > high)).all()
    names = np.array([(one.x, one.y) for one in marks(scene, Text)])
    assert (names[:, 1] < boxes[:, 1]).all()
    assert (names[:, 1] > scene.y.low).all()
    for one, other in combinations(range(len(boxes)), 2):
        if boxes[one, 0] == boxes[other, 0]:
            upper, lower = sorted((one, other), key=lambda at: -boxes[at, 1])
            assert names[upper, 1] > boxes[lower, 3]


def test_lines_lead_to_the_middles_and_those_on_one_side_are_from_high_to_low() -> None:
    scene = embedding_scene(FOUND, LABELS, ("a", "b", "c"))
    ways = marks(scene, Segments)
    middles = {tuple(np.median(POINTS[one == LABELS], 0)) for one in range(3)}
    assert {(way.x1[0], way.y1[0]) for way in ways} == middles
    right = [way for way in ways if way.x0[0] > way.x1[0]]
    assert len(right) == 2
    assert (right[0].y0[0] > right[1].y0[0]) == (right[0].y1[0] > right[1].y1[0])
