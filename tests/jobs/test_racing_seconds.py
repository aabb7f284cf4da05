"""A race by seconds: the same time for each, alone; what computes longer takes fewer steps."""

import signal
import subprocess
import sys

import numpy as np
import pytest

from axb.jobs.job import Job
from axb.jobs.racing import race
from axb.jobs.racing.verdict import how
from axb.runs import Store
from axb.words import InputError, speaking

BASE = Job("mlp:hidden=8", "spiral:n=120", batch_size=16, seconds=1.0)


def test_a_bigger_network_takes_fewer_steps_in_the_same_time():
    found = race("mlp", "spiral:n=120", vary={"hidden": [4, "1024,1024"]}, seeds=2, seconds=1, name="r")
    assert found.together == 0
    assert np.isfinite(found.scores).all()
    assert (2 * found.steps[1] < found.steps[0]).all()
    assert how(found) == (
        "equal seconds: 4 trainings of 1 s, each alone, one thread; who computes longer takes fewer steps"
    )
    with speaking("ja"):
        assert "1 スレッド、1 秒ずつ" in how(found)
    with Store() as store:
        for setting in range(2):
            for seed in range(2):
                run = store.open(found.runs(setting)[seed])
                assert run.status == "finished"
                assert run.chosen_steps() == found.steps[setting, seed]
                assert run.config["settings"]["seconds"] == 1.0


def test_what_is_given_beside_a_job_goes_before_its_own():
    found = race(Job("mlp:hidden=8", "spiral:n=120"), vary={"hidden": [4]}, seeds=1, epochs=2, batch_size=60)
    assert found.steps.tolist() == [[4]]


KILLED = """
import os, signal
from axb.jobs.job import Job
from axb.jobs.racing import race
def tell(name, part):
    if part > 0.3:
        os.kill(os.getpid(), signal.SIGKILL)
job = Job("mlp:hidden=8", "spiral:n=120", batch_size=16, seconds=1.0)
race(job, vary={"learning_rate": [0.001, 0.05]}, seeds=2, name="r", tell=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_race_goes_on_and_keeps_what_was_chosen():
    killed = subprocess.run([sys.executable, "-c", KILLED], check=False)
    assert killed.returncode == -signal.SIGKILL
    with Store() as store:
        before = {run.name: (run.status, run.decisions()) for run in store.runs()}
    vary = {"learning_rate": [0.001, 0.05]}
    found = race(BASE, vary=vary, seeds=2, name="r")
    assert np.isfinite(found.scores).all()
    with Store() as store:
        for name, (status, decisions) in before.items():
            run = store.open(name)
            assert run.status == "finished"
            if status == "finished" or decisions:
                assert run.decisions()[: len(decisions)] == decisions
    again = race(BASE, vary=vary, seeds=2, name="r")
    np.testing.assert_array_equal(again.scores, found.scores)
    np.testing.assert_array_equal(again.steps, found.steps)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"seconds": 0}, "seconds must be > 0; got 0"),
        ({"seconds": 1, "epochs": 2}, "epochs"),
        ({"seconds": 1, "vary": {"epochs": [1, 2]}}, "epochs"),
    ],
)
def test_each_fault_has_its_sentence(arguments, words):
    with pytest.raises(InputError) as error:
        race("mlp", "spiral:n=120", **{"vary": {"hidden": [4, 8]}, "seeds": 1, **arguments})
    assert words in str(error.value)
