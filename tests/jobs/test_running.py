"""Jobs carried out: trained, measured once, resumed."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb import jobs
from axb.jobs import Job
from axb.runs import Store
from axb.training.callbacks import Callback
from axb.views import ClassEvaluation, NumberEvaluation, evaluation, facts, record_totals
from axb.words import InputError, speaking

SPIRAL = Job("mlp:hidden=8", "spiral:n=100", epochs=4, batch_size=16)


class Interrupt(Callback):
    """Ctrl-C after some updates, once."""

    after = 10**9

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if self.trainer is not None and self.trainer.step >= self.after:
            raise KeyboardInterrupt


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[Job, str, int], None]:
    """Train a job as a run until it is interrupted."""

    def act(job: Job, name: str, after: int) -> None:
        with monkeypatch.context() as context:
            context.setattr(Interrupt, "after", after)
            with pytest.raises(KeyboardInterrupt):
                jobs.train(job, name, verbose=0, callbacks=[Interrupt()])

    return act


def weights_of(outcome: jobs.Outcome) -> list[Any]:
    return [weight.tolist() for weight in outcome.model.get_weights()]


def test_a_classifier() -> None:
    done = jobs.train(SPIRAL, verbose=0)
    assert (done.run, done.status) == ("mlp-spiral-1", "finished")
    assert set(done.test) == {"loss", "accuracy"}
    assert len(done.history.history["val_loss"]) == 4
    with Store() as store:
        run = store.open(done.run)
        found = evaluation(run)
        assert isinstance(found, ClassEvaluation)
        assert found.accuracy == pytest.approx(done.test["accuracy"])
        assert found.count == 100
        assert run.json("test") == pytest.approx(done.test)
        assert run.config["job"]["data"] == "spiral:n=100"
        said = facts(run)
    assert said["model"] == "mlp:hidden=8"
    assert said["epochs"].startswith("4")
    assert said["parameters"] == "33"


def test_a_regression(tmp_path: Path) -> None:
    rows = "\n".join(f"{x},{2 * x + 1}" for x in range(50))
    (tmp_path / "points.csv").write_text(f"x,y\n{rows}", "utf-8")
    done = jobs.train(Job("line", "points.csv:target=y"), verbose=0)
    assert set(done.test) == {"loss", "mae"}
    with Store() as store:
        found = evaluation(store.open(done.run))
    assert isinstance(found, NumberEvaluation)
    assert found.mae == pytest.approx(done.test["mae"])
    assert found.target == "y"
    assert found.mae < 0.01


def test_names_count_up() -> None:
    quick = Job("line", "line", epochs=1)
    assert [jobs.train(quick, verbose=0).run for _ in range(2)] == ["line-line-1", "line-line-2"]


def test_names_asked_for_at_the_same_moment_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [jobs.free_name("mlp-spiral") for _ in range(3)]
    assert names == ["mlp-spiral-1", "mlp-spiral-2", "mlp-spiral-3"]
    jobs.train(SPIRAL, names[1], verbose=0)
    monkeypatch.setattr("axb.jobs.naming.RESERVED_SECONDS", -1.0)  # a minute later
    assert jobs.free_name("mlp-spiral") == "mlp-spiral-1"


def test_after_an_interruption_resuming_gives_the_same_weights(cut: Callable[[Job, str, int], None]) -> None:
    whole = jobs.train(SPIRAL, "whole", verbose=0)
    cut(SPIRAL, "cut", 9)
    with Store() as store:
        assert store.open("cut").status == "interrupted"
        assert store.open("cut").json("test") is None
        record_totals(store.open("cut"), 0, seconds=100.0, examples=0)
    done = jobs.resume("cut", verbose=0, callbacks=[Interrupt()])
    assert done.seconds > 100
    assert weights_of(done) == weights_of(whole)
    assert done.test == whole.test


def test_resuming_works_from_another_folder(
    cut: Callable[[Job, str, int], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(f"{x},{2 * x + 1}" for x in range(50))
    (tmp_path / "points.csv").write_text(f"x,y\n{rows}", "utf-8")
    cut(Job("mlp", "points.csv:target=y", epochs=5), "cut", 3)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert jobs.resume("cut", verbose=0, callbacks=[Interrupt()]).status == "finished"


def test_a_finished_run_is_not_trained_or_measured_again() -> None:
    first = jobs.train(SPIRAL, "done", verbose=0)
    with Store() as store:
        run = store.open("done")
        run.add_json("test", run.checkpoints()[-1].step, {"loss": 1.0, "accuracy": 0.25})  # as if
        before = run.checkpoints()
    again = jobs.resume("done", verbose=0)
    assert again.test == {"loss": 1.0, "accuracy": 0.25}
    assert again.seconds == 0
    assert weights_of(again) == weights_of(first)
    assert again.history.history == first.history.history
    with Store() as store:
        assert store.open("done").checkpoints() == before


def test_a_run_killed_between_training_and_test_is_measured_when_resumed() -> None:
    first = jobs.train(SPIRAL, "killed", verbose=0)
    with Store() as store:
        for name in ("test", "evaluation"):
            store._db.execute("DELETE FROM artifact WHERE name = ?", (name,))
        assert evaluation(store.open("killed")) is None
    again = jobs.resume("killed", verbose=0)
    assert again.test == first.test
    with Store() as store:
        assert evaluation(store.open("killed")) is not None


def test_another_job_cannot_take_a_name(cut: Callable[[Job, str, int], None]) -> None:
    jobs.train(SPIRAL, "mine", verbose=0)
    with pytest.raises(InputError, match="mine"):
        jobs.train(Job("logistic", "spiral:n=100", epochs=1), "mine", verbose=0)
    cut(SPIRAL, "cut", 2)
    with pytest.raises(InputError, match="cut"):
        jobs.train(Job("logistic", "spiral:n=100", epochs=1), "cut", verbose=0)


def test_changed_data_are_noticed(tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text("x,y\n" + "\n".join(f"{x},{2 * x + 1}" for x in range(50)), "utf-8")
    jobs.train(Job("line", "points.csv:target=y", epochs=1), "r", verbose=0)
    table.write_text("x,y\n" + "\n".join(f"{x},{3 * x + 1}" for x in range(50)), "utf-8")
    with pytest.raises(InputError, match="data"):
        jobs.resume("r", verbose=0)


def test_a_script_s_run_is_not_ours_to_resume() -> None:
    with Store() as store:
        store.create("theirs", config={}, graph=None, data_hash="", seed=0)
    with pytest.raises(InputError, match="started by a script"):
        jobs.resume("theirs")
    with pytest.raises(InputError, match="No run is named"):
        jobs.resume("nobody")


def test_answers_that_are_no_probabilities_are_told(tmp_path: Path) -> None:
    """Raw numbers with a loss that takes them are turned into probabilities."""
    (tmp_path / "net.py").write_text(
        "from axb import layers, losses, models\n"
        "def make(data):\n"
        "    m = models.Sequential([layers.Input(data.input_shape), layers.Dense(data.classes)])\n"
        "    loss = losses.SparseCategoricalCrossentropy(from_logits=True)\n"
        "    m.compile('adam', loss, metrics=['accuracy'])\n"
        "    return m\n",
        "utf-8",
    )
    done = jobs.train(Job("net.py:make", "spiral:n=100,classes=3", epochs=1), verbose=0)
    with Store() as store:
        found = evaluation(store.open(done.run))
    assert isinstance(found, ClassEvaluation)
    assert found.accuracy == pytest.approx(done.test["accuracy"])


def test_what_no_picture_can_be_made_of_is_still_measured(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(
        "from axb import layers, models\n"
        "def make(data):\n"
        "    m = models.Sequential([layers.Input(data.input_shape), layers.Dense(1)])\n"
        "    m.compile('adam', 'mse', metrics=['mae'])\n"
        "    return m\n",
        "utf-8",
    )
    with pytest.warns(UserWarning, match="no pictures of them"):
        done = jobs.train(Job("net.py:make", "spiral:n=100,classes=3", epochs=1), verbose=0)
    assert set(done.test) == {"loss", "mae"}
    assert np.isfinite(done.test["loss"])


def test_the_whole_record_is_json() -> None:
    done = jobs.train(Job("line", "line", epochs=2), verbose=0)
    with Store() as store:
        run = store.open(done.run)
        assert json.loads(json.dumps(run.config)) == run.config


def test_a_training_that_diverged_is_over_and_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    job = Job("mlp:hidden=8", "line:n=60", epochs=50, batch_size=16, optimizer="sgd", learning_rate=1e12)
    done = jobs.train(job, "r", verbose=2)
    assert (done.status, done.test) == ("diverged", {})
    with Store() as store:
        run = store.open("r")
        steps, losses = run.series("loss")
        assert np.isfinite(losses[:-1]).all()
        assert not np.isfinite(losses[-1])
        assert run.diverged_at() == steps[-1] == run.latest_checkpoint().step < 20
        assert facts(run)["status"] == f"diverged at step {steps[-1]}"
        with speaking("ja"):
            assert facts(run)["status"] == f"ステップ {steps[-1]} で発散"
    assert f'The run "r" diverged at step {steps[-1]}' in capsys.readouterr().out
    assert jobs.resume("r", verbose=0).status == "diverged"
    with Store() as store:
        assert len(store.open("r").series("loss")[0]) == len(steps)


def test_one_that_diverges_in_the_last_step_of_an_epoch_writes_no_epoch_down() -> None:
    job = Job("mlp:hidden=8", "line:n=60", epochs=3, batch_size=54, optimizer="sgd", learning_rate=1e30)
    for name, validation in (("held", 0.1), ("alone", 0.0)):
        assert jobs.train(replace(job, validation=validation), name, verbose=0).status == "diverged"
        with Store() as store:
            assert np.isfinite(store.open(name).series("epoch/loss")[1]).all()
