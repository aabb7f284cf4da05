"""`axb figure` and `axb film`."""

from pathlib import Path

import pytest
from PIL import Image

from cli.conftest import Axb


def test_a_lab_is_a_picture_for_a_slide(axb: Axb, tmp_path: Path) -> None:
    ended = axb(
        "figure", "line:points=outlier", "--steps", "5", "--out", "line.png", "--width", "640", "--dark"
    )
    assert (ended.code, ended.err) == (0, "")
    assert f"Written  {tmp_path / 'line.png'}" in ended.out
    with Image.open("line.png") as picture:
        assert picture.size == (640, 360)
        assert max(picture.getpixel((0, 0))) < 60


def test_the_language_is_that_of_the_words_in_the_picture(axb: Axb) -> None:
    for language in ("en", "ja"):
        assert (
            axb("--lang", language, "figure", "line", "--out", f"{language}.png", "--width", "640").code == 0
        )
    assert Path("en.png").read_bytes() != Path("ja.png").read_bytes()


def test_a_scene_of_a_lab_can_be_chosen(axb: Axb) -> None:
    assert axb("figure", "line", "--kind", "curve", "--out", "curve.png", "--width", "640").code == 0
    ended = axb("figure", "line", "--kind", "x", "--out", "x.png")
    assert ended.code == 2
    assert "data, surface, curve; got 'x'" in ended.err


@pytest.mark.parametrize("command", ["figure", "film"])
def test_what_is_neither_run_nor_lab_is_told_apart(axb: Axb, command: str) -> None:
    ended = axb(command, "lines", "--out", "x.png" if command == "figure" else "x.gif")
    assert ended.code == 2
    assert "a run (see axb runs) or a lab (line, network" in ended.err


def test_a_film_of_a_lab_that_learns(axb: Axb, tmp_path: Path) -> None:
    words = ("film", "line", "--out", "line.gif", "--seconds", "2", "--fps", "5", "--width", "320")
    ended = axb(*words, "--kind", "data", "--steps", "20")
    assert (ended.code, ended.err) == (0, "")
    with Image.open("line.gif") as film:
        assert (film.n_frames, film.size) == (5, (320, 180))  # what stands still is one picture
    again = axb(*words)
    assert again.code == 2
    assert "--force" in again.err
    assert [one.name for one in tmp_path.glob("*.gif")] == ["line.gif"]


def test_a_film_of_a_run(axb: Axb) -> None:
    assert axb("train", "line", "line", "--epochs", "1", "--no-page", "--name", "r").code == 0
    ended = axb("film", "r", "--out", "run.gif", "--seconds", "1", "--fps", "5", "--width", "320")
    assert (ended.code, ended.err) == (0, "")
    with Image.open("run.gif") as film:
        assert film.n_frames > 1
    ended = axb("figure", "r", "--kind", "confusion", "--out", "r.png")
    assert ended.code == 2
    assert "r" in ended.err


def test_what_each_part_makes_of_an_example(axb: Axb) -> None:
    assert axb("train", "mlp:hidden=8", "digits", "--epochs", "1", "--no-page", "--name", "r").code == 0
    ended = axb("figure", "r", "--kind", "maps:picture=2", "--out", "maps.png", "--width", "640")
    assert (ended.code, ended.err) == (0, "")
    with Image.open("maps.png") as picture:
        assert picture.size == (640, 360)
    ended = axb("figure", "r", "--kind", "maps:part=inception", "--out", "x.png")
    assert ended.code == 2
    assert 'There is no part "inception"' in ended.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("figure", "line", "--out", "x.jpg"), "must end in .png"),
        (
            ("figure", "line", "--out", "x.png", "--width", "9999"),
            "--width must be a whole number from 320 to 2048",
        ),
        (("figure", "line", "--out", "x.png", "--steps", "-1"), "--steps must be a whole number from 0"),
        (("film", "line", "--out", "x.png"), "must end in .mp4, .gif"),
        (("film", "line", "--out", "x.gif", "--seconds", "1000"), "--seconds must be"),
        (("film", "line", "--out", "x.gif", "--fps", "1"), "--fps must be"),
        (("film", "line", "--out", "none/x.gif"), "its folder isn't there"),
    ],
)
def test_numbers_and_names_are_checked_before_anything_is_done(
    axb: Axb, words: tuple[str, ...], says: str
) -> None:
    ended = axb(*words)
    assert ended.code == 2
    assert says in ended.err


def test_the_loss_around_the_weights_of_two_runs(axb: Axb) -> None:
    for name, hidden in (("a", "3"), ("b", "5")):
        words = (
            "train",
            f"mlp:hidden={hidden}",
            "moons",
            "--epochs",
            "1",
            "--no-page",
            "--quiet",
            "--name",
            name,
        )
        assert axb(*words).code == 0
    ended = axb("figure", "a", "b", "--kind", "landscape", "--out", "two.png", "--width", "640")
    assert (ended.code, ended.err) == (0, "")
    with Image.open("two.png") as picture:
        assert picture.size == (640, 360)
    ended = axb("figure", "a", "b", "--out", "x.png")
    assert ended.code == 2
    assert "curves is of one run or lab; got a, b" in ended.err
    ended = axb("figure", "a", "--kind", "hills", "--out", "x.png")
    assert ended.code == 2
    assert "looks, receptive, embedding" in ended.err
    assert "landscape; got 'hills'" in ended.err


def test_what_the_last_layer_is_told(axb: Axb) -> None:
    words = ("train", "mlp:hidden=4", "moons", "--epochs", "1", "--no-page", "--quiet", "--name", "m")
    assert axb(*words).code == 0
    assert axb("figure", "m", "--kind", "embedding", "--out", "e.png", "--width", "640").code == 0
    with Image.open("e.png") as picture:
        assert picture.size == (640, 360)
    ended = axb("figure", "m", "--kind", "receptive", "--out", "x.png")
    assert ended.code == 2
    assert "moons" in ended.err
