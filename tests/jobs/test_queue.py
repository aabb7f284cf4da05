"""Trainings asked for, carried out by processes of their own."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from axb import jobs
from axb.jobs import Job, queue
from axb.jobs.queue_work import LOG, Dispatcher, last_line
from axb.runs import Run, Store
from axb.views import facts
from axb.words import InputError, speaking

QUICK = Job("mlp:hidden=8", "spiral:n=100", epochs=4, batch_size=16)
ENDLESS = Job("mlp:hidden=8", "spiral:n=100", epochs=100_000, batch_size=16)
SECONDS = 240


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as store:
        yield store


@pytest.fixture
def at_work() -> Iterator[Dispatcher]:
    """One dispatcher; when it ends, so do the trainings it started."""
    dispatcher = Dispatcher(most=1)
    dispatcher.start()
    yield dispatcher
    dispatcher.stop()
    for child in dispatcher._children:
        child.kill()
        child.wait()


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def trains(run: Run) -> bool:
    return run.shown_status == "running" and "loss" in run.series_names()


def test_a_run_that_is_asked_for_is_there_at_once(store: Store, tmp_path: Path) -> None:
    name = queue.ask(Job("mlp", "people.csv:target=age"), "ann")
    run = store.open(name)
    assert (name, run.status) == ("mlp-people-1", "queued")
    assert run.config["job"]["data"] == f"{tmp_path / 'people.csv'}:target=age"
    assert facts(run)["status"] == "waiting"
    with speaking("ja"):
        assert facts(run)["status"] == "順番待ち"


def test_one_after_the_other(at_work: Dispatcher, store: Store) -> None:
    first, second = (store.open(queue.ask(QUICK, "ann")) for _ in range(2))
    until(lambda: first.json("test") and second.json("test"))
    assert (first.status, second.status) == ("finished", "finished")
    assert (first.heartbeat or 0) <= (second.heartbeat or 0)
    whole = jobs.train(QUICK, "whole", verbose=0)
    assert first.json("test") == pytest.approx(whole.test)
    told = store.open(first.name)
    assert told.config["settings"] == store.open("whole").config["settings"]
    assert told.graph is not None
    assert told.data_hash == store.open("whole").data_hash
    assert "torch" in told.versions


def test_it_outlives_who_started_it(at_work: Dispatcher, store: Store) -> None:
    run = store.open(queue.ask(ENDLESS))
    until(lambda: trains(run))
    assert os.getsid(run.pid or 0) != os.getsid(0)
    at_work.stop()
    seen = run.series("loss")[0].max()
    until(lambda: run.series("loss")[0].max() > seen)
    command = run.wait(run.send("stop"), SECONDS)
    assert command.error is None
    until(lambda: run.status == "stopped")


def test_a_trainer_that_is_killed_loses_nothing_and_goes_on(at_work: Dispatcher, store: Store) -> None:
    run = store.open(queue.ask(ENDLESS, "ann"))
    until(lambda: trains(run))
    run.wait(run.send("pause"), SECONDS)
    run.wait(run.send("stop"), SECONDS)
    until(lambda: run.status == "stopped")
    kept = run.latest_checkpoint()
    assert kept is not None
    queue.go_on(run.name, "ben")
    until(lambda: trains(run) and run.series("loss")[0].max() > kept.step)
    assert run.pid is not None
    os.kill(run.pid, signal.SIGKILL)
    until(lambda: run.shown_status == "died")
    assert run.series("loss")[0].max() > kept.step
    queue.go_on(run.name, "ben")
    until(lambda: trains(run))
    assert run.asked is not None
    assert run.asked.visitor == "ben"


def test_a_job_that_cannot_begin_has_failed_and_says_why(at_work: Dispatcher, store: Store) -> None:
    with speaking("ja"):
        run = store.open(queue.ask(Job("fastcnn", "spiral")))
    until(lambda: run.shown_status == "failed")
    assert last_line(run).startswith("fastcnn には 1 辺 12 ピクセル以上の画像")
    good = store.open(queue.ask(QUICK))
    until(lambda: good.status == "finished")


def test_a_process_that_says_nothing_is_told_as_such(store: Store) -> None:
    run = store.open(queue.ask(QUICK))
    assert last_line(run) == "Its process ended without a word."
    run.folder.mkdir(parents=True)
    (run.folder / LOG).write_text("\n \n")
    assert last_line(run) == "Its process ended without a word."


def test_a_visitor_may_have_so_many_waiting(store: Store) -> None:
    for _ in range(queue.MOST_WAITING):
        name = queue.ask(QUICK, "ann")
    with pytest.raises(InputError, match="may have 3 trainings waiting"):
        queue.ask(QUICK, "ann")
    queue.ask(QUICK, "ben")
    queue.go_on(name, "ann")
    store.open(name).leave_queue()
    with pytest.raises(InputError, match="may have 3 trainings waiting"):
        queue.ask(QUICK, "ann"), queue.go_on(name, "ann")
    assert len(store.runs()) == queue.MOST_WAITING + 2
    assert [queue.ask(QUICK) for _ in range(5)]


def test_what_no_job_started_is_not_ours_to_go_on_with(store: Store) -> None:
    store.create("theirs", config={}, graph=None, data_hash="", seed=0)
    with pytest.raises(InputError, match="started by a script"):
        queue.go_on("theirs")


def test_another_training_cannot_take_the_place_of_one_that_waits(store: Store) -> None:
    name = queue.ask(QUICK)
    with pytest.raises(InputError, match=name):
        jobs.train(Job("logistic", "spiral:n=100"), name, verbose=0)
    assert store.open(name).status == "queued"
    assert jobs.train(QUICK, name, verbose=0).status == "finished"


def test_asking_needs_no_torch() -> None:
    import subprocess
    import sys

    source = "import sys, axb.jobs.queue, axb.jobs.queue_work; print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", source], capture_output=True, text=True).stdout == "False\n"
