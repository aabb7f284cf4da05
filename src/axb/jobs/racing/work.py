"""A process that trains members one after another, each alone: python -m axb.jobs.racing.work LANGUAGE

A line of JSON comes in for each member (see `apart.Asked`), and a line goes out when it has ended. Where the input ends
while one is trained, whoever asked is gone or was interrupted: that training ends in order.
"""

import json
import signal
import sys
import threading
from contextlib import redirect_stdout
from queue import SimpleQueue
from typing import Any

import torch

from axb.jobs.job import Job
from axb.jobs.preparing import prepare
from axb.jobs.racing.member import Until
from axb.jobs.running import carry_out
from axb.words import InputError, set_language


class Asked:
    """The lines that came in, read while a member is trained. over: nobody asks any more."""

    def __init__(self) -> None:
        self.lines: SimpleQueue[str | None] = SimpleQueue()
        self.training = self.over = False
        self.turn = threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.lines.put(line)
        self.lines.put(None)
        with self.turn:
            self.over = True
            if self.training:
                signal.raise_signal(signal.SIGINT)  # as a Ctrl-C would

    def begins(self) -> bool:
        """Whether somebody is still there to train for; then training has begun."""
        with self.turn:
            self.training = not self.over
            return self.training


def main(language: str) -> None:
    """Until nothing more comes in."""
    set_language(language)
    torch.set_num_threads(1)
    asked = Asked()
    while (line := asked.lines.get()) is not None and asked.begins():
        try:
            _tell(_trained(json.loads(line)))
        except KeyboardInterrupt:
            return
        finally:
            asked.training = False


def _trained(what: dict[str, Any]) -> dict[str, str]:
    """Train one; what people would read goes to the errors' stream, so that answers stay alone in theirs."""
    try:
        with redirect_stdout(sys.stderr):
            ready = prepare(Job(**what["job"]))
            callbacks = [Until(what["until"])] if what["until"] else []
            done = carry_out(ready, what["run"], 0, callbacks, test=False, more=what["note"])
    except InputError as error:
        return {"error": str(error)}
    return {"status": done.status}


def _tell(what: dict[str, str]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
