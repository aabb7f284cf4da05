"""The test part, looked at once: after the last update."""

import warnings
from contextlib import suppress
from typing import Any

import numpy as np
import torch

from axb.data import Dataset
from axb.insight import filters
from axb.jobs import generating, restoring
from axb.runs import Run, Store
from axb.training import Latent, Model
from axb.views.evaluation import record_evaluation
from axb.views.kernels import record_filters
from axb.words import InputError, say

RESULTS = "test"  # the artifact that says the test part has been looked at


def results(run: Run) -> dict[str, float] | None:
    """Loss and metrics on the test part; None where it has not been looked at yet."""
    found: dict[str, float] | None = run.json(RESULTS)
    return found


def measure(name: str, model: Model, data: Dataset) -> dict[str, float]:
    """Loss and metrics on the test part, recorded in the run of that name with what its page shows."""
    with Store() as store:
        run = store.open(name)
        latest = run.latest_checkpoint()
        step = latest.step if latest else 0
        found: dict[str, float] = model.evaluate(data.x_test, data.y_test, verbose=0, return_dict=True)
        try:
            _record(run, step, model, data, found.get("loss"))
        except InputError as error:  # a person's own model may answer in a form that no picture is made for
            warnings.warn(say("jobs.no_pictures", problem=error), stacklevel=2)
        _keep_filters(run, step, model, data)
        run.add_json(RESULTS, step, found)
    return found


def _keep_filters(run: Run, step: int, model: Model, data: Dataset) -> None:
    """Of the first part that looks at pictures, where there is one."""
    if data.kind == "images":
        with suppress(InputError):
            record_filters(run, step, *filters(model))


def _record(run: Run, step: int, model: Model, data: Dataset, loss: float | None) -> None:
    if isinstance(model, Latent):
        if model.has_prior:
            generating.record(run, step, model, data)
        else:
            restoring.record(run, step, model, data, loss)
        return
    if loss is None:
        return  # several players, of a person's own: nothing that comes out is an answer to be compared with
    predictions = _probabilities(model.predict(data.x_test, verbose=0), model)
    pictures = data.x_test if data.kind == "images" else None
    names = (data.labels("en"), data.labels("ja"))
    record_evaluation(
        run, step, data.y_test, predictions, pictures, *names, loss=loss, target=data.target_name
    )


def _probabilities(predictions: Any, model: Model) -> Any:
    """What a loss that takes raw numbers (from_logits) would make of them; else as they come."""
    if not getattr(model.objective.losses[0], "from_logits", False):
        return predictions
    raw = torch.from_numpy(np.asarray(predictions))
    return (raw.sigmoid() if raw.shape[-1] == 1 else raw.softmax(-1)).numpy()
