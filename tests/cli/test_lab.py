"""`axb lab`."""

from pathlib import Path

from PIL import Image

from axb.labs.catalogue import LABS
from cli.conftest import Axb

SMALL = "vanishing:data=digits,recipes=plain+skip,depths=2,seeds=1,epochs=1,width=8"


def test_all_labs_are_listed(axb: Axb) -> None:
    for language in ("en", "ja"):
        ended = axb("--lang", language, "lab")
        assert (ended.code, ended.err) == (0, "")
        assert all(name in ended.out for name in LABS)


def test_an_experiment_gives_a_table_a_sentence_and_a_figure(axb: Axb, tmp_path: Path) -> None:
    ended = axb("lab", SMALL, "--out", "found.png")
    assert (ended.code, ended.err) == (0, "")
    assert "+ skips" in ended.out
    assert "It does not follow" in " ".join(ended.out.split())
    with Image.open("found.png") as picture:
        assert picture.size == (1920, 1080)
    assert Path("found.csv").read_text("utf-8").startswith("network,layers,")
    again = axb("lab", SMALL, "--out", "found.png")
    assert again.code == 2
    assert "--force" in again.err


def test_without_a_place_the_figure_is_kept_with_the_experiment(axb: Axb, home: Path) -> None:
    assert axb("lab", SMALL, "--quiet").code == 0
    assert len([*home.rglob("vanishing.png")]) == len([*home.rglob("vanishing.csv")]) == 1


def test_what_is_no_experiment_is_told(axb: Axb) -> None:
    ended = axb("lab", "chain")
    assert ended.code == 2
    assert "axb lab runs vanishing" in ended.err
    assert "got chain" in ended.err
    assert axb("lab", "vanishing", "--preset", "tiny").code == 2
