"""Steps that a person's own model does: what they tell, and the metrics that they keep."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from axb.data.batches import Batch
from axb.metrics import Metric
from axb.training.scores import Scores

if TYPE_CHECKING:
    from axb.training.model import Model


def own_numbers(
    model: "Model", step: Callable[[Any], Mapping[str, Any]], batch: Batch, scores: Scores
) -> dict[str, Tensor]:
    """What `train_step` or `test_step` tells of a batch.

    A name of one of the model's metrics that the step has updated is that metric, which has added up by itself; of
    other numbers the means are taken.
    """
    told = {name: torch.as_tensor(value).detach() for name, value in model.own_step(step, batch).items()}
    own = {metric.name: metric for metric in model.metrics}
    for name, value in told.items():
        if name in own and own[name].is_kept:
            _take_up(scores, own[name], name)
        else:
            scores.mean(name, value, len(batch))
    return told


def _take_up(scores: Scores, metric: Metric, name: str) -> None:
    """Let a metric stand among the scores; after an interruption it goes on from what was kept of it."""
    kept = scores.metrics.get(name)
    if kept is not None and kept is not metric:
        metric.add(torch.tensor(float(kept.total)), int(kept.count))
    scores.metrics[name] = metric


def forget(model: "Model") -> None:
    """Let the metrics that a model's own steps update begin anew."""
    if model.has_own_train_step or model.has_own_test_step:
        for metric in model.metrics:
            metric.reset_state()
