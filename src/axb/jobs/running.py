"""A job carried out as a run: trained, measured once on the test part, able to go on after anything."""

import math
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from axb import graph
from axb.data import Dataset
from axb.insight import Watch
from axb.jobs import line
from axb.jobs.doctoring import doctors
from axb.jobs.generating import samples_of
from axb.jobs.job import Job, job_of
from axb.jobs.measuring import measure, results
from axb.jobs.naming import free_name, release
from axb.jobs.preparing import Prepared, prepare
from axb.runs import DiskError, Store
from axb.training import GAN, History, Latent, Model
from axb.training.callbacks import Callback
from axb.training.divergence import Divergence
from axb.views.facts import TOTALS, record_totals


@dataclass
class Outcome:
    """What is left when a job's process lets go of it.

    status: "finished", "diverged", or "stopped" where someone asked for that. test: loss and metrics on the test part,
    of a finished run only. seconds: spent on training, also before interruptions; 0 where there was nothing left to do.
    """

    run: str
    status: str
    model: Model
    data: Dataset
    history: History
    test: dict[str, float]
    seconds: float


def train(job: Job, name: str | None = None, verbose: int = 1, callbacks: Sequence[Callback] = ()) -> Outcome:
    """Train a job as the run `name`, and measure it on the test part once.

    name: None is the first free one after its model and data. verbose: 1 a live display, 2 a line an epoch,
    0 nothing. The same job under the same name goes on where its run was interrupted.
    It ends as "diverged" as soon as its loss is no finite number any more: no step would make it one again.
    Raises InputError where job, data and model don't fit, or another job has that name.
    """
    return carry_out(prepare(job), name, verbose, callbacks)


def resume(name: str, verbose: int = 1, callbacks: Sequence[Callback] = ()) -> Outcome:
    """Go on with a run that a job started: train the rest, and measure it if that is still to do."""
    with Store() as store:
        run = store.open(name)
        job, name = job_of(run.config, run.name), run.name
    return carry_out(prepare(job), name, verbose, callbacks)


def carry_out(
    ready: Prepared,
    name: str | None = None,
    verbose: int = 1,
    callbacks: Sequence[Callback] = (),
    *,
    test: bool = True,
    more: Mapping[str, object] | None = None,
) -> Outcome:
    """`train` for a job that has been prepared.

    test: False leaves the test part alone, for trainings that are compared with each other; of these no samples are
    kept through the training, either. more: what else a new run's configuration shall hold.
    """
    name = name or free_name(ready.job.stem())
    parts = ready.train[0], ready.held and ready.held[0]
    samples = samples_of(ready.model, ready.data, *parts) if test else []
    done = _fit(ready, name, verbose, [*callbacks, *samples], more or {})
    if test and done.status == "finished" and not done.test:
        done.test = measure(name, ready.model, ready.data)
    return done


def _fit(
    ready: Prepared, name: str, verbose: int, callbacks: Sequence[Callback], more: Mapping[str, object]
) -> Outcome:
    told = configuration(ready, more)
    watcher = line.Watcher.of(ready)
    looks = (
        doctors(ready.model, 0)
        if ready.job.watch and not any(isinstance(one, Watch) for one in callbacks)
        else []
    )
    watchers = [*callbacks, *looks, Divergence(), *([watcher] if watcher else [])]
    before, begin = _steps_done(name), time.perf_counter()
    try:
        history = ready.model.fit(
            *ready.train, batch_size=ready.batch_size, epochs=ready.epochs, verbose=verbose,
            callbacks=watchers, validation_data=ready.held, run=name, seed=ready.job.seed, config=told,
            seconds=ready.job.seconds,
        )  # fmt: skip
    finally:
        seconds = time.perf_counter() - begin
        whole = 0.0
        with suppress(DiskError):  # the training has said it
            whole = _record_totals(name, ready, before, seconds)
        release(name)
    with Store() as store:
        run = store.open(name)
        if watcher is not None:
            watcher.record(run)
        test = results(run) or {}
        return Outcome(run.name, run.status, ready.model, ready.data, history, test, whole)


def configuration(ready: Prepared, more: Mapping[str, object]) -> dict[str, object]:
    """What a run remembers of its job, to be resumed from."""
    job = {"job": asdict(ready.job), "folder": str(Path.cwd())}
    return {**more, **job, "summary": _summary(ready.model)}


def _summary(model: Model) -> str:
    """The table of its parts, and of the models that it is made of: an autoencoder's two, a GAN's players."""
    inner: list[Model | None] = []
    if isinstance(model, GAN):
        inner = [model.generator, model.discriminator]
    elif isinstance(model, Latent):
        inner = [model.encoder, model.decoder]
    return "\n\n".join(graph.summary(one) for one in [model, *inner] if one is not None)


def _steps_done(name: str) -> int:
    """Up to the last checkpoint: what comes after it is done again."""
    with Store() as store:
        run = store.named(name)
        latest = run.latest_checkpoint() if run else None
    return latest.step if latest else 0


def _record_totals(name: str, ready: Prepared, before: int, seconds: float) -> float:
    """Add this process's time and examples to what earlier ones noted: all seconds, or 0 where it trained nothing."""
    after, examples = _steps_done(name), len(ready.train[0])
    seen = round((after - before) * examples / math.ceil(examples / ready.batch_size))
    with Store() as store:
        run = store.named(name)
        if run is None or seen <= 0:
            return 0.0
        known = run.json(TOTALS) or {"seconds": 0.0, "examples": 0}
        numbers = sum(weight.numel() for weight in ready.model.trainable_weights)
        totals = {"seconds": known["seconds"] + seconds, "examples": known["examples"] + seen}
        record_totals(run, after, **totals, parameters=numbers)
        return float(totals["seconds"])
