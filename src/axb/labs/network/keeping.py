"""A lab's training made a run: seen on its page, exported, resumed like any other."""

import uuid
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from axb import graph
from axb.jobs import Job, Prepared, free_name, prepare
from axb.labs.network.lab import NetworkLab
from axb.labs.network.points import FEWEST
from axb.labs.network.splitting import SEED
from axb.runs import Run, Store
from axb.runs.files import write_whole
from axb.training import checkpoint
from axb.training.fitting import Fit
from axb.training.identity import graph_of, identity
from axb.views.facts import record_totals
from axb.words import InputError

POINTS, MODEL = "points.csv", "network.json"
AT_LEAST = 200  # epochs that a kept run has in all


def keep(lab: NetworkLab, name: str | None = None) -> str:
    """Write the training as it stands to the store, with its points and its graph as files; returns the run's name.

    The run is stopped at this step; resumed, it takes the steps that the lab would take, until it has twice as many
    epochs (at least 200). Raises InputError where there is too little to learn from, or the name is taken.
    """
    if lab.parts is None:
        raise InputError("labs_network.few", count=len(lab.points), fewest=FEWEST)
    job = _job(lab)
    with TemporaryDirectory() as folder:
        _write(lab, Path(folder))
        ready = prepare(job.seen_from(Path(folder)))
    with Store() as store:
        id = uuid.uuid4().hex[:12]
        run = store.create(
            name or free_name(job.stem()), graph=graph_of(lab.model), id=id, seed=SEED, data_hash=_who(ready)["data"],
            config={"job": asdict(job), "folder": str(store.folder / id), "summary": graph.summary(lab.model), **_who(ready)},
        )  # fmt: skip
        run.folder.mkdir(parents=True)
        _write(lab, run.folder)
        _record(lab, run)
        return run.name


def _job(lab: NetworkLab) -> Job:
    """What a person would have said to have this very training."""
    assert lab.parts is not None
    points, chosen, parts = lab.points, lab.settings, lab.parts
    task = "classes" if points.has_classes else "numbers"
    listed = ",".join(f"{key}={value!r}" for key, value in chosen.hyper.items())
    return Job(
        model=MODEL,
        data=f"{POINTS}:target={points.bare_target},features={'+'.join(points.axes)},test={parts.test!r},seed={SEED},task={task}",
        epochs=max(AT_LEAST, 2 * lab.learning.trainer.epoch),
        batch_size=lab.learning.trainer.batches.batch_size,
        learning_rate=chosen.learning_rate,
        optimizer=f"{chosen.optimizer}:{listed}" if listed else chosen.optimizer,
        seed=SEED,
        validation=parts.watch,
        precision="float32",
    )


def _write(lab: NetworkLab, folder: Path) -> None:
    assert lab.parts is not None
    write_whole(folder / POINTS, lab.points.csv_text(lab.parts.order).encode())
    write_whole(folder / MODEL, lab.model.to_json().encode())
