"""An experiment in a process of its own: it ends as it would here, is stopped and killed without loss."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from axb.labs.asking import ERRANDS, ask
from axb.labs.catalogue import experiment
from axb.words import InputError

QUICK = {"data": "digits", "recipes": "plain+tanh", "depths": "2", "seeds": "1", "epochs": "1", "width": "4"}
LONG = {**QUICK, "recipes": "plain+tanh+relu", "epochs": "60", "depths": "2-30"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("AXB_HOME", str(tmp_path))
    yield tmp_path
    for one in ERRANDS.alive():
        ERRANDS.stop(one.name)
    until(lambda: not ERRANDS.alive())


def until(true: Callable[[], object], seconds: float = 240.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def status() -> str:
    found = ERRANDS.find("vanishing")
    return found.status if found else ""


def pieces() -> int:
    one = experiment("vanishing")
    return len(one.kept(one.plan("class", LONG)))


def test_it_finds_what_it_would_find_here_and_then_there_is_nothing_left() -> None:
    one = experiment("vanishing")
    plan = one.plan("class", QUICK)
    ask("vanishing", "class", QUICK)
    until(lambda: status() == "finished")
    asked = ERRANDS.find("vanishing")
    assert asked is not None
    assert (asked.part, asked.now, asked.options) == (1.0, "tanh-2", QUICK)
    assert one.part(plan) == 1.0
    assert len(one.run(plan, lambda done, now: pytest.fail("it is kept")).rows) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_stopped_or_killed_it_loses_nothing_and_goes_on() -> None:
    ask("vanishing", "class", LONG)
    until(pieces)
    with pytest.raises(InputError, match="vanishing is under way already"):
        ask("vanishing", "class", QUICK)
    asked = ERRANDS.find("vanishing")
    assert asked is not None
    os.kill(asked.pid, signal.SIGKILL)
    until(lambda: status() == "died")
    kept = pieces()
    assert kept
    ask("vanishing", "class", LONG)
    until(lambda: status() == "running")
    ERRANDS.stop("vanishing")
    until(lambda: status() == "stopped")
    assert pieces() >= kept


def test_what_is_no_plan_is_told_and_begins_nothing() -> None:
    for name, preset, options in (
        ("vanishing", "tiny", {}), ("vanishing", "class", {"depths": "1"}), ("chain", "class", {}),
    ):  # fmt: skip
        with pytest.raises(InputError):
            ask(name, preset, options)
    assert not ERRANDS.alive()
