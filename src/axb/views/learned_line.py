"""What a run of y = ax + b learned, beside what least squares computes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from axb.runs import Run
from axb.views.surface import loss_surface

if TYPE_CHECKING:
    import plotly.graph_objects as go

NAME = "line"
GRID = 81  # values of a, and of b, at which the loss is drawn
MARGIN = 0.35  # of the way's extent, on each side
MOST_STEPS = 2000  # points of the way that are drawn


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


def learned_line(run: Run) -> Line | None:
    """What the run recorded of its line; None where its model is none, or has not learned yet."""
    told = run.json(NAME)
    return None if told is None else Line(**{**told, "start": tuple(told["start"])})


def line_surface(run: Run, line: Line) -> "go.Figure":
    """The loss over all a and b around the way that training took, from the series "a" and "b"."""
    way = np.stack([run.series(name)[1] for name in ("a", "b")], axis=1)
    path = _thinned(np.concatenate([[line.start], way]))
    a, b = (around(path[:, axis], best) for axis, best in enumerate((line.best_a, line.best_b)))
    return loss_surface(a, b, line.loss(a[None, :], b[:, None]), path, (line.best_a, line.best_b))


def _thinned(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """So many rows at most, the first and the last among them."""
    kept: NDArray[np.float64] = path[np.unique(np.linspace(0, len(path) - 1, MOST_STEPS).astype(int))]
    return kept


def around(values: NDArray[np.float64], best: float) -> NDArray[np.float64]:
    """Evenly spaced numbers that reach beyond all of these."""
    low, high = min(float(values.min()), best), max(float(values.max()), best)
    room = MARGIN * (high - low) or max(abs(best), 1.0)
    return np.linspace(low - room, high + room, GRID)
