"""`axb report`: one file for one or several runs."""

from pathlib import Path

from cli.conftest import Axb


def test_a_report_is_written(axb: Axb, tmp_path: Path) -> None:
    for name in ("one", "two"):
        axb("train", "mlp:hidden=4", "digits", "--epochs", "1", "--no-page", "--quiet", "--name", name)
    ended = axb("report", "one", "two", "--out", "both.html")
    assert (ended.code, ended.err) == (0, "")
    assert f"Written  {tmp_path / 'both.html'}" in ended.out
    html = Path("both.html").read_text("utf-8")
    assert "2 runs beside one another" in html
    assert "As sure as it may be?" in html
    assert "filters of dense" in html
    again = axb("report", "one", "--out", "both.html")
    assert again.code == 2
    assert "--force" in again.err
    assert axb("report", "one", "--out", "both.html", "--force", "--lang", "ja").code == 0
    assert '<html lang="ja">' in Path("both.html").read_text("utf-8")
    assert axb("report", "one").out.strip().endswith("report.html")


def test_what_cannot_be_written(axb: Axb) -> None:
    axb("train", "line", "line", "--epochs", "1", "--no-page", "--quiet", "--name", "one")
    for words, says in (
        (("nobody",), "nobody"),
        (("one", "one"), "one stands twice in this report"),
        (("one", "--out", "report.pdf"), "report.pdf"),
        (("one", "--out", "nowhere/r.html"), "there is no such folder"),
    ):
        ended = axb("report", *words)
        assert ended.code == 2
        assert says in " ".join(ended.err.split())
