"""The processes of a sweep: started, asked to end, waited for."""

import subprocess
import sys
from typing import Self

from axb.jobs.apart import APART, environment
from axb.jobs.cores import cores
from axb.jobs.sweeping.shelf import log_of
from axb.words import current_language


class Processes:
    """`count` processes that carry out trials of one sweep, each with its share of the cores.

    They are programs of their own, so that no script needs a guard for them. What they say goes to the sweep's log.
    They end in order by `release`, when the block ends, and when this process dies.
    """

    def __init__(self, name: str, count: int, until: float, limit: int | None) -> None:
        """until: seconds since 1970. limit: trials of the sweep altogether."""
        words = [name, repr(until), "" if limit is None else str(limit), current_language()]
        command = [sys.executable, "-m", "axb.jobs.sweeping.work", *words]
        env = environment(threads=max(cores() // count, 1))
        with log_of(name).open("ab") as log:
            self._children = [
                subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, env=env,
                    start_new_session=True, creationflags=APART,
                )
                for _ in range(count)
            ]  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.release()
        for child in self._children:
            child.wait()

    @property
    def alive(self) -> int:
        """How many are there."""
        return sum(child.poll() is None for child in self._children)

    @property
    def died(self) -> bool:
        """Whether one of them ended otherwise than in order."""
        return any(child.poll() not in (None, 0) for child in self._children)

    def release(self) -> None:
        """Ask them to end: running trials stop in order and can go on later."""
        for child in self._children:
            if child.stdin is not None:
                child.stdin.close()

    def kill(self) -> None:
        """End them at once."""
        for child in self._children:
            child.kill()
