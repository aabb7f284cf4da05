"""Successive halving: who goes on, that survivors are what they would be without, and what is said."""

import signal
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb import jobs
from axb.jobs.job import Job
from axb.jobs.racing import race
from axb.jobs.racing.halving import Rungs, best
from axb.jobs.racing.verdict import how, method, place, raced, verdict
from axb.runs import Store
from axb.views import facts
from axb.views.race import standing
from axb.words import InputError, speaking

BASE = Job("mlp:hidden=8", "spiral:n=120", epochs=4, batch_size=16, optimizer="adam")
RATES = {"learning_rate": [1e-7, 0.05, 1e-6, 0.02, 1e-5, 0.1]}
CNN = Job("cnn:filters=4", "digits", epochs=2, batch_size=64)
FOUR = {"learning_rate": [1e-7, 0.01, 1e-6, 0.003]}


def test_the_rungs_are_those_of_the_paper():
    """Li et al. 2018, table 1, bracket s = 4: R = 81, eta = 3 (there one is left at the end; here at least two)."""
    rungs = Rungs(3, 81, 81)
    assert [rungs.many(rung) for rung in range(rungs.last + 1)] == [81, 27, 9, 3]
    assert [rungs.until(rung, 81) for rung in range(rungs.last + 1)] == [3, 9, 27, None]
    assert Rungs(2, 8, 3).last == 1  # no rung ends before an epoch does


@given(st.integers(2, 5), st.integers(1, 200), st.integers(1, 200))
def test_whatever_is_raced_two_reach_the_end_and_rungs_rise(eta, settings, epochs):
    try:
        rungs = Rungs(eta, settings, epochs)
    except InputError:
        assert settings < 2 * eta or epochs < eta
        return
    many = [rungs.many(rung) for rung in range(rungs.last + 1)]
    until = [rungs.until(rung, epochs) for rung in range(rungs.last)]
    assert many[-1] >= 2
    assert all(after == before // eta for before, after in pairwise(many))
    assert until == sorted(set(until))
    assert 1 <= until[0] <= until[-1] < epochs


def test_the_best_by_their_means_go_on_and_none_that_diverged():
    scores = [[0.5, 0.9], [0.8, 0.8], [np.nan, 1.0], [0.1, 0.2], [0.6, 0.8]]
    assert best(scores, 2, True) == [0, 1]  # of equal ones the first
    assert best(scores, 9, True) == [0, 1, 3, 4]
    assert best(scores, 1, False) == [3]


def test_survivors_are_what_they_are_without_it():
    found = race(BASE, vary=RATES, seeds=2, halving=3, name="r")
    whole = race(BASE, vary=RATES, seeds=2, name="whole")
    assert (found.together, found.rungs.last, len(found.stopped)) == (12, 1, 4)
    left = [one for one in range(6) if one not in found.stopped]
    assert set(left) <= {1, 3, 5}
    np.testing.assert_allclose(found.scores[left], whole.scores[left], atol=0.03)
    assert (found.steps[left] == 4 * found.steps[min(found.stopped)]).all()
    with Store() as store:
        for one in left:
            mine, other = store.open(f"r.{one + 1}.2"), store.open(f"whole.{one + 1}.2")
            assert mine.status == "finished"
            for name in mine.series_names():
                (steps, values), (its_steps, its_values) = mine.series(name), other.series(name)
                assert steps.tolist() == its_steps.tolist()
                np.testing.assert_allclose(values, its_values, rtol=2e-3, atol=1e-4)
        assert mine.json("totals")["examples"] == other.json("totals")["examples"]
    assert set(found.standing.order[:2]) == set(left)
    assert found.order[:2] == found.standing.order[:2]
    assert np.isnan(found.standing.means[list(found.stopped)]).all()


def test_apart_they_are_the_same_to_the_bit_and_what_was_stopped_can_be_resumed():
    found = race(CNN, vary=FOUR, seeds=1, halving=2, name="r")
    assert sorted(found.stopped) == [0, 2]
    for run, job in ((f"r.{one + 1}.1", found.plan.entries(0)[one].job) for one in range(4)):
        with Store() as store:
            status = store.open(run).status
        if status == "stopped":
            assert jobs.resume(run, verbose=0).status == "finished"
        alone = jobs.train(job, f"alone.{run}", verbose=0)
        for a, b in zip(jobs.trained_model(run).get_weights(), alone.model.get_weights(), strict=True):
            np.testing.assert_array_equal(a, b)
    again = race(CNN, vary=FOUR, seeds=1, halving=2, name="r")
    assert again.stopped == found.stopped  # their later epochs change nothing
    np.testing.assert_array_equal(again.scores, found.scores)


def test_it_says_who_was_stopped_where_and_what_that_means():
    found = race(BASE, vary=RATES, seeds=2, halving=3, name="r")
    gone = min(found.stopped)
    with Store() as store:
        run = store.open(found.runs(gone)[0])
        assert run.status == "stopped"
        assert facts(run)["status"] == "stopped at rung 1 of 2"
        assert facts(run)["epochs"] == "1 of 4"
        with speaking("ja"):
            assert facts(run)["status"] == "2 段中 1 段目で終了"
    assert "Compared are the 2 of 6 settings that reached the end." in verdict(found)
    assert "was decided by their scores at these same seeds" in method(found)
    assert how(found).endswith("successive halving: 6 settings to 1/3 of their epochs, 2 to the end")
    assert place(found, gone) == "stopped at rung 1 of 2"
    with speaking("ja"):
        assert "最後まで残った 2 設定" in verdict(found)
        assert "同じシード" in method(found)
    names = [trace.name for trace in standing(raced(found)).data if trace.name]
    assert "stopped on the way" in names
    jobs.resume(found.runs(gone)[0], verbose=0)
    with Store() as store:
        assert facts(store.open(found.runs(gone)[0]))["status"] == "finished"


KILLED = """
import os, signal
from axb.jobs.job import Job
from axb.jobs.racing import race
def tell(name, part):
    if part > {part}:
        os.kill(os.getpid(), signal.SIGKILL)
job = Job("mlp:hidden=8", "spiral:n=120", epochs=4, batch_size=16, optimizer="adam")
rates = {{"learning_rate": [1e-7, 0.05, 1e-6, 0.02, 1e-5, 0.1]}}
race(job, vary=rates, seeds=2, halving=3, name="r", tell=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("part", [0.2, 0.6])  # in the first rung, in the second
def test_a_killed_race_goes_on_to_the_same_end(part):
    killed = subprocess.run([sys.executable, "-c", KILLED.format(part=part)], check=False)
    assert killed.returncode == -signal.SIGKILL
    went_on = race(BASE, vary=RATES, seeds=2, halving=3, name="r")
    whole = race(BASE, vary=RATES, seeds=2, halving=3, name="whole")
    assert went_on.stopped == whole.stopped
    np.testing.assert_array_equal(went_on.scores, whole.scores)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"halving": 1}, "halving must be ≥ 2; got 1"),
        ({"halving": 4}, "at least 8 settings and 4 epochs, so that two reach the end; these are 6 settings"),
        ({"halving": 3, "vary": {**RATES, "epochs": [1, 9]}}, "settings of 1 epochs"),
        ({"halving": 3, "seconds": 1}, "counts epochs"),
    ],
)
def test_each_fault_has_its_sentence(arguments, words):
    with pytest.raises(InputError) as error:
        race("mlp:hidden=8", "spiral:n=120", **{"vary": RATES, "seeds": 1, **arguments})
    assert words in str(error.value)


def test_where_all_diverge_it_says_so():
    job = Job("mlp:hidden=8", "line:n=60", epochs=4, batch_size=16, optimizer="sgd")
    found = race(job, vary={"learning_rate": [1e12, 1e13, 1e14, 1e15]}, seeds=1, halving=2, name="r")
    assert np.isnan(found.scores).all()
    assert verdict(found) == "All members diverged. Take smaller learning rates."
    with Store() as store:
        assert {run.status for run in store.runs()} == {"diverged"}
