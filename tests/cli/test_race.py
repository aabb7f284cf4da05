"""`axb race`."""

import re
from pathlib import Path

import pytest

from cli.conftest import Axb

WORDS = ("race", "mlp:hidden=8", "spiral:n=120", "--vary", "learning_rate=0.001,0.05", "--seeds", "3")


def joined(said: str) -> str:
    """Without the breaks of lines."""
    return re.sub(r"\s+", " ", said)


def test_it_tells_the_standing_what_it_means_and_how_it_trained(axb: Axb, tmp_path: Path) -> None:
    ended = axb(*WORDS, "--epochs", "2", "--name", "r", "--out", "standing.html")
    assert (ended.code, ended.err) == (0, "")
    assert "learning_rate=0.05" in ended.out
    assert "against the next over 3 seeds" in joined(ended.out)
    assert "trainings as populations, many in one step: 6; alone, one a processor core: 0" in joined(
        ended.out
    )
    assert "steps" not in ended.out.splitlines()[0]  # all took as many
    assert (tmp_path / "standing.html").exists()
    assert "判定" in axb(*WORDS, "--epochs", "2", "--name", "r", "--lang", "ja").out


def test_by_seconds(axb: Axb) -> None:
    words = (*WORDS[:3], "--vary", "hidden=4|512,512", "--seeds", "1", "--seconds", "0.5")
    said = axb(*words).out
    assert "equal seconds: 2 trainings of 0.5 s, each alone, one thread" in joined(said)
    assert "steps" in said.splitlines()[0]


def test_by_halving(axb: Axb) -> None:
    words = (*WORDS[:3], "--vary", "learning_rate=1e-6,1e-5,0.02,0.05", "--seeds", "2", "--epochs", "2")
    said = axb(*words, "--halving", "2").out
    assert said.count("stopped at rung 1 of 2") == 2
    assert "successive halving: 4 settings to 1/2 of their epochs, 2 to the end" in joined(said)
    assert "Compared are the 2 of 4 settings" in joined(said)


@pytest.mark.parametrize(("words", "sentence"), [
    (("race", "mlp", "spiral"), "needs something that varies"),
    ((*WORDS, "--seconds", "0"), "seconds must be > 0"),
    ((*WORDS, "--halving", "3"), "at least 6 settings and 3 epochs"),
    ((*WORDS, "--seconds", "1", "--epochs", "2"), "epochs"),
])  # fmt: skip
def test_each_fault_has_its_sentence_and_exits_with_2(
    axb: Axb, words: tuple[str, ...], sentence: str
) -> None:
    ended = axb(*words)
    assert ended.code == 2
    assert sentence in joined(ended.err)
