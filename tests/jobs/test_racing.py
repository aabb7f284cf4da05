"""A race: fair, honest, and every member a run."""

import json
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from axb import jobs
from axb.jobs.job import Job
from axb.jobs.racing import race
from axb.jobs.racing.verdict import method, raced, verdict
from axb.races.domains import log
from axb.runs import Store
from axb.views.race import standing
from axb.words import InputError, speaking
from jobs.sweeps import wait_until

BASE = Job("mlp:hidden=8", "spiral:n=120", epochs=4, batch_size=16)


def test_members_are_what_they_would_be_alone():
    found = race(
        BASE, vary={"learning_rate": [0.001, 0.05], "optimizer": ["adam", "momentum"]}, seeds=2, name="r"
    )
    assert found.scores.shape == (4, 2)
    assert found.together == 8
    entry = found.plan.entries(1)[2]
    alone = jobs.train(entry.job, "alone", verbose=0)
    member = jobs.trained_model(entry.run)
    for a, b in zip(member.get_weights(), alone.model.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=2e-3, atol=2e-5)
    with Store() as store:
        mine, other = store.open(entry.run), store.open("alone")
        assert mine.status == "finished"
        for name in ("loss", "epoch/loss", "epoch/accuracy", "epoch/val_loss", "epoch/val_accuracy"):
            (steps, values), (its_steps, its_values) = mine.series(name), other.series(name)
            assert steps.tolist() == its_steps.tolist()
            np.testing.assert_allclose(values, its_values, rtol=1e-3, atol=1e-5)
        assert found.scores[2, 1] == pytest.approx(other.series("epoch/val_accuracy")[1][-1], abs=1e-6)


def test_a_finished_member_is_not_trained_again_and_can_be_resumed_and_exported(tmp_path: Path):
    first = race(BASE, vary={"learning_rate": [0.001, 0.05]}, seeds=2, name="r")
    again = race(BASE, vary={"learning_rate": [0.001, 0.05]}, seeds=3, name="r")
    np.testing.assert_array_equal(again.scores[:, :2], first.scores)
    with Store() as store:
        assert len(store.open("r.1.1").checkpoints()) == 1
    assert jobs.resume("r.1.1", verbose=0).status == "finished"
    jobs.export("r.2.2", "safetensors", tmp_path / "w.safetensors")
    assert (tmp_path / "w.safetensors").stat().st_size > 0


def test_a_race_without_a_name_gets_one_of_its_own():
    races = [race(BASE, vary={"learning_rate": [rate]}, seeds=1) for rate in (0.1, 0.2)]
    assert [one.plan.name for one in races] == ["race-mlp-spiral-1", "race-mlp-spiral-2"]


def test_all_settings_of_a_seed_begin_alike_and_see_the_same():
    found = race(BASE, vary={"learning_rate": [1e-12, 2e-12]}, seeds=2, name="r")
    weights = [jobs.trained_model(run).get_weights() for run in ("r.1.1", "r.2.1", "r.1.2")]
    for a, b, other in zip(*weights, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-9)
        assert a.ndim == 1 or not np.allclose(a, other)  # biases begin at 0
    assert found.scores[0].tolist() == found.scores[1].tolist()
    assert found.standing.winner is None
    assert "No winner" in verdict(found)


def test_one_that_diverges_comes_last_and_harms_nobody():
    job = Job("mlp:hidden=8", "line:n=60", epochs=6, batch_size=16, optimizer="sgd")
    found = race(job, vary={"learning_rate": [0.01, 1e12]}, seeds=2, name="r")
    assert found.metric == "val_mae"
    assert np.isfinite(found.scores[0]).all()
    assert np.isnan(found.scores[1]).all()
    alone = race(job, vary={"learning_rate": [0.01]}, seeds=2, name="alone")
    np.testing.assert_allclose(alone.scores[0], found.scores[0], rtol=1e-4)
    assert all(np.isfinite(weight).all() for weight in jobs.trained_model("r.2.1").get_weights())
    assert "Only learning_rate=0.01" in verdict(found)


def test_a_planted_better_setting_wins():
    job = Job("mlp:hidden=16", "moons:n=200", epochs=8, batch_size=16)
    found = race(job, vary={"learning_rate": [1e-6, 0.03]}, seeds=5)
    assert found.standing.winner == 1
    assert "learning_rate=0.03 wins" in verdict(found)
    assert "Paired t-test of the best against the next over 5 seeds" in method(found)
    with speaking("ja"):
        assert "learning_rate=0.03 の勝ちです" in verdict(found)
        assert "対応のある t 検定" in method(found)


def test_a_penalty_is_no_part_of_what_members_are_compared_by():
    job = Job("line:l2=0", "line:n=60", epochs=3, batch_size=16)
    found = race(job, vary={"l2": [0.0, 1e-9]}, seeds=2, name="r")
    assert found.metric == "val_mae"
    np.testing.assert_allclose(found.scores[0], found.scores[1], rtol=1e-5)


def test_pictures_are_changed_for_those_who_vary_it():
    job = Job("mlp:hidden=8", "digits", epochs=1, batch_size=256)
    found = race(job, vary={"augment": ["none", "shift"]}, seeds=1, name="r")
    assert found.metric == "val_accuracy"
    first, second = (jobs.trained_model(run) for run in ("r.1.1", "r.2.1"))
    assert [part for part in second.layers if type(part).__name__ == "RandomTranslation"]
    assert len(second.layers) == len(first.layers) + 1
    with Store() as store:
        losses = [store.open(run).last("loss")[1] for run in ("r.1.1", "r.2.1")]
    assert losses[0] != losses[1]


def test_settings_of_several_shapes_race_in_several_populations():
    found = race(BASE, vary={"hidden": [4, "4,4"], "batch_size": [16, 32], "dropout": [0.0, 0.2]}, seeds=1)
    assert found.together == 8
    assert np.isfinite(found.scores).all()
    assert "One seed says nothing" in verdict(found)
    assert method(found) == ""


def test_convolutional_members_go_one_a_process():
    job = Job("cnn:filters=4", "digits", epochs=1, batch_size=64)
    found = race(job, vary={"learning_rate": [0.001, 0.01]}, seeds=1, name="r")
    assert found.together == 0
    assert np.isfinite(found.scores).all()
    with Store() as store:
        assert [store.open(f"r.{one}.1").status for one in (1, 2)] == ["finished", "finished"]
        assert store.open("r.1.1").json("test") is None  # the test part was not looked at
        assert store.open("r.1.1").config["setting"] == {"learning_rate": 0.001}


def test_the_figure_tells_what_can_be_told():
    found = race(BASE, vary={"learning_rate": log(1e-4, 0.1, 3)}, seeds=3, name="r")
    figure = standing(raced(found))
    drawn = np.concatenate([trace.x for trace in figure.data if trace.showlegend is False])
    assert sorted(drawn) == pytest.approx(sorted(found.scores.ravel()))
    assert figure.layout.meta["caption"] == verdict(found)
    best = found.standing.order[0]
    assert figure.layout.yaxis.ticktext[0] == found.plan.label(best)


KILLED = """
import os, signal
from axb.jobs.job import Job
from axb.jobs.racing import race
def tell(name, part):
    if part > 0.6:
        os.kill(os.getpid(), signal.SIGKILL)
job = Job("mlp:hidden=8", "spiral:n=120", epochs=4, batch_size=16)
race(job, vary={"learning_rate": [0.001, 0.05]}, seeds=3, name="r", tell=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_race_goes_on_to_the_same_end():
    killed = subprocess.run([sys.executable, "-c", KILLED], check=False)
    assert killed.returncode == -signal.SIGKILL
    vary = {"learning_rate": [0.001, 0.05]}
    went_on = race(BASE, vary=vary, seeds=3, name="r")
    whole = race(BASE, vary=vary, seeds=3, name="whole")
    np.testing.assert_array_equal(went_on.scores, whole.scores)
    for run in ("1.3", "2.2"):
        for a, b in zip(
            jobs.trained_model(f"r.{run}").get_weights(),
            jobs.trained_model(f"whole.{run}").get_weights(),
            strict=True,
        ):
            np.testing.assert_array_equal(a, b)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("model", ["mlp:hidden=8", "cnn:filters=4"])
def test_ctrl_c_ends_every_member_in_order_and_says_how_to_go_on(model):
    words = [
        "race",
        model,
        "digits",
        "--vary",
        "learning_rate=0.001,0.01",
        "--epochs",
        "100000",
        "--seeds",
        "1",
    ]
    one = subprocess.Popen(
        [sys.executable, "-m", "axb", *words, "--name", "r"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip

    def learns() -> bool:
        with Store() as store:
            return len([run for run in store.runs() if run.series_names()]) == 2

    wait_until(learns)
    one.send_signal(signal.SIGINT)
    out, err = one.communicate(timeout=240)
    assert one.returncode == 130, err
    assert "--name r goes on" in err
    assert "Traceback" not in out + err
    with Store() as store:
        assert {run.status for run in store.runs()} == {"interrupted"}


def test_what_was_asked_for_by_somebody_who_is_gone_is_not_begun():
    asked = {"job": asdict(replace(BASE, epochs=100_000_000)), "run": "r.1.1", "note": {}, "until": None}
    command = [sys.executable, "-m", "axb.jobs.racing.work", "en"]
    ended = subprocess.run(
        command, input=f"{json.dumps(asked)}\n", capture_output=True, text=True, timeout=240, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, "")
    with Store() as store:
        assert store.runs() == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"vary": {}}, "needs something that varies"),
        ({"vary": {"width": [1]}}, "'width' cannot be varied"),
        ({"vary": {"learning_rate": [0.1]}, "seeds": 0}, "seeds must be 1..100; got 0"),
        ({"vary": {"learning_rate": 0.1}}, "list of values"),
        ({"vary": {"learning_rate": [-1]}}, "learning rate must be > 0"),
        ({"vary": {"optimizer": ["adam", "adm"]}}, "got 'adm'"),
        ({"vary": {"learning_rate": [0.1, "abc"]}}, "learning rate must be > 0; got 'abc'"),
        ({"vary": {"epochs": [1, "x"]}}, "epochs must be ≥ 1; got 'x'"),
        ({"vary": {"batch_size": [0.5]}}, "batch size must be ≥ 1; got 0.5"),
        ({"vary": {"validation": ["much"]}}, "validation must be"),
        ({"job": replace(BASE, validation=0.0), "vary": {"l2": [0, 1]}}, "l2 is part of the loss"),
    ],
)
def test_each_fault_has_its_sentence(arguments, words):
    with pytest.raises(InputError) as error:
        race(arguments.pop("job", BASE), **arguments)
    assert words in str(error.value)


def test_another_race_of_that_name_is_refused():
    race(BASE, vary={"learning_rate": [0.1]}, seeds=1, name="r")
    with pytest.raises(InputError) as error:
        race(BASE, vary={"learning_rate": [0.2]}, seeds=1, name="r")
    assert "r.1.1" in str(error.value)


def test_what_diverged_says_so_alike_together_and_apart():
    job = Job("mlp:hidden=8", "line:n=60", epochs=6, batch_size=16, optimizer="sgd")
    found = race(job, vary={"learning_rate": [0.01, 1e12]}, seeds=1, name="r")
    alone = jobs.train(found.plan.entries(0)[1].job, "alone", verbose=0)
    assert found.together == 2
    assert alone.status == "diverged"
    with Store() as store:
        mine, other = store.open("r.2.1"), store.open("alone")
        assert (mine.status, mine.diverged_at()) == ("diverged", other.diverged_at())
        assert mine.series("loss")[0].tolist() == other.series("loss")[0].tolist()
        assert mine.latest_checkpoint().step == mine.diverged_at()
        assert mine.series_names() == ["loss"]  # no epoch was ended
        pid = mine.heartbeat
    again = race(job, vary={"learning_rate": [0.01, 1e12]}, seeds=1, name="r")
    np.testing.assert_array_equal(again.scores, found.scores)
    with Store() as store:
        assert store.open("r.2.1").heartbeat == pid  # it was not trained again


def test_one_that_diverges_apart_stops_at_once():
    job = Job("cnn:filters=4", "digits", epochs=2, batch_size=64, optimizer="sgd")
    found = race(job, vary={"learning_rate": [0.01, 1e30]}, seeds=1, name="r")
    assert np.isnan(found.scores[1]).all()
    with Store() as store:
        run = store.open("r.2.1")
        assert (run.status, store.open("r.1.1").status) == ("diverged", "finished")
        assert len(run.series("loss")[0]) == run.diverged_at() < 10
