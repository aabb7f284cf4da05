"""A lab's training made a run: seen on its page, exported, resumed like any other."""

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from axb import graph
from axb.data.batches import Batches
from axb.jobs import Job, Prepared, free_name, prepare
from axb.labs.network.lab import NetworkLab
from axb.labs.network.points import FEWEST
from axb.labs.network.splitting import SEED, Parts
from axb.runs import Run, Store
from axb.runs.files import write_whole
from axb.runs.store import new_id
from axb.training import checkpoint
from axb.training.identity import graph_of, identity
from axb.views.facts import record_totals
from axb.words import InputError

MODEL = "network.json"
AT_LEAST = 200  # epochs that a kept run has in all


def keep(lab: NetworkLab, name: str | None = None) -> str:
    """Write the training as it stands to the store, with its points and its graph as files; returns the run's name.

    The run is stopped at this step; resumed, it takes the steps that the lab would take, until it has twice as many
    epochs (at least 200). Raises InputError where there is too little to learn from, or the name is taken.
    """
    parts = lab.parts
    if parts is None:
        raise InputError("labs_network.few", count=len(lab.points), fewest=FEWEST)
    job = _job(lab, parts)
    with TemporaryDirectory() as folder:
        _write(lab, parts, Path(folder))
        who = _who(prepare(job.seen_from(Path(folder))))
    with Store() as store:
        id = new_id()
        told = {
            "job": asdict(job), "folder": str(store.folder_of(id)), "summary": graph.summary(lab.model),
            "examples": lab.learning.trainer.batches.examples,
        }  # fmt: skip
        run = store.create(
            name or free_name(job.stem()), config={**told, **who}, graph=graph_of(lab.model),
            data_hash=who["data"], seed=SEED, id=id,
        )  # fmt: skip
        run.folder.mkdir(parents=True)
        _write(lab, parts, run.folder)
        _record(lab, run)
        return run.name


def _job(lab: NetworkLab, parts: Parts) -> Job:
    """What a person would have said to have this very training."""
    points, chosen = lab.points, lab.settings
    task = "classes" if points.has_classes else "numbers"
    listed = ",".join(f"{key}={value!r}" for key, value in chosen.hyper.items())
    return Job(
        model=MODEL,
        data=f"{_file(lab)}:target={points.bare_target},test={parts.test!r},seed={SEED},task={task}",
        epochs=max(AT_LEAST, 2 * lab.learning.trainer.epoch),
        batch_size=lab.learning.trainer.batches.batch_size,
        learning_rate=chosen.learning_rate,
        optimizer=f"{chosen.optimizer}:{listed}" if listed else chosen.optimizer,
        seed=SEED,
        validation=parts.watch,
        precision="float32",
    )


def _file(lab: NetworkLab) -> str:
    """What the points' file is called, after where they are from."""
    word = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in lab.points.name)
    return f"{word[:30] or 'points'}.csv"


def _write(lab: NetworkLab, parts: Parts, folder: Path) -> None:
    write_whole(folder / _file(lab), lab.points.csv_text(parts.order).encode())
    write_whole(folder / MODEL, lab.model.to_json().encode())


def _who(ready: Prepared) -> dict[str, Any]:
    """The identity that `fit` will find when the run is resumed."""
    batches = Batches(*ready.train, batch_size=ready.batch_size, shuffle=True, seed=SEED)
    settings = {
        "epochs": ready.epochs, "initial_epoch": 0, "steps_per_epoch": None, "validation_freq": 1, "accumulate": 1,
        "precision": "float32", "batch_size": ready.batch_size, "shuffle": True, "class_weight": None,
    }  # fmt: skip
    held = None if ready.held is None else Batches(*ready.held)
    return identity(ready.model, settings, [batches, held], [])


def _record(lab: NetworkLab, run: Run) -> None:
    """The series up to now, and a checkpoint of now."""
    trainer, history = lab.learning.trainer, lab.learning.history
    run.start()
    steps = range(1, lab.step + 1)
    run.extend("loss", steps, history.loss[: lab.step])
    run.extend("learning_rate", steps, history.rate[: lab.step])
    for step, logs in history.epochs:
        if step <= lab.step:
            run.log(step, {f"epoch/{name}": value for name, value in logs.items()})
    run.save_checkpoint(lab.step, *checkpoint.pack(trainer), "stopped")
    examples = lab.step * trainer.batches.batch_size
    record_totals(run, lab.step, seconds=0.0, examples=examples, parameters=lab.model.count_params())
    run.finish("stopped")
