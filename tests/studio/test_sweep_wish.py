"""What a search's form is told, and what its page says, without a browser."""

import math
from dataclasses import replace

import pytest

from axb.jobs.sweeping.sessions import Searching, Session
from axb.studio.live_sweep import Sweeps
from axb.studio.pages.sweep_wish import Wish, first_rows, number
from axb.studio.pages.sweep_words import detail, part_done, sentence
from axb.studio.vary_rows import Row
from axb.words import InputError, say, speaking
from jobs.sweeps import searched
from studio.visitors import apart

NOW = Session(100.0, 160.0, None, False, False, "", True)
ENDED = replace(NOW, searching=False, ended=True)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "home"))


def test_the_first_wish_is_what_its_command_says():
    wish = Wish()
    vary = wish.read(first_rows())
    assert wish.command(vary) == (
        "axb sweep mlp digits --vary learning_rate=0.0001..1 --vary hidden=16,64,256 --minutes 2"
    )
    asked = wish.asked(first_rows())
    assert (asked.job.model, asked.job.data, asked.minutes, asked.trials) == ("mlp", "digits", 2.0, None)
    assert asked.vary == ["learning_rate=1e-4..1", "hidden=16, 64, 256"]
    assert wish.told(first_rows(), say) == (
        "Multilayer perceptron · Handwritten digits · learning_rate, hidden · 2 min"
    )


def test_time_and_trials_are_told_as_they_limit():
    rows = [Row("hidden", "8,16")]
    assert Wish(minutes=None).told(rows, say).endswith("10 min")
    assert Wish(minutes=None, trials=7).told(rows, say).endswith("7 trials")
    assert Wish(minutes=0.5, trials=7).told(rows, say).endswith("7 trials or 0.5 min")
    assert Wish(minutes=None, trials=7).command(Wish().read(rows)).endswith("--vary hidden=8,16 --trials 7")


def test_only_a_grid_is_too_large():
    rows = [Row("learning_rate", "1e-4..1:200"), Row("batch_size", "8..512:100")]
    assert len(Wish().read(rows)) == 2
    with pytest.raises(InputError, match="at most 1,000"):
        Wish(sampler="grid").read(rows)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([Row("hidden", "8"), Row("hidden", "9")], "hidden is varied twice"),
        ([Row("hidden", "8")], "nothing varies"),
        ([], "nothing varies"),
        ([Row("hidden", " ")], "needs at least one value"),
    ],
)
def test_what_is_no_search_is_said(rows, words):
    with pytest.raises(InputError, match=words):
        Wish().read(rows)


def test_numbers_of_fields():
    assert number("x", None, whole=True) is None
    assert number("x", 3.0, whole=True) == 3
    assert number("x", 0.5, whole=False) == 0.5
    assert number("x", 0.0, whole=True, least=0) == 0
    for typed, whole in ((0.0, True), (2.5, True), (0.0, False), (-1.0, False), (math.inf, False)):
        with pytest.raises(InputError, match="x must be a number"):
            number("x", typed, whole)
    with speaking("ja"), pytest.raises(InputError, match="試行の数には ≥ 1 の数"):
        number("試行の数", 0.0, whole=True)


def test_a_sentence_for_each_way_it_can_stand():
    found = searched("s", 2)
    empty = replace(found, trials=())

    def told(found, session):
        return sentence(found, session, "en", say)

    score = f"accuracy {found.best.score:.1%}"
    assert told(empty, NOW) == "Searching: the first trials are being trained"
    assert told(found, NOW) == f"Searching: {score} so far"
    assert told(found, replace(NOW, asked_to_end=True)).startswith("Ending")
    assert told(found, replace(ENDED, ended=False)).startswith("Its process died")
    assert told(found, replace(ENDED, problem="no.")) == "It ended with an error: no."
    assert told(found, replace(ENDED, asked_to_end=True)) == f"Stopped: {score} so far, and nothing is lost"
    for session in (ENDED, None):
        assert told(found, session) == f"Best: {score} on held-out examples"
        assert told(empty, session) == "No trial has been trained to its end yet"
    with speaking("ja"):
        assert sentence(found, NOW, "ja", say).startswith("探索中:ここまでの最良は正解率")


def test_what_is_done_and_what_is_left():
    found = searched("s", 3)
    assert part_done(found, NOW, 115.0) == 0.25
    assert part_done(found, NOW, 500.0) == 1.0
    assert part_done(found, replace(NOW, limit=4), 115.0) == 0.75
    assert part_done(found, replace(NOW, until=math.inf, limit=6), 115.0) == 0.5
    assert detail(found, ENDED, say) == "finished 3 · pruned 0 · running 0"
    told = detail(found, replace(NOW, until=math.inf, limit=6), say)
    assert told == "finished 3 · pruned 0 · running 0 · 3 of 6 trials"


def looked(sweeps, name, language="en"):
    return apart(lambda: sweeps.look(name, language))


def test_a_look_draws_anew_only_what_is_new_in_each_language():
    searched("s", 3)
    sweeps = Sweeps()
    first = looked(sweeps, "s")
    assert set(first.drawn.figures) == {"progress", "parallel", "importance"}
    assert (first.searching, first.test) == (False, None)
    assert looked(sweeps, "s").drawn is first.drawn
    assert "最良" in looked(sweeps, "s", "ja").drawn.figures["progress"].caption
    searched("s", 5)
    with Searching("s", math.inf, 9):
        sweeps._opened["s"].looked = -math.inf
        now = looked(sweeps, "s")
        assert now.searching
        assert len(now.drawn.swept.tried) == 5
    (listed,) = apart(lambda: sweeps.listed("en"))
    assert (listed.name, listed.trials, listed.searching) == ("s", 5, False)
    with pytest.raises(InputError, match="no sweep named t"):
        looked(sweeps, "t")
