"""`axb generate`, and the film of what a run made while it learned."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cli.conftest import Axb

TRAIN = ("train", "gan:hidden=8", "moons:n=60", "--epochs", "4", "--name", "points", "--no-page")


@pytest.fixture
def points(axb: Axb) -> str:
    ended = axb(*TRAIN)
    assert ended.code == 0
    assert "axb generate points" in ended.out
    assert "axb film points --out points.mp4" in ended.out
    return "points"


def test_points_are_written_and_nothing_is_overwritten(axb: Axb, points: str, tmp_path: Path) -> None:
    words = ("generate", points, "--count", "7", "--seed", "3", "--temperature", "0.5", "--out", "few.csv")
    ended = axb(*words)
    assert (ended.code, ended.err) == (0, "")
    assert f"Written  {tmp_path / 'few.csv'}" in ended.out
    before = Path("few.csv").read_bytes()
    assert len(before.splitlines()) == 8
    again = axb(*words)
    assert (again.code, Path("few.csv").read_bytes()) == (2, before)
    assert "--force" in again.err
    assert axb(*words, "--force").code == 0
    assert Path("few.csv").read_bytes() == before


def test_wrong_input_is_one_sentence(axb: Axb, points: str) -> None:
    for words, says in (
        (("--class", "0"), "is told no classes"),
        (("--count", "many"), "many"),
        (("--out", "x.jpg"), "a .csv, an .npz or a .png"),
    ):
        ended = axb("generate", points, *words)
        assert ended.code == 2
        assert says in ended.err
        assert len(ended.err.strip().splitlines()) == 1
    assert axb("generate", "nobody").code == 2


def test_the_film_of_a_run_that_makes_something_shows_what(axb: Axb, points: str) -> None:
    words = ("film", points, "--seconds", "1", "--fps", "5", "--width", "320", "--out")
    assert axb(*words, "made.gif").code == 0
    assert axb(*words, "curves.gif", "--kind", "history").code == 0
    with Image.open("made.gif") as film, Image.open("curves.gif") as curves:
        assert film.n_frames > 2
        assert film.size == (320, 180)
        red, green, blue = np.asarray(film.convert("RGB")).astype(int).transpose(2, 0, 1)
        assert ((green > red + 60) & (blue > red + 60)).sum() > 30
        assert film.tobytes() != curves.tobytes()
    ended = axb(*words, "x.gif", "--kind", "walk")
    assert ended.code == 2
    assert "samples, history; got 'walk'" in ended.err


def test_a_figure_of_it(axb: Axb, points: str) -> None:
    for kind in ("samples", "beside", "growth"):
        assert axb("figure", points, "--kind", kind, "--out", f"{kind}.png", "--width", "640").code == 0
