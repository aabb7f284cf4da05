"""The process of a race that was asked for: python -m axb.jobs.racing.process NAME

It waits until no race that was asked for earlier is alive, trains, and writes every second how far it is. Where it is
asked to stop it ends as on a Ctrl-C: what is trained ends in order, and what is finished is kept.
"""

import math
import os
import signal
import sys
import threading
import time
import traceback
from dataclasses import replace
from typing import Any

from axb.jobs.job import Job
from axb.jobs.naming import hold
from axb.jobs.racing.asking import Asked, alive, find, is_asked_to_stop, write
from axb.words import InputError, set_language

BEAT_EVERY, LOOK_EVERY = 1.0, 0.2  # seconds
# To end in order. On Windows nothing wakes a main thread that waits for others: the process is ended then, and those
# who train for it end in order as they see that it is gone.
PATIENCE = 15.0


class Teller:
    """The thread that writes how far it is, and hears whether to stop."""

    def __init__(self, told: Asked) -> None:
        self.told, self.part = told, 0.0
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def say(self, **changed: Any) -> None:
        """Write what has changed, and a sign of life."""
        with self._lock:
            self.told = replace(self.told, **changed, part=self.part, beat=time.time())
            write(self.told)

    def end(self, status: str, problem: str = "") -> None:
        """The last word."""
        self._ended.set()
        self._thread.join()
        self.say(status=status, problem=problem)

    def _work(self) -> None:
        said, patience = 0.0, math.inf
        while not self._ended.wait(LOOK_EVERY):
            if patience == math.inf and is_asked_to_stop(self.told.name):
                patience = time.monotonic() + PATIENCE
                _interrupt()
            if time.monotonic() >= patience:
                self.say(status="stopped")
                os._exit(0)
            if time.monotonic() >= said + BEAT_EVERY:
                said = time.monotonic()
                self.say()
                if self.told.status == "waiting":
                    hold(self.told.name)


def _interrupt() -> None:
    """As a Ctrl-C does; where the system can, also a main thread that waits."""
    main_thread = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main_thread is not None:
        signal.pthread_kill(main_thread, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)


def main(name: str) -> None:
    """From the first line to the last."""
    told = find(name)
    if told is None:
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    set_language(told.language)
    teller = Teller(replace(told, pid=os.getpid(), status="waiting"))
    status, problem = "finished", ""
    try:
        teller.say()
        _wait_for_turn(name)
        teller.say(status="running")
        _train(teller)
    except KeyboardInterrupt:
        status = "stopped"
    except InputError as error:
        status, problem = "failed", str(error)
    except Exception as error:
        traceback.print_exc()
        status, problem = "failed", f"{type(error).__name__}: {error}"
    teller.end(status, problem)


def _wait_for_turn(name: str) -> None:
    while (first := alive()) and first[0].name != name:
        time.sleep(LOOK_EVERY)


def _train(teller: Teller) -> None:
    from axb.jobs.racing import race

    def tell(_: str, part: float) -> None:
        teller.part = max(part, teller.part)

    plan = teller.told.plan
    assert isinstance(plan.job, Job)  # what Python has made can't be asked for
    race(plan.job, vary=plan.vary, seeds=plan.seeds, halving=plan.halving, name=plan.name, tell=tell)


if __name__ == "__main__":
    main(sys.argv[1])
