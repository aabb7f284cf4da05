"""Who waits, whose turn it is, and who is given a process."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from axb.runs import Run, Store
from axb.runs.queue import RESTING, Queue
from axb.words import InputError

NewRun = Callable[[], Run]


def waiting(store: Store) -> list[str]:
    return [run.name for run in Queue(store).waiting()]


def me(run: Run) -> int:
    """A living process."""
    return os.getpid()


def ended(pid: int = 2**22 + 1) -> int:
    """The number of a process that isn't there."""
    return pid


@pytest.fixture
def asked(new_run: NewRun) -> Callable[[str], Run]:
    def act(visitor: str) -> Run:
        run = new_run()
        run.enqueue(visitor, "ja")
        return run

    return act


Ask = Callable[[str], Run]


def test_a_run_that_waits_says_so_and_who_asked(asked: Ask) -> None:
    run = asked("ann")
    assert (run.status, run.shown_status) == ("queued", "queued")
    assert run.asked is not None
    assert run.asked[:2] == ("ann", "ja")
    assert time.time() - run.asked.at < 30


def test_visitors_take_turns(store: Store, asked: Ask) -> None:
    first, second, third, other, late = (asked(who) for who in ("ann", "ann", "ann", "ben", "eve"))
    assert waiting(store) == [run.name for run in (first, other, late, second, third)]
    assert [Queue(store).place(run) for run in (first, late, third)] == [0, 2, 4]


def test_what_a_visitor_has_in_work_counts(store: Store, asked: Ask) -> None:
    asked("ann")
    second = asked("ann")
    queue = Queue(store)
    queue.take(1, me)
    other = asked("ben")
    assert waiting(store) == [other.name, second.name]


def test_so_many_at_a_time(store: Store, asked: Ask) -> None:
    first, second, third = (asked(who) for who in ("ann", "ben", "eve"))
    queue = Queue(store)
    assert [queue.take(2, me) is not None for _ in range(3)] == [True, True, False]
    assert [run.status for run in (first, second, third)] == ["starting", "starting", "queued"]
    first.start()
    assert queue.take(2, me) is None
    first.finish("finished")
    taken = queue.take(2, me)
    assert taken is not None
    assert taken.id == third.id


def test_what_rests_takes_nobodys_turn(store: Store, asked: Ask) -> None:
    first, second = asked("ann"), asked("ben")
    queue = Queue(store)
    queue.take(1, me)
    first.start()
    assert queue.take(1, me) is None
    first.set_pace("slow")
    taken = queue.take(1, me)
    assert taken is not None
    assert taken.id == second.id


def test_where_too_many_rest_the_first_is_stopped(store: Store, asked: Ask) -> None:
    queue, resting = Queue(store), [asked(str(number)) for number in range(RESTING + 1)]
    for run in resting:
        queue.take(1, me)
        run.start()
        run.set_pace("paused")
    assert [len(run.pending()) for run in resting] == [0] * len(resting)
    asked("ann"), asked("ben")
    queue.take(2, me)
    queue.take(2, me)
    assert [command.verb for command in resting[0].pending()] == ["stop"]
    assert not any(run.pending() for run in resting[1:])


def test_one_that_is_taken_out_waits_no_more(store: Store, asked: Ask) -> None:
    run = asked("ann")
    run.leave_queue()
    assert (run.status, waiting(store), Queue(store).place(run)) == ("stopped", [], None)
    run.finish("finished")
    run.leave_queue()
    assert run.status == "finished"


def test_asking_twice_keeps_the_place(store: Store, asked: Ask) -> None:
    first, second = asked("ann"), asked("ben")
    first.enqueue("eve", "en")
    assert waiting(store) == [first.name, second.name]
    assert first.asked is not None
    assert first.asked.visitor == "ann"


def test_what_is_trained_cannot_wait(asked: Ask, run: Run) -> None:
    run.start()
    with pytest.raises(InputError, match="being trained by process"):
        run.enqueue("ann", "en")


def test_one_in_the_bin_is_passed_over(store: Store, asked: Ask) -> None:
    run = asked("ann")
    run.delete()
    assert waiting(store) == []
    assert Queue(store).take(1, me) is None
    run.restore()
    assert waiting(store) == [run.name]


def test_a_process_that_ended_before_it_began_is_noticed(store: Store, asked: Ask) -> None:
    run = asked("ann")
    queue = Queue(store)
    queue.take(1, lambda run: ended())
    assert [one.id for one in queue.lost()] == [run.id]
    assert run.shown_status == "died"
    assert queue.active() == []


def test_a_process_that_can_not_be_started_takes_nothing(store: Store, asked: Ask) -> None:
    def fail(run: Run) -> int:
        raise OSError("no more processes")

    run = asked("ann")
    with pytest.raises(OSError, match="no more"):
        Queue(store).take(1, fail)
    assert run.status == "queued"


def test_two_dispatchers_never_take_the_same_run(path: Path, store: Store, asked: Ask) -> None:
    for number in range(12):
        asked(str(number))
    taken: list[str] = []

    def take_all() -> None:
        with Store(path) as other:
            while (run := Queue(other).take(100, me)) is not None:
                taken.append(run.id)

    threads = [threading.Thread(target=take_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 12


def test_changes_tells_that_another_connection_wrote(path: Path, store: Store, new_run: NewRun) -> None:
    with Store(path) as other:
        before = other.changes()
        assert other.changes() == before
        new_run()
        assert other.changes() != before


def test_a_store_of_before_learns_to_queue(path: Path, new_run: NewRun, store: Store) -> None:
    run = new_run()
    for statement in ("DROP TABLE queue", "ALTER TABLE run DROP COLUMN deleted", "PRAGMA user_version = 1"):
        store._db.execute(statement)
    with Store(path) as again:
        again.open(run.name).enqueue("ann", "en")
        assert waiting(again) == [run.name]
