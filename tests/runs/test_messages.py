"""Commands to a run, and decisions about it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from axb.runs import Command, Decision, Run, Store
from axb.words import InputError


def test_commands_are_pending_in_order_until_acknowledged(run: Run) -> None:
    before = time.time()
    pause, rate = run.send("pause"), run.send("rate", {"to": 0.1})
    first, second = run.pending()
    assert (first.id, first.verb, first.args, first.done) == (pause, "pause", {}, False)
    assert (second.id, second.args) == (rate, {"to": 0.1})
    assert before <= first.sent <= second.sent <= time.time()
    run.acknowledge(pause, 0)
    assert run.pending() == [second]
    assert run.command(pause) == Command(pause, "pause", {}, first.sent, 0, None)


def test_a_command_can_fail(run: Run) -> None:
    id = run.send("rate", {"to": -1})
    run.acknowledge(id, 7, error="a rate is positive")
    assert (run.command(id).done, run.command(id).error) == (True, "a rate is positive")
    assert run.pending() == []


def test_commands_belong_to_one_run(new_run: Callable[[], Run]) -> None:
    one, other = new_run(), new_run()
    id = one.send("stop")
    assert other.pending() == []
    with pytest.raises(InputError, match=f"no command with the id {id}"):
        other.acknowledge(id, 0)
    assert not one.command(id).done


def test_what_json_cannot_hold_is_no_argument(run: Run) -> None:
    with pytest.raises(InputError, match="rate is kept as JSON"):
        run.send("rate", {"to": object()})
    assert run.pending() == []


def answer(path: Path, name: str) -> None:
    """What a trainer does: ask at each turn, and answer."""
    with Store(path) as store:
        run = store.open(name)
        while not (pending := run.pending()):
            time.sleep(0.01)
        run.acknowledge(pending[0].id, 42)


def test_wait_returns_when_the_trainer_has_answered(run: Run, path: Path) -> None:
    trainer = threading.Thread(target=answer, args=(path, run.name))
    trainer.start()
    answered = run.wait(run.send("pause"), timeout=240)
    trainer.join()
    assert answered.done_step == 42


def test_wait_gives_up_in_time(run: Run) -> None:
    before = time.monotonic()
    assert not run.wait(run.send("pause"), timeout=0.1).done
    assert 0.1 <= time.monotonic() - before < 60


def test_decisions_keep_their_order_and_are_seen_at_once(run: Run, path: Path) -> None:
    run.decide(5, "rate", 0.1)
    run.decide(5, "rate", [0.2, None])
    run.decide(3, "予算", {"seconds": 60})
    expected = [
        Decision(5, 0, "rate", 0.1),
        Decision(5, 1, "rate", [0.2, None]),
        Decision(3, 2, "予算", {"seconds": 60}),
    ]
    with Store(path) as other:
        assert other.open(run.name).decisions() == expected


def test_each_run_counts_its_own_decisions(new_run: Callable[[], Run]) -> None:
    one, other = new_run(), new_run()
    one.decide(0, "a", 1)
    other.decide(0, "b", 2)
    assert [decision.seq for decision in other.decisions()] == [0]


def test_rewind_keeps_decisions_and_commands(run: Run) -> None:
    run.decide(9, "rate", 0.1)
    id = run.send("stop")
    run.acknowledge(id, 9)
    run.rewind(1)
    assert (len(run.decisions()), run.command(id).done_step) == (1, 9)
