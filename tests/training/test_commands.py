"""A training that is steered from outside, through the store, while it runs."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import numpy as np
import pytest

import axb
from axb import layers as L
from axb.callbacks import Callback
from axb.optimizers import SGD, Adam, schedules
from axb.runs import Run, Store
from axb.runs.commands import POLL_SECONDS
from axb.training import control, recording, set_random_seed
from axb.words import set_language

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(64, 4)).astype("float32"), RNG.normal(size=64).astype("float32")
PATIENCE = 120.0  # seconds: a limit for a busy machine; what is waited for takes milliseconds


class Slow(Callback):
    """A step, and a batch of an evaluation, takes at least 2 ms."""

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        time.sleep(0.002)

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        time.sleep(0.002)


def line(optimizer: Any = None) -> Any:
    set_random_seed(0)
    model = axb.Sequential([L.Input((4,)), L.Dense(1)])
    model.compile(optimizer or SGD(0.01), "mse")
    return model


def fit(model: Any, run: str = "r", **options: Any) -> Any:
    told = {"batch_size": 8, "epochs": 2000, "verbose": 0, "seed": 1, **options}
    return model.fit(X, Y, run=run, callbacks=[Slow()], **told)


@contextmanager
def training(model: Any, **options: Any) -> Iterator[Run]:
    """A fit in a thread of its own; stopped at the end, if it has not ended."""
    thread = threading.Thread(target=fit, args=(model,), kwargs=options)
    with Store() as store:
        thread.start()
        run = eventually(lambda: next((one for one in store.runs() if one.status == "running"), None))
        try:
            yield run
        finally:
            if thread.is_alive():
                run.send("stop")
                thread.join(PATIENCE)
    assert not thread.is_alive()


def eventually(look: Callable[[], Any]) -> Any:
    """What `look` finds, as soon as it finds something."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.002)
    return found


def done(run: Run, verb: str, **args: Any) -> Any:
    """Send, and wait for the answer."""
    command = run.wait(run.send(verb, args), PATIENCE)
    assert command.done
    return command


class TestPause:
    def test_looks_leave_room_within_100_ms_to_act_and_to_be_read(self) -> None:
        assert control.LOOK_EVERY + POLL_SECONDS < 0.1

    def test_training_stands_still_and_goes_on(self) -> None:
        model = line()
        with training(model) as run:
            for _ in range(3):
                before = model.optimizer.iterations
                eventually(lambda before=before: model.optimizer.iterations > before + 3)
                command = done(run, "pause")
                still = model.optimizer.iterations
                assert run.status == "paused"
                assert command.done_step == still
                time.sleep(0.05)
                assert model.optimizer.iterations == still
                done(run, "go")
                assert run.status == "running"

    def test_one_step_at_a_time(self) -> None:
        model = line()
        with training(model) as run:
            done(run, "pause")
            before = model.optimizer.iterations
            for number in (1, 2, 3):
                done(run, "step")
                eventually(lambda number=number: model.optimizer.iterations == before + number)
            time.sleep(0.05)
            assert model.optimizer.iterations == before + 3
            assert run.status == "paused"

    def test_a_step_pauses_a_training_that_runs(self) -> None:
        model = line()
        with training(model) as run:
            command = done(run, "step")
            assert run.status == "paused"
            eventually(lambda: model.optimizer.iterations == (command.done_step or 0) + 1)
            time.sleep(0.03)
            assert model.optimizer.iterations == (command.done_step or 0) + 1

    def test_a_paused_run_shows_that_it_lives(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(control, "BEAT_EVERY", 0.02)
        with training(line()) as run:
            done(run, "pause")
            seen = run.heartbeat
            eventually(lambda: run.heartbeat != seen)
            assert run.shown_status == "paused"

    def test_it_does_not_count_in_a_time_budget(self) -> None:
        model = line()
        with training(model, seconds=2.0) as run:
            done(run, "pause")
            still = model.optimizer.iterations
            time.sleep(2.2)
            done(run, "go")
            eventually(lambda: run.status == "finished")
        assert model.optimizer.iterations > still + 20

    def test_a_paused_run_can_be_stopped(self) -> None:
        with training(line()) as run:
            done(run, "pause")
            done(run, "stop")
            assert eventually(lambda: run.status == "stopped")


class TestSlow:
    def test_so_many_steps_a_second_until_it_is_let_go(self) -> None:
        model = line()
        with training(model) as run:
            done(run, "slow", steps_per_second=50)
            before, begin = model.optimizer.iterations, time.monotonic()
            time.sleep(0.4)
            eventually(lambda: model.optimizer.iterations > before)
            steps, seconds = model.optimizer.iterations - before, time.monotonic() - begin
            assert steps <= 50 * seconds + 2
            done(run, "go")
            assert run.status == "running"

    def test_a_very_slow_training_listens(self) -> None:
        with training(line()) as run:
            done(run, "slow", steps_per_second=0.001)
            assert done(run, "pause").error is None
            assert done(run, "go").error is None

    def test_it_lets_a_paused_one_go(self) -> None:
        model = line()
        with training(model) as run:
            done(run, "pause")
            still = model.optimizer.iterations
            done(run, "slow", steps_per_second=500)
            eventually(lambda: model.optimizer.iterations > still)
            assert run.status == "slow"


class TestSet:
    def test_a_rate_acts_at_once_and_is_written_down(self) -> None:
        model = line(Adam(0.01))
        with training(model) as run:
            command = done(run, "set", name="learning_rate", value=0.25)
            assert command.error is None
            (decision,) = run.decisions()
            assert (decision.step, decision.key, decision.value) == (
                command.done_step,
                "model.learning_rate",
                0.25,
            )
            eventually(lambda: model.optimizer.learning_rate == 0.25)
            done(run, "set", name="beta_1", value=0.5, player="model")
            assert model.optimizer.beta_1 == 0.5

    def test_a_paused_one_is_set_too(self) -> None:
        model = line()
        with training(model) as run:
            done(run, "pause")
            command = done(run, "set", name="learning_rate", value=0)
            assert model.optimizer.learning_rate == 0
            assert run.decisions()[0].step == command.done_step == model.optimizer.iterations

    def test_it_takes_the_place_of_a_schedule(self) -> None:
        model = line(SGD(schedules.CosineDecay(0.1, 10)))
        with training(model) as run:
            done(run, "set", name="learning_rate", value=0.5)
            done(run, "stop")
        again = line(SGD(schedules.CosineDecay(0.1, 10)))
        with training(again):
            eventually(lambda: again.optimizer.learning_rate == 0.5)

    def test_momentum_may_begin_while_training(self) -> None:
        model = line(SGD(0.01))
        with training(model) as run:
            done(run, "set", name="momentum", value=0.9)
            done(run, "stop")
        assert {slot for slot, _, _ in model.optimizer.memory.pieces()} == {"v"}

    @pytest.mark.parametrize(
        ("args", "told"),
        [({"name": "rate", "value": 1}, "set must be one of learning_rate, momentum; got 'rate'"),
         ({"value": 1}, "got None"), ({"name": ["learning_rate"], "value": 1}, "got ['learning_rate']"),
         ({"name": "learning_rate", "value": -1}, "SGD: learning_rate must be ∈ [0, inf); got -1"),
         ({"name": "learning_rate", "value": "fast"}, "SGD: learning_rate must be ∈ [0, inf); got 'fast'"),
         ({"name": "learning_rate", "value": True}, "SGD: learning_rate must be"),
         ({"name": "learning_rate", "value": float("nan")}, "SGD: learning_rate must be"),
         ({"name": "learning_rate", "value": float("inf")}, "SGD: learning_rate must be"),
         ({"name": "learning_rate"}, "SGD: learning_rate must be"),
         ({"name": "momentum", "value": 1.0}, "SGD: momentum must be ∈ [0, 1)"),
         ({"name": "learning_rate", "value": 1, "player": "critic"}, "no player named 'critic'. Players: model"),
         ({"name": "learning_rate", "value": 1, "player": [1]}, "There is no player named [1]")],
    )  # fmt: skip
    def test_what_cannot_be_set(self, args: dict[str, Any], told: str) -> None:
        model = line()
        with training(model) as run:
            assert told in done(run, "set", **args).error
            assert run.decisions() == []
            assert run.status == "running"
        assert model.optimizer.learning_rate == 0.01


@pytest.mark.parametrize(
    ("verb", "args", "told"),
    [("dance", {}, "There is no command 'dance'. Known: pause, go, step, slow, set, stop."),
     ("_look", {}, "There is no command '_look'"),
     ("slow", {}, "steps_per_second must be > 0; got None"), ("slow", {"steps_per_second": 0}, "got 0"),
     ("slow", {"steps_per_second": "x"}, "got 'x'"), ("slow", {"steps_per_second": float("nan")}, "got nan")],
)  # fmt: skip
def test_what_makes_no_sense_is_answered_with_a_sentence(verb: str, args: dict[str, Any], told: str) -> None:
    with training(line()) as run:
        assert told in done(run, verb, **args).error


def test_answers_come_in_the_trainer_s_language() -> None:
    set_language("ja")
    with training(line()) as run:
        assert done(run, "dance").error == (
            "'dance' という命令はありません。使えるのは pause, go, step, slow, set, stop です。"
        )


class TestTooLate:
    def test_what_was_sent_while_nobody_trained(self) -> None:
        with training(line()) as run:
            done(run, "stop")
        with Store() as store:
            ended = store.open("r")
            command = ended.send("set", {"name": "learning_rate", "value": 9.0})
            with training(line()) as run:
                answer = run.wait(command, PATIENCE)
                assert answer.error == "The run was not training when this was sent; send it again."
                assert run.decisions() == []

    def test_what_was_sent_just_before_the_end(self) -> None:
        """The training ends before it looks again: the sender is not left without an answer."""

        class Late(Callback):
            def on_train_end(self, logs: Any = None) -> None:
                with Store() as store:
                    store.open("r").send("pause")

        line().fit(X, Y, run="r", verbose=0, callbacks=[Late()])
        with Store() as store:
            run = store.open("r")
            assert run.pending() == []
            assert "was not training" in (run.command(1).error or "")


class TestEvaluation:
    """While an evaluation runs: 64 batches of one example, each at least 2 ms."""

    @contextmanager
    def evaluating(self, model: Any) -> Iterator[Run]:
        options = {"validation_data": (X, Y), "validation_batch_size": 1, "batch_size": 64}
        with training(model, **options) as run:
            eventually(lambda: not model.training and model.optimizer.iterations > 0)
            yield run

    def test_it_can_be_paused_and_let_go(self) -> None:
        model = line()
        with self.evaluating(model) as run:
            command = done(run, "pause")
            assert run.status == "paused"
            still = model.optimizer.iterations
            assert command.done_step == still
            time.sleep(0.3)
            assert model.optimizer.iterations == still
            done(run, "go")
            eventually(lambda: model.optimizer.iterations > still)

    def test_it_can_be_stopped(self) -> None:
        model = line()
        with self.evaluating(model) as run:
            done(run, "stop")
            assert eventually(lambda: run.status == "stopped")

    def test_it_shows_that_it_lives(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(control, "BEAT_EVERY", 0.01)
        model = line()
        with self.evaluating(model) as run:
            before, beat = model.optimizer.iterations, run.heartbeat
            eventually(lambda: run.heartbeat != beat)
            assert model.optimizer.iterations - before <= 1

    def test_a_new_rate_is_decided_and_acts_at_the_next_step(self) -> None:
        model = line()
        with self.evaluating(model) as run:
            done(run, "pause")
            command = done(run, "set", name="learning_rate", value=0.5)
            assert command.error is None
            (decision,) = run.decisions()
            assert (decision.step, decision.value) == (command.done_step, 0.5)
            done(run, "go")
            eventually(lambda: model.optimizer.learning_rate == 0.5)

    def test_a_step_ends_it_and_takes_one(self) -> None:
        model = line()
        with self.evaluating(model) as run:
            done(run, "pause")
            still = model.optimizer.iterations
            done(run, "step")
            eventually(lambda: model.optimizer.iterations == still + 1)
            assert done(run, "set", name="momentum", value=0.5).error is None


class Sends(Callback):
    """Sends commands to its own run before certain steps, each once."""

    todo: ClassVar[dict[int, list[tuple[str, dict[str, Any]]]]] = {}

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        assert self.trainer is not None
        for verb, args in Sends.todo.pop(self.trainer.step, []):
            with Store() as store:
                store.open(RUN).send(verb, args)


RUN = ""


def test_decisions_act_again_in_the_order_of_their_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set, killed, and before the same step is reached again set once more, at an earlier one."""
    global RUN
    monkeypatch.setattr(control, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(recording, "SAVE_EVERY", 1e9)

    def rate(value: float) -> tuple[str, dict[str, Any]]:
        return ("set", {"name": "learning_rate", "value": value})

    def go(run: str, todo: dict[int, Any]) -> Any:
        global RUN
        RUN, Sends.todo = run, dict(todo)
        model = line()
        model.fit(X, Y, run=run, batch_size=8, epochs=3, seed=1, verbose=0, callbacks=[Sends()])
        return model

    whole = go("whole", {4: [rate(0.2)], 9: [rate(0.05), rate(0.1)]})
    go("r", {9: [rate(0.05), rate(0.1)], 15: [("stop", {})]})
    with Store() as store:  # as if it had been killed instead: only the first checkpoint is left
        store.open("r").checkpoints()[-1].file.unlink()
    again = go("r", {4: [rate(0.2)], 20: [("stop", {})]})
    assert again.optimizer.learning_rate == 0.1
    with Store() as store:
        run = store.open("r")
        assert [(one.step, one.value) for one in run.decisions()] == [(9, 0.05), (9, 0.1), (4, 0.2)]
        run.checkpoints()[-1].file.unlink()
    last = go("r", {})
    assert all(np.array_equal(a, b) for a, b in zip(whole.get_weights(), last.get_weights(), strict=True))
    with Store() as store:
        rates = [store.open(name).series("learning_rate")[1].tolist() for name in ("whole", "r")]
    assert rates[0] == rates[1] == [0.01] * 4 + [0.2] * 5 + [0.1] * 15
