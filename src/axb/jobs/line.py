"""What `line` lets a person see: a and b as they learn, beside those that least squares computes."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import torch

from axb import layers, zoo
from axb.jobs.preparing import Prepared
from axb.runs import Run
from axb.training.callbacks import Callback
from axb.training.callbacks.callback import Logs

if TYPE_CHECKING:
    import plotly.graph_objects as go

ARTIFACT = "line"
GRID = 81  # values of a, and of b, at which the loss is drawn
MARGIN = 0.35  # of the way's extent, on each side


@dataclass(frozen=True)
class Line:
    """y = ax + b as learned and as least squares computes it, on the same examples, in the data's units.

    `start` is the (a, b) that training began with. Around the least loss the mean squared error is
    least_loss + da² mean_square_x + 2 da db mean_x + db².
    """

    a: float
    b: float
    best_a: float
    best_b: float
    least_loss: float
    mean_x: float
    mean_square_x: float
    start: tuple[float, float]

    def loss(self, a: Any, b: Any) -> Any:
        """The mean squared error of any a and b (numbers or arrays)."""
        da, db = a - self.best_a, b - self.best_b
        return self.least_loss + da * da * self.mean_square_x + 2 * da * db * self.mean_x + db * db


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
        """Keep what `line_of` reads."""
        latest = run.latest_checkpoint()
        a, b = self.a_and_b()
        x, y = (np.asarray(part, np.float64).reshape(-1) for part in self.ready.train)
        best_a, best_b = least_squares(x, y)
        least = float(np.mean((best_a * x + best_b - y) ** 2))
        means = (float(x.mean()), float((x * x).mean()))
        told = Line(a, b, best_a, best_b, least, *means, self.start)
        run.add_json(ARTIFACT, latest.step if latest else 0, asdict(told))


def least_squares(x: Any, y: Any) -> tuple[float, float]:
    """The a and b of the smallest squared error: covariance over variance, through the means. x, y: (N,)."""
    from_mean = x - x.mean()
    spread = float(from_mean @ from_mean)
    a = float(from_mean @ (y - y.mean())) / spread if spread else 0.0
    return a, float(y.mean() - a * x.mean())


def line_of(run: Run) -> Line | None:
    """What the run recorded of its line; None where its model is no line."""
    told = run.json(ARTIFACT)
    return None if told is None else Line(**{**told, "start": tuple(told["start"])})


def surface(run: Run, line: Line) -> "go.Figure":
    """The loss over all a and b around the way that training took."""
    from axb.views import loss_surface

    way = np.stack([run.series(name)[1] for name in ("a", "b")], axis=1)
    path = np.concatenate([[line.start], way])
    a, b = (_around(path[:, axis], best) for axis, best in enumerate((line.best_a, line.best_b)))
    return loss_surface(a, b, line.loss(a[None, :], b[:, None]), path, (line.best_a, line.best_b))


def _around(values: Any, best: float) -> Any:
    """Evenly spaced numbers that reach beyond all of these."""
    low, high = min(values.min(), best), max(values.max(), best)
    room = MARGIN * (high - low) or max(abs(best), 1.0)
    return np.linspace(low - room, high + room, GRID)
