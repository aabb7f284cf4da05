"""A race read from the run store alone, and one that has a process of its own."""

import os
import signal
import sys
from dataclasses import replace

import numpy as np
import pytest

from axb.jobs.job import Job
from axb.jobs.naming import free_name
from axb.jobs.racing import asking, race
from axb.jobs.racing.drawing import lanes
from axb.jobs.racing.reading import Reader, listed, results
from axb.jobs.racing.verdict import verdict
from axb.races.domains import Choices, domain, log
from axb.runs import Store
from axb.words import InputError, speaking
from jobs.sweeps import wait_until

BASE = Job("mlp:hidden=8", "spiral:n=120", epochs=4, batch_size=16)
VARY = {"optimizer": ["adam", "momentum"], "learning_rate": [0.001, 0.05]}
ENDLESS = replace(BASE, epochs=100_000)


def asked(job=BASE, seeds=2, **more):
    return asking.ask(job, {name: domain(values) for name, values in VARY.items()}, seeds, **more)


def test_the_store_tells_plan_and_standing():
    told = race(BASE, vary=VARY, seeds=3, name="r")
    found = results("r")
    assert found.race is not None
    np.testing.assert_array_equal(found.race.scores, told.scores)
    assert found.race.plan.settings == told.plan.settings
    assert verdict(found.race) == verdict(told)
    assert found.job is not None
    assert (found.job.model, found.job.data, found.job.epochs) == ("mlp:hidden=8", "spiral:n=120", 4)
    assert (found.seeds, found.metric, found.part, found.finished) == (3, "val_accuracy", 1.0, True)
    assert found.order == told.standing.order
    assert [one.run for one in found.of(2)] == ["r.3.1", "r.3.2", "r.3.3"]


def test_the_curves_are_what_the_runs_recorded():
    race(BASE, vary=VARY, seeds=2, name="r")
    drawn = lanes(results("r"))
    with Store() as store:
        held = store.open("r.2.2").series("epoch/val_accuracy")[1]
    np.testing.assert_array_equal(drawn.lanes[1].seeds[1], held)
    assert (drawn.lanes[1].first, drawn.lanes[1].rest) == ("adam", "learning_rate=0.05")
    assert (drawn.epochs, drawn.share) == (4, True)


def test_a_range_is_known_by_its_values():
    race(BASE, vary={"learning_rate": log(1e-4, 0.1, 4)}, seeds=1, name="r")
    assert results("r").vary == {"learning_rate": (0.0001, 0.001, 0.01, 0.1)}


def test_more_seeds_under_the_same_name_are_one_race():
    race(BASE, vary=VARY, seeds=1, name="r")
    assert results("r").race.plan.seeds == 1
    race(BASE, vary=VARY, seeds=3, name="r")
    assert results("r").race.scores.shape == (4, 3)


def test_a_renamed_member_stays_one_and_one_in_the_bin_is_missing():
    race(BASE, vary=VARY, seeds=2, name="r")
    with Store() as store:
        store.open("r.1.1").rename("mine")
        store.open("r.2.2").delete()
    found = results("r")
    assert found.runners[0, 0].run == "mine"
    assert found.race is not None
    assert found.race.plan.seeds == 1  # only the first is whole
    assert not found.finished


def test_one_that_diverges_is_known_and_comes_last():
    job = Job("mlp:hidden=8", "line:n=60", epochs=3, batch_size=16, optimizer="sgd")
    told = race(job, vary={"learning_rate": [1e12, 0.01]}, seeds=2, name="r")
    found = results("r")
    assert [one.diverged for one in found.of(0)] == [True, True]
    assert np.isnan(found.mean(0))
    assert found.order == (1, 0)
    assert verdict(found.race) == verdict(told)
    assert [lane.diverged for lane in lanes(found).lanes] == [True, False]


def test_a_reader_reads_what_is_new():
    reader = Reader("r")
    race(BASE, vary=VARY, seeds=1, name="r")
    with Store() as store:
        assert reader.read(store).ended == 4
        race(BASE, vary=VARY, seeds=2, name="r")
        assert reader.read(store).ended == 8
        assert [(one.name, one.varied, one.runs, one.ended) for one in listed(store)] == [
            ("r", ("optimizer", "learning_rate"), 8, 8)
        ]


def test_a_race_that_is_not_there_is_told_in_both_languages():
    race(BASE, vary=VARY, seeds=1, name="r")
    for language, words in (
        ("en", "no race called 'q'; there are: r"),
        ("ja", "'q' というレースはありません"),
    ):
        with speaking(language), pytest.raises(InputError) as error:
            results("q")
        assert words in str(error.value)


def status(name):
    found = asking.find(name)
    return found.status if found else ""


def test_asked_for_it_gets_a_process_and_ends_as_it_would_here():
    name = asked()
    assert name == "race-mlp-spiral-1"
    assert free_name("race-mlp-spiral") == "race-mlp-spiral-2"
    wait_until(lambda: status(name) == "finished")
    told = race(BASE, vary=VARY, seeds=2, name="here")
    np.testing.assert_array_equal(results(name).race.scores, told.scores)
    asking.go_on(name, seeds=3)
    wait_until(lambda: status(name) == "finished")
    assert results(name).race.plan.seeds == 3


def learns(name):
    try:
        return any(one.status == "running" for one in results(name).runners.values())
    except InputError:
        return False


@pytest.mark.parametrize("model", ["mlp:hidden=8", "cnn:filters=4"])
def test_stopped_it_ends_in_order_and_can_go_on(model):
    job = Job(model, "digits", epochs=100_000)
    name = asked(job, 1)
    wait_until(lambda: learns(name))
    with pytest.raises(InputError) as error:
        asking.go_on(name)
    assert f"{name} is under way" in str(error.value)
    asking.stop(name)
    wait_until(lambda: status(name) == "stopped")
    assert not results(name).active
    assert {one.status for one in results(name).runners.values()} == {"interrupted"}
    asking.go_on(name)
    wait_until(lambda: learns(name))
    asking.stop(name)
    wait_until(lambda: status(name) == "stopped")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_it_is_known_to_be_dead_and_goes_on_from_the_store_alone():
    name = asked(ENDLESS, 1)
    wait_until(lambda: learns(name))
    os.kill(asking.find(name).pid, signal.SIGKILL)
    wait_until(lambda: status(name) == "died")
    assert not results(name).active
    (asking.RACES.folder / f"{name}.json").unlink()
    asking.go_on(name)
    wait_until(lambda: learns(name))
    asking.stop(name)
    wait_until(lambda: status(name) == "stopped")


def test_one_goes_at_a_time_and_the_others_wait():
    first = asked(ENDLESS, 1)
    second = asked(BASE, 1)
    wait_until(lambda: learns(first))
    assert status(second) == "waiting"
    assert [one.name for one in asking.alive()] == [first, second]
    asking.stop(first)
    wait_until(lambda: status(second) == "finished")


def test_a_visitor_may_have_so_many_and_what_cannot_be_trained_is_told():
    names = [asked(ENDLESS, 1, visitor="v") for _ in range(3)]
    with pytest.raises(InputError) as error:
        asked(visitor="v")
    assert "3 races" in str(error.value)
    for name in names:
        asking.stop(name)
    wait_until(lambda: not asking.alive())
    bad = asking.ask(BASE, {"learning_rate": Choices((0.1, -1))}, 1)
    wait_until(lambda: status(bad) == "failed")
    assert "learning rate must be > 0; got -1" in asking.find(bad).problem
    with pytest.raises(InputError):
        asking.ask(BASE, {}, 1)


def test_a_name_cannot_lead_out_of_the_folder():
    assert asking.find("../runs") is None
    assert asking.find("") is None
