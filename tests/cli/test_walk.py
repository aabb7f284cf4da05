"""`axb walk`, `axb predict` and the pictures of a latent space, by command."""

from pathlib import Path

from PIL import Image


def test_a_walk_is_written_and_what_cannot_be_walked_is_told(axb, tmp_path: Path) -> None:
    assert axb("train", "autoencoder", "digits", "--epochs", "1", "--quiet", "--no-page").code == 0
    run = "autoencoder-digits-1"
    done = axb("walk", run, "1", "2", "--width", "640", "--way", "spherical")
    assert done.code == 0
    with Image.open(tmp_path / f"{run}-walk.png") as picture:
        assert picture.size == (640, 360)
    again = axb("walk", run, "1", "2")
    assert (again.code, "--force" in again.err) == (2, True)
    assert "straight, spherical" in axb("walk", run, "1", "2", "--way", "round", "--force").err
    assert "1 to 300" in axb("walk", run, "1", "999", "--force").err
    assert "2 to 64" in axb("walk", run, "1", "2", "--steps", "1", "--force").err
    film = axb("walk", run, "1", "2", "--out", "w.gif", "--seconds", "1", "--fps", "5", "--width", "320")
    assert (film.code, (tmp_path / "w.gif").exists()) == (0, True)
    shown = axb("figure", run, "--kind", "walk:a=3,b=4", "--out", "f.png", "--width", "640")
    assert (shown.code, (tmp_path / "f.png").exists()) == (0, True)
    wrong = axb("figure", run, "--kind", "walking", "--out", "g.png")
    assert (wrong.code, "latent_map" in wrong.err) == (2, True)


def test_a_trained_run_is_asked(axb, tmp_path: Path) -> None:
    import numpy as np

    for words in (("logistic", "digits"), ("autoencoder", "digits"), ("line", "line")):
        assert axb("train", *words, "--epochs", "3", "--quiet", "--no-page").code == 0
    told = axb("predict", "logistic-digits-1", "1", "2").out.splitlines()
    assert told[0].split() == ["file", "answer", "sure", "or", "else", "really"]
    assert len(told) == 3
    assert told[1].startswith("1     0 ")
    assert told[1].endswith(" 0")
    noise = np.random.default_rng(0).integers(0, 256, (8, 8), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    strange = axb("predict", "autoencoder-digits-1", "noise.png", "1").out.splitlines()
    assert strange[1].split()[2] == "0.3%"  # of 300: none is as strange
    assert axb("predict", "line-line-1", "1").code == 0
    assert "can't be read" in axb("predict", "logistic-digits-1", "gone.png").err
