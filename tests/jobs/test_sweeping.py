"""A search for hyperparameters, in this process: what is tried, how it ends, what is left."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axb.jobs.job import Job
from axb.jobs.running import resume
from axb.jobs.sweeping import Plan, go_on, measured, results, sweep
from axb.jobs.sweeping.plan import plan
from axb.jobs.sweeping.search import Search
from axb.jobs.sweeping.shelf import sweeps
from axb.jobs.sweeping.work import work
from axb.jobs.varying import varied
from axb.races.domains import Choices, Range, log
from axb.runs import Store
from axb.words import InputError, speaking
from jobs.sweeps import JOB, RATES, Patient, searched

values = st.one_of(st.integers(-9, 9), st.floats(-1, 1), st.text("ab|,=", min_size=1))
domains = st.one_of(
    st.lists(values, min_size=1, unique=True).map(lambda all: Choices(tuple(all))),
    st.builds(Range, st.floats(0.1, 1), st.floats(2, 9), st.integers(2, 9), st.booleans(), st.booleans()),
)


@given(st.dictionaries(st.text("abc", min_size=1), domains, min_size=1, max_size=4))
def test_a_plan_is_the_same_after_json(vary):
    asked = Plan(JOB, vary, "val_loss", 3, "tpe", "median", 5)
    assert Plan.from_json(asked.to_json()) == asked
    assert list(Plan.from_json(asked.to_json()).vary) == list(vary)


def test_the_metric_follows_from_the_task():
    classes = plan(JOB, RATES, "tpe", "median", 0)
    assert (classes.metric, classes.more_is_better, classes.epochs) == ("val_accuracy", True, 6)
    numbers = plan(Job("line", "line", epochs=2), {"epochs": [3, 9]}, "tpe", "median", 0)
    assert (numbers.metric, numbers.more_is_better, numbers.epochs) == ("val_mae", False, 9)


def test_every_trial_is_a_run_of_a_setting_within_the_domains():
    found = searched("s", 4, vary={**RATES, "batch_size": Range(8, 64, whole=True)}, sampler="tpe")
    assert [trial.run for trial in found.trials] == [f"s.{number:04d}" for number in range(4)]
    with Store() as store:
        for trial in found.trials:
            run = store.open(trial.run)
            assert 1e-5 <= trial.setting["learning_rate"] <= 1
            assert trial.setting["hidden"] in (4, 16)
            assert trial.setting["batch_size"] in range(8, 65)
            assert Job(**run.config["job"]) == varied(found.plan.job, trial.setting)
            assert (run.config["sweep"], run.config["setting"]) == ("s", trial.setting)
            assert run.status == "finished"
            assert trial.score == run.series("epoch/val_accuracy")[1][-1]
            assert run.json("test") is None, "nothing has looked at the test part"


def test_the_best_is_measured_when_asked_once():
    found = searched("s", 3)
    best = max(trial.score for trial in found.trials)
    assert found.best.score == best
    done = measured(found)
    assert done.run == found.best.run
    assert set(done.test) == {"loss", "accuracy"}
    with Store() as store:
        assert store.open(done.run).json("test") == done.test
        others = [trial.run for trial in found.trials if trial.run != done.run]
        assert all(store.open(run).json("test") is None for run in others)


def test_losses_are_minimised():
    found = searched("s", 4, job=Job("line", "line", epochs=2), vary={"learning_rate": log(1e-4, 1)})
    assert found.best.score == min(trial.score for trial in found.trials)
    assert [trial.score for trial in found.ranked] == sorted(trial.score for trial in found.trials)


def test_a_pruned_trial_is_a_stopped_run_that_can_go_on():
    found = searched("s", 16, pruner="median", sampler="random", vary={"learning_rate": log(1e-7, 0.3)})
    pruned = [trial for trial in found.trials if trial.state == "pruned"]
    assert pruned
    assert found.best not in pruned
    with Store() as store:
        for trial in pruned:
            run = store.open(trial.run)
            assert run.status == "stopped"
            recorded = run.series("epoch/val_accuracy")[1]
            assert len(recorded) == trial.epochs < 6
            assert recorded[-1] == trial.score
            assert run.latest_checkpoint().reason == "stopped"
    assert resume(pruned[0].run, verbose=0).status == "finished"


@pytest.mark.parametrize("sampler", ["tpe", "random", "grid"])
def test_the_same_seed_searches_the_same(sampler):
    def told(name, seed=3):
        # past the trials that TPE draws without having learned
        found = searched(name, 12, job=Job("mlp:hidden=4", "spiral:n=60", epochs=1, validation=0.3),
                         sampler=sampler, seed=seed)  # fmt: skip
        return [(trial.setting, trial.score) for trial in found.trials]

    first = told("a")
    assert told("b") == first
    assert told("c", seed=4) != first


def test_what_is_interrupted_goes_on_as_if_nothing_had_been():
    whole = searched("whole", 3)
    part = searched("part", 3, looks=20)
    assert [trial.state for trial in part.trials][-1] == "waiting"
    with Store() as store:
        assert store.open(part.trials[-1].run).status == "interrupted"
    again = searched("part", 3)
    assert [(t.run.replace("part", "whole"), t.setting, t.score, t.state) for t in again.trials] == [
        (t.run, t.setting, t.score, t.state) for t in whole.trials
    ]


def test_a_grid_is_every_combination_once():
    vary = {"learning_rate": Range(0.01, 1, count=2, log=True), "hidden": [4, 8, 16]}
    found = searched("s", None, sampler="grid", vary=vary, job=Job("mlp", "spiral:n=40", epochs=1))
    settings = [(trial.setting["learning_rate"], trial.setting["hidden"]) for trial in found.trials]
    assert sorted(settings) == [(rate, hidden) for rate in (0.01, 1.0) for hidden in (4, 8, 16)]


def test_a_setting_that_cannot_be_trained_fails_with_its_sentence_and_the_rest_goes_on():
    found = searched("s", None, sampler="grid", vary={"batch_size": [0, 8]})
    states = {trial.setting["batch_size"]: (trial.state, trial.problem) for trial in found.trials}
    assert states[8] == ("finished", "")
    assert states[0] == ("failed", "batch size must be ≥ 1; got 0.")


def test_where_nothing_can_be_trained_the_search_ends():
    asked = plan(JOB, RATES, "random", "none", 0)
    with Search("s", replace(asked, vary={"batch_size": Choices((0, -1))})) as search:
        work("s", Patient(), 50)
        assert search.results().count("failed") == len(search.results().trials) == 3


def test_rates_that_explode_count_as_worst():
    vary = {"learning_rate": [1e30, 0.01]}
    found = searched("s", None, sampler="grid", vary=vary, job=Job("line", "line", optimizer="sgd", epochs=3))
    assert found.best.setting == {"learning_rate": 0.01}
    assert len(found.ranked) == 2


def test_several_errors_are_told_in_one_sentence_each():
    def problem(act):
        with pytest.raises(InputError) as caught:
            act()
        return str(caught.value)

    assert "nothing varies" in problem(lambda: sweep(JOB, {}))
    assert "nothing varies" in problem(lambda: sweep(JOB, {"hidden": [8]}))
    assert "'colour' cannot be varied here" in problem(lambda: sweep(JOB, {"colour": [1, 2]}))
    assert problem(lambda: sweep(JOB, RATES, minutes=0)) == "minutes must be > 0; got 0."
    assert problem(lambda: sweep(JOB, RATES, trials=0)) == "trials must be ≥ 1; got 0."
    assert problem(lambda: sweep(JOB, RATES, processes=0)) == "processes must be ≥ 1; got 0."
    assert "sampler" in problem(lambda: sweep(JOB, RATES, sampler="cmaes"))
    assert "pruner" in problem(lambda: sweep(JOB, RATES, pruner="axe"))
    assert "validation is 0" in problem(lambda: sweep(Job("mlp", "spiral", validation=0), RATES))
    assert "no sweep named nine" in problem(lambda: results("nine"))
    assert "no sweep named nine" in problem(lambda: go_on("nine"))
    assert "letters, digits" in problem(lambda: results("../etc"))
    assert sweeps() == [], "what could not begin leaves nothing"
    with speaking("ja"):
        assert "変える値がありません" in problem(lambda: sweep(JOB, {}))


def test_a_name_is_one_sweep():
    searched("s", 1)
    with pytest.raises(InputError, match="searches for something else"):
        Search("s", plan(JOB, RATES, "random", "none", seed=9))
    assert sweeps() == ["s"]


def test_without_optuna_one_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(InputError, match=r'pip install "axb\[sweep\]"'):
        sweep(JOB, RATES)


def test_optuna_is_only_imported_where_a_sweep_is_opened():
    source = "import sys, axb.jobs.sweeping, axb.cli.sweep; print('optuna' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_a_trial_that_diverges_is_the_worst_there_is():
    job = Job("mlp:hidden=8", "line:n=60", epochs=3, batch_size=16, optimizer="sgd")
    vary = {"learning_rate": [0.01, 1e12]}
    with Search("s", plan(job, vary, "grid", "none", 0)):
        work("s", Patient(), 2)
    found = results("s")
    assert {trial.state for trial in found.trials} == {"finished"}
    assert found.best.setting == {"learning_rate": 0.01}
    with Store() as store:
        assert sorted(store.open(trial.run).status for trial in found.trials) == ["diverged", "finished"]
