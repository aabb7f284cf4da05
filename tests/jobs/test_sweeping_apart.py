"""A search by a process of its own: begun, seen, stopped without loss, gone on with."""

import os
import signal
import sqlite3
import sys
from contextlib import closing

import pytest

from axb.jobs.job import Job
from axb.jobs.sweeping import results, sweep
from axb.jobs.sweeping.apart import Asked, begin
from axb.jobs.sweeping.sessions import Searching, ask_to_end, at_work, latest
from axb.jobs.sweeping.shelf import file_of, sweeps
from axb.runs import Store
from axb.words import InputError, speaking
from jobs.sweeps import JOB, RATES, searched, wait_until

LONG = Job("mlp:hidden=8", "spiral:n=120", epochs=100_000, validation=0.3)
VARY = ["learning_rate=1e-4..1", "hidden=4,16"]


@pytest.fixture(autouse=True)
def none_goes_on(home):
    yield
    for name in sweeps():
        ask_to_end(name)
    wait_until(lambda: not at_work())


def trained(name):
    """The runs of trials that are at it: something is recorded."""
    with Store() as store:
        runs = [run for run in store.runs() if run.config.get("sweep") == name]
        return {run.name for run in runs if run.status == "running" and run.series_names()}


def test_it_searches_until_it_has_so_many_trials_and_says_so():
    begun = begin(Asked(Job("mlp:hidden=8", "spiral:n=60", epochs=1, validation=0.3), VARY, trials=3))
    assert begun == ("sweep-mlp-spiral-1", "")
    assert at_work() == [begun.name]
    wait_until(lambda: not at_work())
    session, found = latest(begun.name), results(begun.name)
    assert (session.limit, session.until, session.ended) == (3, float("inf"), True)
    assert (session.problem, session.asked_to_end) == ("", False)
    assert found.chosen_from == len(found.trials) == 3


def test_it_is_stopped_without_loss_and_goes_on():
    begun = begin(Asked(LONG, VARY, minutes=30))
    wait_until(lambda: trained(begun.name))
    ask_to_end(begun.name)
    wait_until(lambda: not at_work())
    assert latest(begun.name).asked_to_end
    waiting = [trial for trial in results(begun.name).trials if trial.state == "waiting"]
    assert waiting
    with Store() as store:
        kept = {trial.run: store.open(trial.run).latest_checkpoint().step for trial in waiting}
    assert begin(Asked(resume=begun.name, minutes=30)) == begun
    wait_until(lambda: trained(begun.name) >= kept.keys())
    with Store() as store:
        assert all(store.open(run).series("loss")[0][-1] >= step for run, step in kept.items())


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_one_that_is_killed_is_seen_to_be_gone():
    begun = begin(Asked(LONG, VARY, minutes=30))
    wait_until(lambda: trained(begun.name))
    _kill_who_searches(begun.name)
    wait_until(lambda: not at_work())
    session = latest(begun.name)
    assert (session.ended, session.asked_to_end) == (False, False)


def _kill_who_searches(name):
    with closing(sqlite3.connect(file_of(name))) as db:
        (pid,) = db.execute("SELECT pid FROM session ORDER BY number").fetchone()
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("asked", "en", "ja"),
    [
        (Asked(JOB, ["hidden=8,x"]), "hidden must be like", "hidden"),
        (Asked(JOB, ["colour=1,2"]), "'colour' cannot be varied here", "colour"),
        (Asked(JOB, []), "nothing varies", "変える値がありません"),
        (Asked(JOB, VARY, minutes=0), "minutes must be > 0; got 0", "minutes"),
        (Asked(resume="nine"), "There is no sweep named nine", "nine というスイープはありません"),
    ],
)
def test_what_cannot_be_is_said_and_leaves_nothing(asked, en, ja):
    name, problem = begin(asked)
    assert (name, en in problem) == ("", True), problem
    with speaking("ja"):
        assert ja in begin(asked).problem
    assert sweeps() == []


def test_nobody_has_searched_in_a_new_sweep():
    searched("s", 1)
    assert latest("s") is None
    ask_to_end("s")
    assert latest("s") is None


def test_a_session_is_told_while_it_lasts_and_keeps_what_it_ended_with():
    searched("s", 1)

    def search():
        with Searching("s", 5.0, 7) as session:
            assert not session.beat()
            told = latest("s")
            assert (told.until, told.limit, told.searching, told.asked_to_end) == (5.0, 7, True, False)
            ask_to_end("s")
            assert latest("s").asked_to_end
            assert wait_until(session.beat)
            raise InputError("sweep.nothing_varies")

    with pytest.raises(InputError):
        search()
    told = latest("s")
    assert (told.searching, told.ended) == (False, True)
    assert "nothing varies" in told.problem


def test_a_search_of_this_process_hears_its_name_and_can_be_seen():
    heard = []

    def told(name):
        heard.append((name, latest(name).searching))

    sweep(JOB, RATES, trials=1, processes=1, verbose=0, told=told)
    assert heard == [("sweep-mlp-spiral-1", True)]
    assert not latest("sweep-mlp-spiral-1").searching
