"""Measuring without learning: the losses of all turns and the metrics, over all batches."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch

from axb.data.batches import Batch, Batches
from axb.graph.mode import mode
from axb.training.callbacks import CallbackList
from axb.training.own_steps import forget, own_numbers
from axb.training.player import Turn, names_of, reported
from axb.training.scores import Scores

if TYPE_CHECKING:
    from axb.training.model import Model

STEPS_LOOKED_AT = 100  # for a turn of each player, where some play only every few steps


@torch.no_grad()
def evaluate(model: "Model", batches: Batches, callbacks: CallbackList) -> dict[str, float]:
    """Loss and metrics over all batches, in inference mode and float32."""
    scores = Scores()
    if model.has_own_test_step:
        forget(model)
    with mode(model, False):
        callbacks.announce("test_begin", {})
        for number, batch in enumerate(batches.epoch()):
            callbacks.announce("test_batch_begin", number, {})
            if model.has_own_test_step:
                own_numbers(model, model.test_step, batch, scores)
            else:
                model.measure(batch, scores)
            callbacks.announce("test_batch_end", number, scores.logs)
        results = scores.results()
        callbacks.announce("test_end", results)
    return results


def measure(model: "Model", batch: Batch, scores: Scores, turns: Sequence[Turn]) -> None:
    """Take a batch in, as training would: the losses of these turns, what is told beside them, metrics.

    A loss function of the model's own may need gradients for itself (a gradient penalty), so it may take them.
    """
    with torch.set_grad_enabled(model.has_own_turns):
        for turn in turns:
            _, numbers, prediction = reported(turn, batch, alone=len(model.optimizers) == 1)
            for name, value in numbers.items():
                scores.mean(name, value, len(batch))
            if prediction is not None:
                model.objective.score(scores, batch.y, prediction)


def a_turn_of_each(model: "Model") -> Sequence[Turn]:
    """The turns of step 0, and of later steps those of players who had none yet."""
    turns: dict[tuple[str, ...], Turn] = {}
    for step in range(STEPS_LOOKED_AT):
        for turn in model.turns(step):
            turns.setdefault(names_of(turn), turn)
        if {name for names in turns for name in names} >= set(model.optimizers):
            break
    return list(turns.values())
