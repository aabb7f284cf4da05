"""What the process of an errand does around its work.

It waits until no errand of its kind that was asked for earlier is alive, works, and writes every second how far it is.
Where it is asked to stop it ends as on a Ctrl-C: what is trained ends in order, and what is finished is kept.
"""

import math
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic

from axb.jobs.errands import E, Errands
from axb.jobs.naming import hold
from axb.words import InputError, set_language

BEAT_EVERY, LOOK_EVERY = 1.0, 0.2  # seconds
# To end in order. On Windows nothing wakes a main thread that waits for others: the process is ended then, and those
# who train for it end in order as they see that it is gone.
PATIENCE = 15.0


class Teller(Generic[E]):
    """The thread that writes how far it is, and hears whether to stop."""

    def __init__(self, errands: Errands[E], told: E) -> None:
        self.errands, self.told = errands, told
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def note(self, **changed: Any) -> None:
        """What has changed, written with the next sign of life."""
        with self._lock:
            self.told = replace(self.told, **changed)

    def say(self, **changed: Any) -> None:
        """Write what has changed, and a sign of life."""
        with self._lock:
            self.told = replace(self.told, **changed, beat=time.time())
            self.errands.write(self.told)

    def end(self, status: str, problem: str = "") -> None:
        """The last word."""
        self._ended.set()
        self._thread.join()
        self.say(status=status, problem=problem)

    def _work(self) -> None:
        said, patience = 0.0, math.inf
        while not self._ended.wait(LOOK_EVERY):
            if patience == math.inf and self.errands.is_asked_to_stop(self.told.name):
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


def carry_out(errands: Errands[E], name: str, work: Callable[[Teller[E]], None]) -> None:
    """The process, from the first line to the last; `work` gets who tells how far it is."""
    told = errands.find(name)
    if told is None:
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    set_language(told.language)
    teller = Teller(errands, replace(told, pid=os.getpid(), status="waiting"))
    status, problem = "finished", ""
    try:
        teller.say()
        _wait_for_turn(errands, name)
        teller.say(status="running")
        work(teller)
    except KeyboardInterrupt:
        status = "stopped"
    except InputError as error:
        status, problem = "failed", str(error)
    except Exception as error:
        traceback.print_exc()
        status, problem = "failed", f"{type(error).__name__}: {error}"
    teller.end(status, problem)


def _wait_for_turn(errands: Errands[E], name: str) -> None:
    while (first := errands.alive()) and first[0].name != name:
        time.sleep(LOOK_EVERY)
