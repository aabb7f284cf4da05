"""Who gives waiting trainings their processes: a thread that sleeps nearly always."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from axb.jobs.apart import APART, environment
from axb.runs import Run, Store
from axb.runs.queue import Queue
from axb.words import say

LOG = "log.txt"
LOOK_SECONDS = 0.25  # between two looks at whether the store has changed
ANYWAY_SECONDS = 3.0  # a process that dies changes nothing in the store
CORES_EACH = 4  # a training leaves little of so many


class Dispatcher:
    """Starts waiting trainings, at most `most` at a time, each in a process that needs nobody afterwards.

    `most` None is one for every four processor cores. Any number of dispatchers may look after one store. What they
    started goes on when they end.
    """

    def __init__(self, most: int | None = None, path: Path | None = None) -> None:
        """`path`: the store's file, by default the usual one."""
        self.most = max((os.cpu_count() or 1) // CORES_EACH, 1) if most is None else most
        self.path = path
        self._children: list[subprocess.Popen[bytes]] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._look_after, name="axb queue", daemon=True)

    def start(self) -> None:
        """Begin to look after the queue, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Start no more trainings."""
        self._ending.set()
        self._thread.join()

    def _look_after(self) -> None:
        with Store(self.path) as store:
            seen, quiet = -1, 0.0
            while not self._ending.wait(LOOK_SECONDS):
                quiet += LOOK_SECONDS
                if (now := store.changes()) != seen or quiet >= ANYWAY_SECONDS:
                    seen, quiet = now, 0.0
                    self._try(store)

    def _try(self, store: Store) -> None:
        """Whatever goes wrong once (a full disk, too many processes) is tried again: nobody else looks after them."""
        try:
            self.tick(store)
        except Exception:
            logging.getLogger("axb.jobs").exception("the queue")

    def tick(self, store: Store) -> None:
        """Note what died before it began, and start all whose turn it is."""
        self._children = [child for child in self._children if child.poll() is None]
        queue = Queue(store)
        for run in queue.lost():
            run.finish("failed")
        while queue.take(self.most, lambda run: self._launch(run, store.path.parent)):
            pass

    def _launch(self, run: Run, home: Path) -> int:
        """A process that carries the run's job out. What it says goes to the run's folder; no pipe leads here."""
        run.folder.mkdir(parents=True, exist_ok=True)
        language = run.asked.language if run.asked else "en"
        words = ["-m", "axb", "--lang", language, "resume", run.id, "--no-page", "--quiet"]
        with (run.folder / LOG).open("wb") as log:
            child = subprocess.Popen(
                [sys.executable, *words], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                cwd=run.folder, env=environment(at=home), start_new_session=True, creationflags=APART,
            )  # fmt: skip
        self._children.append(child)
        return child.pid


def last_line(run: Run) -> str:
    """The last that a run's process said, usually what went wrong; in the current language where it said nothing."""
    try:
        said = (run.folder / LOG).read_text("utf-8", errors="replace").split("\n")
    except OSError:
        said = []
    return next((line.strip() for line in reversed(said) if line.strip()), say("jobs_queue.said_nothing"))
