"""`axb race ... --curves FILE`."""

from pathlib import Path

from cli.conftest import Axb

WORDS = (
    "race",
    "mlp:hidden=8",
    "spiral:n=120",
    "--vary",
    "optimizer=adam,sgd",
    "--seeds",
    "2",
    "--epochs",
    "2",
)


def test_the_curves_are_written_as_a_page(axb: Axb, tmp_path: Path) -> None:
    ended = axb(*WORDS, "--name", "r", "--curves", "curves.html")
    assert (ended.code, ended.err) == (0, "")
    assert str(tmp_path / "curves.html") in ended.out.replace("\n", "")
    page = (tmp_path / "curves.html").read_text("utf-8")
    assert "after each epoch: the mean over 2 of 2 seeds, for 2 settings" in page
    axb(*WORDS, "--name", "r", "--curves", "kurven.html", "--lang", "ja")
    assert "2 設定の検証データでの正解率" in (tmp_path / "kurven.html").read_text("utf-8")


def test_a_file_that_is_no_picture_is_refused_before_anything_is_trained(axb: Axb, tmp_path: Path) -> None:
    ended = axb(*WORDS, "--name", "r", "--curves", "curves.txt")
    assert ended.code == 2
    assert "curves.txt" in ended.err
    assert not (tmp_path / "home" / "runs").exists()
