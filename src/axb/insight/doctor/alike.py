"""The loss on its own examples, measured as that on held-out ones is: after the update, in inference mode."""

import math
from itertools import islice
from typing import TYPE_CHECKING

from axb.graph.mode import quietly
from axb.training.scores import Scores

if TYPE_CHECKING:
    from axb.training.loop import Trainer

EXAMPLES = 256  # at least, where there are so many


def measured_alike(trainer: "Trainer") -> float | None:
    """Of some of them, always the same; None where no loss is told, or it is no finite number."""
    batches, scores = trainer.batches, Scores()
    with quietly(trainer.model):
        for batch in islice(batches.epoch(), math.ceil(EXAMPLES / batches.batch_size)):
            trainer.model.measure(batch, scores)
    loss = scores.results().get("loss", math.nan)
    return loss if math.isfinite(loss) else None
