"""A sweep of several processes: shared, interrupted, killed."""

import json
import os
import signal
import subprocess
import sys

import pytest

from axb.jobs.sweeping import go_on, results, sweep
from axb.jobs.sweeping.journal import Journal
from axb.jobs.sweeping.plan import plan
from axb.jobs.sweeping.search import PID, Search
from axb.jobs.sweeping.shelf import file_of
from axb.runs import Store
from axb.runs.processes import process_exists
from jobs.sweeps import JOB, RATES, command, end_all, wait_until

WORDS = ["mlp:hidden=8", "spiral:n=400", "--vary", "learning_rate=1e-4..1", "--name", "s", "--processes", "2"]
ENDLESS, LONG = [*WORDS, "--epochs", "100000"], [*WORDS, "--epochs", "400"]


@pytest.fixture(autouse=True)
def clean():
    yield
    end_all()


def workers(name: str) -> list[int]:
    """The processes that train trials now."""
    with Search(name) as search:
        running = [trial for trial in search.study.get_trials(deepcopy=False) if trial.state == 0]
    return [trial.user_attrs[PID] for trial in running if PID in trial.user_attrs]


def begun(name: str) -> list[int]:
    """The same, when both are at it: their runs are recorded."""

    def at_it() -> list[int]:
        if not file_of(name).exists() or not file_of(name).stat().st_size:
            return []
        pids = workers(name)
        with Store() as store:
            training = {run.pid for run in store.runs() if run.status == "running" and run.series_names()}
        return pids if len(pids) == 2 and set(pids) <= training else []

    return wait_until(at_it)


def states(name: str) -> list[str]:
    return sorted(trial.state for trial in results(name).trials)


def test_a_sweep_by_two_processes_from_python_tells_its_best():
    found = sweep(JOB, RATES, "s", trials=6, processes=2, verbose=0)
    assert found.chosen_from == len(found.trials) == 6
    assert found == results("s")
    again = go_on("s", trials=6, verbose=0)
    assert again == found, "there is nothing left to do"


def test_two_commands_share_one_sweep(home):
    words = ["mlp:hidden=4", "spiral:n=80", "--epochs", "2", "--vary", "hidden=2,4,8,16", "--vary",
             "learning_rate=0.01,0.1", "--sampler", "grid", "--name", "s", "--processes", "1"]  # fmt: skip
    both = [command(*words), command(*words)]
    said = [one.communicate(timeout=240) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    found = results("s")
    assert [trial.run for trial in found.trials] == [f"s.{number:04d}" for number in range(8)]
    settings = {(trial.setting["hidden"], trial.setting["learning_rate"]) for trial in found.trials}
    assert len(settings) == 8, "each combination once"


@pytest.mark.skipif(sys.platform == "win32", reason="there, no signal ends a process in order")
def test_ctrl_c_ends_in_order_and_says_how_to_go_on(home):
    one = command(*ENDLESS)
    pids = begun("s")
    one.send_signal(signal.SIGINT)
    out, err = one.communicate(timeout=240)
    assert one.returncode == 130, err
    assert "Go on with: axb sweep --resume s" in out.decode()
    assert not any(map(process_exists, pids))
    assert states("s") == ["waiting", "waiting"]
    with Store() as store:
        assert {run.status for run in store.runs()} == {"interrupted"}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_processes_end_in_order_when_who_started_them_is_killed(home):
    one = command(*ENDLESS)
    pids = begun("s")
    one.kill()
    one.communicate()
    wait_until(lambda: not any(map(process_exists, pids)))
    assert states("s") == ["waiting", "waiting"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_was_killed_goes_on_where_its_runs_stand(home):
    one = command(*LONG)
    pids = begun("s")
    for pid in [*pids, one.pid]:
        os.kill(pid, signal.SIGKILL)
    one.communicate()
    wait_until(lambda: not any(map(process_exists, pids)))
    before = results("s").trials
    assert sum(trial.state == "running" for trial in before) == 2, "nobody could say that they ended"
    with Store() as store:
        known = {run.name: run.id for run in store.runs()}
    found = go_on("s", trials=len(before), processes=2, verbose=0)
    assert [(trial.run, trial.setting) for trial in found.trials] == [
        (trial.run, trial.setting) for trial in before
    ]
    with Store() as store:
        assert {run.name: run.id for run in store.runs()} == known, "the same runs, and no others"
        for trial in found.trials:
            run = store.open(trial.run)
            assert (run.status, trial.state) == ("finished", "finished")
            steps, scores = run.series("epoch/val_accuracy")
            assert len(steps) == len(set(steps)) == 400
            assert scores[-1] == trial.score


def test_a_trial_whose_process_always_dies_is_given_up():
    with Search("s", plan(JOB, RATES, "random", "none", 0)) as search:
        for _ in range(3):
            trial = search.take(1)
            trial.set_user_attr(PID, 2**22 + 1)  # no such process
        assert search.take(1) is None
        (only,) = search.results().trials
        assert (only.state, only.problem) == ("failed", "Its process died three times.")


def test_a_trial_whose_process_died_while_it_took_it_keeps_its_place():
    with Search("s", plan(JOB, RATES, "random", "none", 0)) as search:
        search.study.ask(search.space)  # and no more: neither its run nor its process is written down
        runs = [search.take(None).user_attrs["run"] for _ in range(2)]
        assert runs == ["s.0000", "s.0001"]
        assert [trial.run for trial in search.results().trials] == runs


def test_a_journal_keeps_all_that_many_processes_write(home):
    source = """if True:
        import sys
        from pathlib import Path
        from axb.jobs.sweeping.journal import Journal
        journal = Journal(Path(sys.argv[1]))
        for number in range(200):
            with journal.alone():
                seen = len(list(journal.read_logs(0)))
                journal.append_logs([{"who": sys.argv[2], "number": number, "seen": seen}])
    """
    path = file_of("j")
    writers = [subprocess.Popen([sys.executable, "-c", source, str(path), str(who)]) for who in range(3)]
    assert [one.wait(240) for one in writers] == [0, 0, 0]
    journal = Journal(path)
    logs = list(journal.read_logs(0))
    assert [log["seen"] for log in logs] == list(range(600)), "each alone"
    assert all([log["number"] for log in logs if log["who"] == who] == list(range(200)) for who in "012")
    assert list(journal.read_logs(598)) == logs[598:]
    assert list(journal.read_logs(600)) == []
    journal.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_process_killed_in_the_middle_keeps_nobody_waiting(home):
    source = """if True:
        import sys, time
        from pathlib import Path
        from axb.jobs.sweeping.journal import Journal
        with Journal(Path(sys.argv[1])).alone():
            print("in", flush=True)
            time.sleep(600)
    """
    one = subprocess.Popen([sys.executable, "-c", source, str(file_of("j"))], stdout=subprocess.PIPE)
    assert one.stdout.readline().strip() == b"in"
    one.kill()
    one.communicate()
    journal = Journal(file_of("j"))
    with journal.alone():
        journal.append_logs([{"op": 1}])
    assert json.dumps(list(journal.read_logs(0))) == '[{"op": 1}]'
    journal.close()
