"""Members that can't share a step, or race by seconds, each trained alone: a single-threaded process for every core."""

import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from axb.jobs.apart import APART, environment
from axb.jobs.cores import side_by_side
from axb.jobs.job import Job
from axb.words import InputError, current_language


@dataclass(frozen=True)
class Asked:
    """What a process is told of a member: its job, its run, what that remembers beside the job, after how many epochs
    to stop (None: at the end)."""

    job: Job
    run: str
    note: dict[str, Any]
    until: int | None = None


def train_apart(members: Sequence[Asked], done: Callable[[], None]) -> None:
    """Train all; `done` is called, from any thread, as each has ended. Raises InputError where one can't be trained.

    On Ctrl-C, and where this process dies, each member that is being trained ends in order.
    """
    waiting, errors = deque(members), list[str]()
    crew = [_start() for _ in range(min(side_by_side(), len(members)))]
    threads = [threading.Thread(target=_feed, args=(one, waiting, done, errors), daemon=True) for one in crew]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        waiting.clear()
        for one in crew:
            _let_go(one)
        for thread, one in zip(threads, crew, strict=True):
            thread.join()
            with one:  # waits, and closes what is left open
                pass
    if errors:
        raise InputError("race.member_failed", problem=errors[0])


def _start() -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "axb.jobs.racing.work", current_language()]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        encoding="utf-8", env=environment(threads=1), start_new_session=True, creationflags=APART,
    )  # fmt: skip


def _let_go(process: "subprocess.Popen[str]") -> None:
    """It ends what it trains in order, and then itself."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()


def _feed(
    process: "subprocess.Popen[str]", waiting: "deque[Asked]", done: Callable[[], None], errors: list[str]
) -> None:
    while waiting and not errors:
        try:
            member = waiting.popleft()
        except IndexError:  # another took the last
            return
        told = _ask(process, asdict(member))
        if told is None:
            errors.append(member.run)
        elif "error" in told:
            errors.append(told["error"])
        done()


def _ask(process: "subprocess.Popen[str]", what: dict[str, Any]) -> dict[str, str] | None:
    """What it answers; None where it has died."""
    assert process.stdin is not None  # both are pipes
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(what) + "\n")
        process.stdin.flush()
    except (OSError, ValueError):  # it has died, or was let go
        return None
    line = process.stdout.readline()
    answer: dict[str, str] | None = json.loads(line) if line else None
    return answer
