"""Who runs a run, and how it ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from axb.runs import Run, Store
from axb.runs.processes import process_exists
from axb.words import InputError


def claim(store: Store, run: Run, pid: int, silent_for: float = 0.0, status: str = "running") -> None:
    """Make it look as if process `pid` ran the run."""
    store._db.execute(
        "UPDATE run SET status = ?, pid = ?, heartbeat = ? WHERE id = ?",
        (status, pid, time.time() - silent_for, run.id),
    )


@pytest.fixture
def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_start_says_who_runs_it_and_finish_how_it_ended(run: Run) -> None:
    assert (run.status, run.shown_status, run.pid) == ("created", "created", None)
    run.start()
    assert (run.status, run.shown_status, run.pid) == ("running", "running", os.getpid())
    run.log(1, {"loss": 0.5})
    run.finish("finished")
    assert (run.status, run.shown_status) == ("finished", "finished")
    assert run.series_names() == ["loss"]


def test_other_endings_are_refused(run: Run) -> None:
    with pytest.raises(InputError, match="finished, diverged, interrupted, stopped, failed; got 'done'"):
        run.finish("done")


def test_beat_is_a_sign_of_life(store: Store, run: Run) -> None:
    claim(store, run, os.getpid(), silent_for=100)
    assert run.shown_status == "died"
    run.beat()
    assert time.time() - (run.heartbeat or 0) < 30
    assert run.shown_status == "running"


def test_pausing_goes_to_and_fro_and_not_back_to_life(run: Run) -> None:
    run.set_pace("paused")
    assert run.status == "created"
    run.start()
    run.set_pace("paused")
    assert (run.status, run.shown_status) == ("paused", "paused")
    run.set_pace("running")
    assert run.status == "running"
    run.finish("stopped")
    run.set_pace("paused")
    assert run.status == "stopped"


def test_a_second_living_process_is_refused(store: Store, run: Run) -> None:
    parent = os.getppid()
    claim(store, run, parent, status="paused")
    with pytest.raises(InputError, match=f"is being trained by process {parent}"):
        run.start()
    assert (run.status, run.pid) == ("paused", parent)


def test_the_same_process_may_start_again(run: Run) -> None:
    run.start()
    run.start()
    assert run.shown_status == "running"


def test_a_silent_process_is_taken_for_dead(store: Store, run: Run) -> None:
    claim(store, run, os.getppid(), silent_for=100)
    assert run.shown_status == "died"
    run.start()
    assert (run.shown_status, run.pid) == ("running", os.getpid())


def test_a_dead_process_is_known_at_once(store: Store, run: Run, dead_pid: int) -> None:
    claim(store, run, dead_pid)
    assert run.shown_status == "died"
    run.start()
    assert run.pid == os.getpid()


def test_processes_exist_until_they_end(dead_pid: int) -> None:
    assert process_exists(os.getpid())
    assert process_exists(os.getppid())
    assert not process_exists(dead_pid)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
def test_a_killed_child_nobody_waited_for_is_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert process_exists(process.pid)
    process.kill()
    end = time.monotonic() + 60
    while process_exists(process.pid) and time.monotonic() < end:
        time.sleep(0.01)
    assert not process_exists(process.pid)
    assert process.returncode is None, "nobody has waited for it yet"
    process.communicate()


def test_two_writers_and_a_reader_lose_nothing_and_never_meet_a_lock() -> None:
    script = Path(__file__).parents[2] / "scripts" / "hammer_store.py"
    words = [sys.executable, str(script), "--seconds", "1", "--no-checkpoints"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "nothing was lost" in done.stdout
