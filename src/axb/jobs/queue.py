"""Ask for a training: it waits in the run store, and gets a process of its own when it is its turn."""

from dataclasses import asdict
from pathlib import Path

from axb.jobs.job import Job, job_of
from axb.jobs.naming import free_name, release
from axb.runs import Store
from axb.runs.queue import Queue
from axb.words import InputError, current_language

MOST_WAITING = 3  # of one visitor; the machine's own user ("") may ask for any number


def ask(job: Job, visitor: str = "", name: str | None = None) -> str:
    """A new run that waits for a `Dispatcher` to train it as `job` says; returns its name.

    It speaks the current language. Its model and data are made by its process: what doesn't fit ends it as
    "failed", and `last_line` says why. Raises InputError where the visitor has too many waiting.
    """
    with Store() as store:
        _check_room(store, visitor)
        chosen = name or free_name(job.stem())
        config = {"job": asdict(job.seen_from(Path.cwd())), "folder": str(Path.cwd())}
        run = store.create(
            chosen, config=config, graph=None, data_hash="", seed=job.seed, versions={}, machine={}
        )
        run.enqueue(visitor, current_language())
        release(chosen)
        return run.name


def go_on(name: str, visitor: str = "") -> None:
    """Let a run that has ended before its time, or died, wait for its turn to go on.

    Raises InputError where it is being trained, no job started it, or the visitor has too many waiting.
    """
    with Store() as store:
        run = store.open(name)
        job_of(run.config, run.name)
        if run.status != "queued":
            _check_room(store, visitor)
        run.enqueue(visitor, current_language())


def _check_room(store: Store, visitor: str) -> None:
    if visitor and Queue(store).count(visitor) >= MOST_WAITING:
        raise InputError("jobs_queue.too_many", most=MOST_WAITING)
