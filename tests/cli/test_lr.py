"""`axb lr`."""

import re
from pathlib import Path

import pytest

from cli.conftest import Axb

QUICK = ("lr", "mlp:hidden=8", "digits", "--seeds", "2")


def test_it_shows_the_curve_the_suggestion_and_what_to_type_next(axb: Axb) -> None:
    ended = axb(*QUICK, "--batch-size", "100", "--optimizer", "sgd:momentum=0.9")
    assert (ended.code, ended.err) == (0, "")
    assert "learning rate (log scale)" in ended.out
    said = re.sub(r"\s+", " ", ended.out)
    found = re.search(r"A learning rate of (\S+) is a good start for SGD: 2 seeds suggest", said)
    assert found is not None
    assert ended.out.endswith(
        f"  axb train mlp:hidden=8 digits --learning-rate {found[1]} --optimizer sgd:momentum=0.9 --batch-size 100\n"
    )


def test_in_japanese(axb: Axb) -> None:
    said = axb(*QUICK, "--lang", "ja").out
    assert "学習率(対数目盛)" in said
    assert "Adam の学習率は" in said


def test_the_figure_as_a_page(axb: Axb, tmp_path: Path) -> None:
    assert str(tmp_path / "r.html") in axb(*QUICK, "--out", "r.html").out
    assert "median of the seeds" in Path("r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(("--out", "r.jpg"), "r.jpg"), (("--seeds", "0"), "seeds must be ≥ 1; got 0"),
     (("--optimizer", "adams"), "optimizer must be one of"), (("--seeds", "few"), "--seeds must be a whole number")],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...], sentence: str, axb: Axb) -> None:
    ended = axb("lr", "mlp", "digits", *words)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert ended.err.count("\n") == 1
