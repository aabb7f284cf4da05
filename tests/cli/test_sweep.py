"""`axb sweep`, from the command line."""

from pathlib import Path

import pytest

from axb.runs import Store
from cli.conftest import Axb

WORDS = ("sweep", "mlp:hidden=4", "spiral:n=80", "--epochs", "2", "--vary", "hidden=2,8", "--vary",
         "learning_rate=0.001,0.1", "--sampler", "grid", "--name", "s", "--processes", "1")  # fmt: skip


@pytest.fixture
def done(axb: Axb, home: Path) -> str:
    """What a small sweep says."""
    ended = axb(*WORDS)
    assert ended.code == 0, ended.err
    return ended.out


def test_a_sweep_tells_its_best_how_far_to_trust_it_and_what_to_type_next(done: str, axb: Axb) -> None:
    assert done.startswith("Sweep s: Ctrl-C ends it in order.\nbest so far  s.000")
    assert "finished 4, pruned 0, failed 0, running 0, waiting 0" in done
    assert "The best of 4 trials was chosen by its score" in done
    assert "axb sweep --resume s" in done
    with Store() as store:
        assert all(run.json("test") is None for run in store.runs())
    command = next(line for line in done.splitlines() if line.startswith("  axb resume")).split()[1:3]
    assert "Test" in axb(*command, "--no-page").out


def test_what_was_found_is_shown_again_listed_and_written_to_a_page(
    done: str, axb: Axb, tmp_path: Path
) -> None:
    shown = axb("sweep", "--show", "s", "--page", "found.html").out
    assert shown.splitlines()[0].split() == ["run", "accuracy", "hidden", "learning_rate"]
    assert [line.split()[0] for line in shown.splitlines()[1:5]] != ["s.0000"] * 4
    assert "data-figure" in (tmp_path / "found.html").read_text("utf-8")
    listed = axb("sweep").out.splitlines()
    assert listed[0].split() == ["name", "model", "data", "trials", "best"]
    assert listed[1].split()[:4] == ["s", "mlp:hidden=4", "spiral:n=80", "4"]
    assert "学習に使わなかった例で正解率" in axb("sweep", "--show", "s", "--lang", "ja").out


def test_the_same_words_go_on_and_final_measures_the_best_once(done: str, axb: Axb) -> None:
    again = axb(*WORDS, "--final")
    assert "finished 4" in again.out
    assert "\nTest " in again.out
    with Store() as store:
        assert sum(run.json("test") is not None for run in store.runs()) == 1
    assert axb("sweep", "--resume", "s", "--quiet").out.startswith("best ")


@pytest.mark.parametrize(("words", "sentence"), [
    (["mlp"], "axb sweep needs DATA. See: axb sweep --help"),
    (["mlp", "spiral"], "nothing varies"),
    (["mlp", "spiral", "--vary", "colour=1,2"], "'colour' cannot be varied here"),
    (["mlp", "spiral", "--vary", "hidden"], "NAME=VALUE"),
    (["mlp", "spiral", "--vary", "hidden=2,4", "--minutes", "0"], "minutes must be > 0; got 0.0."),
    (["mlp", "spiral", "--vary", "hidden=2,4", "--minutes", "x"], "--minutes must be a number; got"),
    (["--show", "none"], "There is no sweep named none."),
    (["--resume", "none"], "There is no sweep named none."),
    (["mlp", "spiral", "--page", "x.pdf"], ".html"),
])  # fmt: skip
def test_what_cannot_be_is_one_sentence(words: list[str], sentence: str, axb: Axb) -> None:
    ended = axb("sweep", *words)
    assert ended.code == 2
    assert sentence in ended.err
    assert len(ended.err.splitlines()) == 1


def test_without_sweeps_the_list_says_how_to_begin(axb: Axb) -> None:
    assert "There is no sweep yet" in axb("sweep").out
    assert "まだスイープはありません" in axb("sweep", "--lang", "ja").out
