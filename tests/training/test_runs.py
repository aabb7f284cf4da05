"""A fit that is a run: what it records, how it ends, and that the same call goes on or is refused."""

import json
import os
import signal
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import axb
from axb import graph
from axb import layers as L
from axb.callbacks import (
    Callback,
    CSVLogger,
    EarlyStopping,
    LearningRateScheduler,
    ReduceLROnPlateau,
    TerminateOnNaN,
)
from axb.optimizers import SGD, Adam, schedules
from axb.runs import Run, Store
from axb.training import StopTraining, control, recording, set_random_seed
from axb.words import InputError, set_language

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(40, 6)).astype("float32"), RNG.integers(0, 3, 40)
EVENTS = ("train_batch_begin", "train_batch_end", "test_batch_begin", "epoch_end")


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are seen at every turn; checkpoints are made only where a training begins or ends."""
    monkeypatch.setattr(control, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(recording, "SAVE_EVERY", 1e9)


class At(Callback):
    """Does something at the n-th of an event, in one of several tries."""

    todo: tuple[str, int, Callable[[Any], None]] | None = None

    def on_train_begin(self, logs: Any = None) -> None:
        self.counts = dict.fromkeys(EVENTS, 0)

    def _at(self, event: str) -> None:
        self.counts[event] += 1
        if At.todo and At.todo[:2] == (event, self.counts[event]):
            _, _, act = At.todo
            At.todo = None
            act(self)

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._at("train_batch_begin")

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._at("train_batch_end")

    def on_test_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._at("test_batch_begin")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._at("epoch_end")


class Noisy(axb.Model):
    """A loss that draws random numbers, in training and in evaluation."""

    def loss_function(self, batch: Any) -> Any:
        loss, more = super().loss_function(batch)
        return loss * (1 + 0.1 * torch.rand(())), more


def model(optimizer: Any = None, units: int = 8) -> Any:
    set_random_seed(0)
    entry = L.Input((6,))
    hidden = L.Dropout(0.2)(L.BatchNormalization()(L.Dense(units, activation="relu")(entry)))
    made = Noisy(entry, L.Dense(3, activation="softmax")(hidden))
    made.compile(optimizer or Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return made


def fit(name: str | None = "r", made: Any = None, watch: Any = (), **options: Any) -> tuple[Any, Any]:
    made = made or model()
    callbacks = [LearningRateScheduler(lambda epoch, rate: rate * 0.8), At(), *watch]
    told = {"batch_size": 8, "epochs": 3, "seed": 3, "verbose": 0, "validation_split": 0.25, **options}
    return made, made.fit(X, Y, run=name, callbacks=callbacks, validation_batch_size=4, **told)


def opened(name: str = "r") -> Run:
    return Store().open(name)


def records(name: str) -> dict[str, Any]:
    run = opened(name)
    return {series: [column.tolist() for column in run.series(series)] for series in run.series_names()}


def same_bits(one: Any, other: Any) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one.get_weights(), other.get_weights(), strict=True))


class Dies(Callback):
    """Fails at a step, in the first try."""

    def __init__(self, step: int) -> None:
        self.step = step

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        assert self.trainer is not None
        if self.trainer.step == self.step and not self.trainer.resumed:
            raise ZeroDivisionError


def stop(callback: Any) -> None:
    opened().send("stop")


def fail(callback: Any) -> None:
    raise ZeroDivisionError


def press_ctrl_c(callback: Any) -> None:
    os.kill(os.getpid(), signal.SIGINT)


class TestRecords:
    def test_steps_epochs_checkpoints_and_what_it_was(self) -> None:
        _, history = fit(config={"note": "mine", "data": "not this"})
        run, told = opened(), records("r")
        assert told["loss"][0] == told["learning_rate"][0] == list(range(1, 13))
        assert {name for name in told if name.startswith("epoch/")} == {
            f"epoch/{name}" for name in history.history
        }
        for name, values in history.history.items():
            assert told[f"epoch/{name}"] == [[4, 8, 12], values]
        np.testing.assert_allclose(told["learning_rate"][1], np.repeat([0.008, 0.0064, 0.00512], 4))
        assert run.status == "finished"
        assert [(one.step, one.reason) for one in run.checkpoints()] == [(0, "start"), (12, "final")]
        assert run.config["note"] == "mine"
        assert run.config["data"] == run.data_hash
        assert run.config["settings"]["epochs"] == 3
        assert run.seed == 3

    def test_the_rate_of_a_step_is_the_one_it_was_taken_with(self) -> None:
        set_random_seed(0)
        line = axb.Sequential([L.Input((6,)), L.Dense(1)])
        line.compile(SGD(schedules.PiecewiseConstantDecay([1], [0.5, 0.25])), "mse")
        line.fit(X, X[:, 0], batch_size=10, run="r", verbose=0)
        assert records("r")["learning_rate"] == [[1, 2, 3, 4], [0.5, 0.5, 0.25, 0.25]]

    def test_a_graph_that_can_be_told_is_kept(self) -> None:
        plain = axb.Sequential([L.Input((6,)), L.Dense(1)])
        plain.compile("sgd", "mse")
        plain.fit(X, X[:, 0], run="plain", verbose=0)
        assert graph.from_json(json.dumps(opened("plain").graph)).count_params() == 7
        fit("own")
        assert opened("own").graph is None, "Noisy is not registered"

    def test_recording_changes_nothing(self) -> None:
        recorded, bare = fit("r"), fit(None)
        assert same_bits(recorded[0], bare[0])
        assert recorded[1].history == bare[1].history

    def test_a_step_s_own_numbers(self) -> None:
        class Own(axb.Model):
            def train_step(self, data: Any) -> Any:
                return {"loss": 1.5, "other": torch.tensor(2.0)}

        entry = L.Input((6,))
        own = Own(entry, L.Dense(1)(entry))
        own.compile("sgd")
        own.fit(X, Y, batch_size=20, run="r", verbose=0)
        assert records("r")["loss"] == [[1, 2], [1.5, 1.5]]
        assert records("r")["epoch/other"] == [[2], [2.0]]


class TestFinished:
    def test_the_same_call_again_loads_and_trains_nothing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        table = tmp_path / "t.csv"
        made, history = fit(watch=[CSVLogger(table), EarlyStopping(patience=9)])
        before, text, run = records("r"), table.read_text(), opened()
        checkpoints, heartbeat = run.checkpoints(), run.heartbeat
        capsys.readouterr()
        again, told = fit(watch=[CSVLogger(table), EarlyStopping(patience=9)], verbose=2)
        assert same_bits(made, again)
        assert (told.history, told.epoch) == (history.history, history.epoch)
        assert again.optimizer.iterations == 12
        assert again.history is told
        said = capsys.readouterr().out
        assert said == (
            'The run "r" is already finished (12 steps): its weights and history are loaded, nothing is trained. '
            "To train anew, use another name.\n"
        )
        assert (records("r"), table.read_text()) == (before, text)
        assert (opened().checkpoints(), opened().heartbeat) == (checkpoints, heartbeat)

    def test_a_lost_final_checkpoint_is_trained_again(self) -> None:
        made, _ = fit()
        opened().checkpoints()[-1].file.unlink()
        again, history = fit()
        assert same_bits(made, again)
        assert history.epoch == [0, 1, 2]
        assert opened().status == "finished"


ENDS = [
    ("train_batch_begin", 1), ("train_batch_begin", 5), ("train_batch_begin", 7), ("test_batch_begin", 1),
    ("test_batch_begin", 5),
]  # fmt: skip


@pytest.mark.parametrize(("event", "number"), ENDS)
class TestStopped:
    """Before the first step, between epochs, amid one, and in a validation."""

    def test_it_goes_on_as_if_nothing_had_been(
        self, event: str, number: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        whole, history = fit("whole")
        At.todo = (event, number, stop)
        stopped, part = fit()
        run = opened()
        step = run.checkpoints()[-1].step
        assert run.status == "stopped"
        assert run.checkpoints()[-1].reason == "stopped"
        assert len(part.epoch) < 3
        assert f'The run "r" ended after {step} of 12 steps; nothing is lost.' in capsys.readouterr().out
        assert not stopped.training
        again, told = fit(verbose=2)
        assert f'The run "r" goes on from step {step} of 12.' in capsys.readouterr().out
        assert same_bits(whole, again)
        assert (told.history, told.epoch) == (history.history, history.epoch)
        assert records("r") == records("whole")
        assert opened().status == "finished"

    def test_even_when_it_then_fails(self, event: str, number: int) -> None:
        """After the stop a whole epoch is trained and written, but not yet in a checkpoint."""
        whole, history = fit("whole")
        At.todo = (event, number, stop)
        fit()
        At.todo = ("train_batch_begin", 3, fail)
        with pytest.raises(ZeroDivisionError):
            fit()
        assert opened().status == "failed"
        again, told = fit()
        assert same_bits(whole, again)
        assert records("r") == records("whole")
        assert told.history == history.history

    def test_ctrl_c_ends_in_order(self, event: str, number: int) -> None:
        whole, _ = fit("whole")
        At.todo = (event, number, press_ctrl_c)
        handler = signal.getsignal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            fit()
        assert signal.getsignal(signal.SIGINT) is handler
        assert opened().status == "interrupted"
        assert opened().checkpoints()[-1].reason == "interrupted"
        again, _ = fit()
        assert same_bits(whole, again)
        assert records("r") == records("whole")


@pytest.mark.parametrize("event", ["train_batch_begin", "test_batch_begin", "epoch_end"])
def test_a_rate_set_at_any_moment_acts_again_at_the_same(event: str) -> None:
    """Beside a callback that changes the rate between the epochs, before or after what was set."""

    def steer(name: str) -> Callable[[Any], None]:
        return lambda callback: (opened(name).send("set", {"name": "learning_rate", "value": 0.1}), None)[1]

    watch = [ReduceLROnPlateau("loss", patience=0, min_delta=10.0)]
    At.todo = (event, 1, steer("whole"))
    whole, _ = fit("whole", watch=watch)
    At.todo = (event, 1, steer("r"))
    with pytest.raises(ZeroDivisionError):
        fit("r", watch=[*watch, Dies(9)])
    assert [one.reason for one in opened().checkpoints()] == ["start"]
    again, _ = fit("r", watch=[*watch, Dies(9)])
    assert [(one.step, one.value) for one in opened().decisions()] == [
        (one.step, one.value) for one in opened("whole").decisions()
    ]
    assert same_bits(whole, again)
    assert records("r") == records("whole")


class TestInterrupted:
    def test_a_second_ctrl_c_ends_at_once(self) -> None:
        def twice(callback: Any) -> None:
            press_ctrl_c(callback)
            press_ctrl_c(callback)

        At.todo = ("train_batch_end", 2, twice)
        with pytest.raises(KeyboardInterrupt):
            fit()
        assert opened().status == "interrupted"
        assert [one.reason for one in opened().checkpoints()] == ["start"]
        assert same_bits(fit()[0], fit("whole")[0])

    def test_after_the_last_step_it_is_not_swallowed(self) -> None:
        At.todo = ("epoch_end", 3, press_ctrl_c)
        with pytest.raises(KeyboardInterrupt):
            fit()
        assert opened().status == "finished"

    def test_without_a_run_it_ends_at_once(self) -> None:
        At.todo = ("train_batch_end", 2, press_ctrl_c)
        with pytest.raises(KeyboardInterrupt):
            fit(None)

    def test_a_callback_may_end_a_run_or_a_bare_fit(self) -> None:
        def enough(callback: Any) -> None:
            raise StopTraining("stopped")

        At.todo = ("train_batch_end", 6, enough)
        _, history = fit(None)
        assert history.epoch == [0]
        At.todo = ("train_batch_end", 6, enough)
        fit()
        assert opened().status == "stopped"
        assert same_bits(fit()[0], fit("whole")[0])


class TestSameProcess:
    def test_a_rate_that_has_changed_meanwhile_is_no_other_training(self) -> None:
        """The optimizer object of a notebook is not what it was when the run began."""

        def plateau() -> list[Callback]:
            return [ReduceLROnPlateau("loss", patience=0, min_delta=10.0)]

        whole, _ = fit("whole", watch=plateau(), epochs=5)
        made = model()
        At.todo = ("train_batch_begin", 14, stop)
        fit("r", made, plateau(), epochs=5)
        assert made.optimizer.learning_rate < 0.005
        fit("r", made, plateau(), epochs=5)
        assert same_bits(whole, made)

    def test_what_froze_while_training_stays_frozen(self) -> None:
        class Freeze(Callback):
            def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
                if epoch == 1:
                    self.model.layers[1].kernel.requires_grad_(False)

        whole, _ = fit("whole", watch=[Freeze()])
        At.todo = ("train_batch_begin", 7, stop)
        fit(watch=[Freeze()])
        assert same_bits(whole, fit(watch=[Freeze()])[0])

    def test_early_stopping_that_had_stopped_has_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A kill between the last epoch's checkpoint and the end."""
        monkeypatch.setattr(recording, "SAVE_EVERY", 0.0)
        monkeypatch.setattr(recording, "SAVE_SHARE", 1e9)
        watch = {"watch": [EarlyStopping("loss", patience=1, min_delta=10.0)], "epochs": 9}
        _, history = fit("whole", **watch)
        with monkeypatch.context() as broken:
            broken.setattr(recording.Recorder, "end", lambda self, status: fail(self))
            with pytest.raises(ZeroDivisionError):
                fit(**watch)
        _, told = fit(**watch)
        assert told.history == history.history
        assert len(told.epoch) == 2

    def test_the_name_may_be_typed_in_another_form(self) -> None:
        made, _ = fit("caf\u00e9")
        assert same_bits(made, fit("cafe\u0301")[0])
        assert len(Store().runs()) == 1


class TestRefused:
    def differs(self, what: str, *args: Any, **options: Any) -> None:
        with pytest.raises(InputError) as told:
            fit(*args, **options)
        assert 'The run "r" cannot go on, because this is not the same training: ' in str(told.value)
        assert what in str(told.value)
        assert "Use the same again, or another run name." in str(told.value)

    @pytest.fixture(autouse=True)
    def begun(self) -> None:
        At.todo = ("train_batch_begin", 6, stop)
        fit(watch=[EarlyStopping(patience=4)])

    def test_settings_that_differ_are_named(self) -> None:
        same = {"watch": [EarlyStopping(patience=4)]}
        self.differs("training: epochs: 3 -> 4. Use", **same, epochs=4)
        self.differs("batch_size: 8 -> 10", **same, batch_size=10)
        self.differs("shuffle: True -> False", **same, shuffle=False)
        self.differs("accumulate: 1 -> 2", **same, accumulate=2)
        self.differs("class_weight: None -> {'0': 2.0}", **same, class_weight={0: 2.0})
        self.differs("callbacks: ", watch=[EarlyStopping(patience=5)])
        self.differs("callbacks: ")

    def test_what_is_said_is_no_other_training(self) -> None:
        _, history = fit(watch=[EarlyStopping(patience=4, verbose=1)], verbose=0)
        assert history.epoch == [0, 1, 2]

    def test_another_compilation(self) -> None:
        same = {"watch": [EarlyStopping(patience=4)]}
        self.differs("optimizer model: ", "r", model(Adam(0.02)), **same)
        self.differs("optimizer model: ", "r", model("sgd"), **same)
        other = model()
        other.compile(Adam(0.01), "sparse_categorical_crossentropy")
        self.differs("metrics: ['accuracy'] -> []", "r", other, **same)

    def test_another_model_and_other_data(self) -> None:
        same = {"watch": [EarlyStopping(patience=4)]}
        self.differs("training: the model. Use", "r", model(units=9), **same)
        self.differs("the data", **same, validation_split=0.5)
        self.differs("the data", **same, sample_weight=np.ones(40))
        set_language("ja")
        with pytest.raises(InputError, match="同じ学習ではないため続けられません。違い: モデル; データ。"):
            fit("r", model(units=9), **same, sample_weight=np.ones(40))

    def test_refusing_leaves_the_run_as_it_was(self) -> None:
        before = records("r")
        self.differs("epochs", watch=[EarlyStopping(patience=4)], epochs=9)
        assert records("r") == before
        assert opened().status == "stopped"


def test_big_arguments_of_callbacks_are_named_not_kept() -> None:
    class Looks(Callback):
        def __init__(self, pictures: Any, folder: Path, act: Any) -> None:
            self.pictures = pictures

    fit(watch=[Looks(np.zeros((1000, 1000)), Path("x"), fail)])
    told = opened().config["settings"]["callbacks"][-1]
    assert told["pictures"] == "ndarray (1000, 1000)"
    assert told["act"] == "fail"


def test_a_callback_s_memory_comes_back_with_its_tensors() -> None:
    class Keeps(Callback):
        def __init__(self) -> None:
            self.one, self.several, self.count = torch.zeros(2), [torch.zeros(1)], 0

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self.one, self.several, self.count = self.one + 1, [*self.several, self.one], self.count + 1

        def state(self) -> dict[str, Any]:
            return {"one": self.one, "several": self.several, "count": self.count, "none": [], "bare": None}

        def load_state(self, state: dict[str, Any]) -> None:
            assert (state["none"], state["bare"]) == ([], None)
            self.one, self.several, self.count = state["one"], state["several"], state["count"]

    At.todo = ("train_batch_begin", 6, stop)
    fit(watch=[Keeps(), Keeps()])
    keeps = [Keeps(), Keeps()]
    fit(watch=keeps)
    for one in keeps:
        assert one.count == 12
        assert one.one.tolist() == [12, 12]
        assert len(one.several) == 13


def test_two_processes_cannot_train_the_same_run() -> None:
    At.todo = ("train_batch_begin", 6, stop)
    fit()
    run = opened()
    run._db.execute("UPDATE run SET status = 'running', pid = 1, heartbeat = 1e18 WHERE id = ?", (run.id,))
    with pytest.raises(InputError, match="r is being trained by process 1"):
        fit()


def test_a_store_that_cannot_be_had(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AXB_HOME", str(tmp_path / "file"))
    with pytest.raises(InputError, match="axb keeps its runs in a folder it can write"):
        fit()


def test_no_connection_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    opened_and_closed = [0, 0]
    open_one, close_one = Store.__init__, Store.close

    def counted_open(self: Store) -> None:
        opened_and_closed[0] += 1
        open_one(self)

    def counted_close(self: Store) -> None:
        opened_and_closed[1] += 1
        close_one(self)

    monkeypatch.setattr(Store, "__init__", counted_open)
    monkeypatch.setattr(Store, "close", counted_close)
    for options, error in (
        ({}, None),
        ({"epochs": 5}, InputError),
        ({}, None),
        ({"name": "é/"}, InputError),
        ({"watch": ["x"]}, InputError),
    ):
        with pytest.raises(error) if error else nullcontext():
            fit(**options)
    At.todo = ("train_batch_begin", 1, fail)
    with pytest.raises(ZeroDivisionError):
        fit("broken")
    assert opened_and_closed == [5, 5]


def test_a_run_whose_loss_ends_as_no_number_is_not_finished(capsys: pytest.CaptureFixture[str]) -> None:
    """Keras's manner: without TerminateOnNaN it goes on to the end; but it says what came of it."""
    for name, callbacks in (("to-the-end", []), ("stops", [TerminateOnNaN()])):
        for _ in range(2):  # the second time nothing is trained
            one = axb.Sequential([L.Input((6,)), L.Dense(1)])
            one.compile(SGD(1e30), "mse")
            one.fit(X, Y, epochs=3, batch_size=8, verbose=2, callbacks=callbacks, run=name, seed=0)
            with Store() as store:
                run = store.open(name)
                assert run.status == "diverged"
                assert run.diverged_at() == 2
                assert len(run.series("loss")[0]) == (15 if name == "to-the-end" else 2)
        assert capsys.readouterr().out.count(f'The run "{name}" diverged at step 2') == 2
