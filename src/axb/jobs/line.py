"""What `line` lets a person see: a and b as they learn, beside those that least squares computes."""

from dataclasses import asdict
from typing import Any, Self

import numpy as np
import torch

from axb import layers, zoo
from axb.jobs.preparing import Prepared
from axb.runs import Run
from axb.training.callbacks import Callback
from axb.training.callbacks.callback import Logs
from axb.views.learned_line import NAME, Line


class Watcher(Callback):
    """Records a and b after every update, as series of these names."""

    def __init__(self, ready: Prepared) -> None:
        facts, self.ready = zoo.facts_of(ready.data), ready
        self.dense = next(part for part in ready.model.layers if isinstance(part, layers.Dense))
        self.scale, self.shift = facts.target_scale, facts.target_mean
        self.mean = facts.mean[0] if facts.mean else 0.0
        self.deviation = max(facts.variance[0] ** 0.5, 1e-7) if facts.variance else 1.0
        self.start = self.a_and_b()

    @classmethod
    def of(cls, ready: Prepared) -> Self | None:
        """For the family `line` on one feature; None for anything else."""
        is_line = ready.job.model_name == "line" and ready.data.input_shape == (1,)
        return cls(ready) if is_line else None

    def a_and_b(self) -> tuple[float, float]:
        """The layer's a and b, with the scaling before and after it taken in."""
        weight, bias = (float(part.detach()) for part in self.dense.parameters())
        a = self.scale * weight / self.deviation
        return a, self.scale * bias + self.shift - a * self.mean

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Put them with the step's numbers, which the run records."""
        if self.trainer is not None:
            a, b = self.a_and_b()
            self.trainer.losses |= {"a": torch.tensor(a), "b": torch.tensor(b)}

    def record(self, run: Run) -> None:
        """Keep what the page shows of it."""
        latest = run.latest_checkpoint()
        a, b = self.a_and_b()
        x, y = (np.asarray(part, np.float64).reshape(-1) for part in self.ready.train)
        best_a, best_b = least_squares(x, y)
        least = float(np.mean((best_a * x + best_b - y) ** 2))
        means = (float(x.mean()), float((x * x).mean()))
        told = Line(a, b, best_a, best_b, least, *means, self.start)
        run.add_json(NAME, latest.step if latest else 0, asdict(told))


def least_squares(x: Any, y: Any) -> tuple[float, float]:
    """The a and b of the smallest squared error: covariance over variance, through the means. x, y: (N,)."""
    from_mean = x - x.mean()
    spread = float(from_mean @ from_mean)
    a = float(from_mean @ (y - y.mean())) / spread if spread else 0.0
    return a, float(y.mean() - a * x.mean())
