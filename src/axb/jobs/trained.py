"""The model of a run, with the weights that its last checkpoint holds."""

import json
from typing import Any

from axb import graph
from axb.data.batches import Batches
from axb.jobs.job import job_of
from axb.jobs.preparing import prepare
from axb.runs import Checkpoint, Run, Store
from axb.training import Model
from axb.training.fitting import build
from axb.training.tensors import load_weight_tensors
from axb.words import InputError

WEIGHTS = "weight:"


def trained_model(name: str) -> Model:
    """The model of the run of that name, not compiled.

    It is made from the graph that the run recorded or, where parts of it are a person's own, from the job.
    Raises InputError where neither is there, or no checkpoint.
    """
    with Store() as store:
        run = store.open(name)
        model = rebuilt(run)
        load_weight_tensors(model, *weights_of(run, latest_of(run)))
    return model


def rebuilt(run: Run) -> Model:
    """The run's model with weights of its own: from the graph that it recorded or, where that can't be, its job."""
    model = _from_graph(run)
    if model is not None and (model.built or "job" not in run.config):
        return model
    ready = prepare(job_of(run.config, run.name))
    build(ready.model, Batches(*ready.train, batch_size=1))
    return ready.model


def _from_graph(run: Run) -> Model | None:
    """None where there is no graph, or a part in it is a person's own, registered by the file that the job names."""
    if run.graph is None:
        return None
    try:
        model: Model = graph.from_json(json.dumps(run.graph))
        return model
    except InputError as error:
        if error.key != "registry.unknown_name" or "job" not in run.config:
            raise
    return None


def latest_of(run: Run) -> Checkpoint:
    """Its last checkpoint. Raises InputError where there is none."""
    latest = run.latest_checkpoint()
    if latest is None:
        raise InputError("jobs.no_weights", name=run.name)
    return latest


def weights_of(run: Run, checkpoint: Checkpoint) -> tuple[dict[str, Any], str]:
    """A checkpoint's weights by name, and where they came from."""
    tensors, _ = run.load_checkpoint(checkpoint)
    named = {key.removeprefix(WEIGHTS): one for key, one in tensors.items() if key.startswith(WEIGHTS)}
    return named, str(checkpoint.file)


def refuse_diverged(model: Model, name: str) -> None:
    """Raises InputError where some of a run's weights are no finite numbers any more: nothing can be seen in it."""
    if not all(one.isfinite().all() for one in (*model.parameters(), *model.buffers())):
        raise InputError("jobs.diverged", name=name)
