"""The model of a run, with the weights that its last checkpoint holds."""

import json

from axb import graph
from axb.jobs.job import job_of
from axb.jobs.preparing import prepare
from axb.runs import Run, Store
from axb.training import History, Model
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
        model = _rebuilt(run)
        load_trained(model, run)
    return model


def _rebuilt(run: Run) -> Model:
    if run.graph is not None:
        model: Model = graph.from_json(json.dumps(run.graph))
        return model
    return prepare(job_of(run.config, run.name)).model


def load_trained(model: Model, run: Run) -> None:
    """Give a model of the same graph the weights of the run's last checkpoint."""
    latest = run.latest_checkpoint()
    if latest is None:
        raise InputError("jobs.no_weights", name=run.name)
    tensors, _ = run.load_checkpoint(latest)
    weights = {key.removeprefix(WEIGHTS): one for key, one in tensors.items() if key.startswith(WEIGHTS)}
    load_weight_tensors(model, weights, str(latest.file))


def recorded_history(run: Run) -> History:
    """Every epoch's means, as fit returned them."""
    history, prefix = History(), "epoch/"
    names = [name for name in run.series_names() if name.startswith(prefix)]
    history.history = {name.removeprefix(prefix): run.series(name)[1].tolist() for name in names}
    history.epoch = list(range(max((len(values) for values in history.history.values()), default=0)))
    return history
