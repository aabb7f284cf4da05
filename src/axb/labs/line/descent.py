"""a and b as parameters, and the way that an optimizer takes them."""

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from axb.optimizers import SGD, Adadelta, Adagrad, Optimizer


def default_rate(optimizer: Optimizer, steepest: float, reach: float) -> float:
    """A rate to begin with, of one digit.

    Gradient descent bears up to 2 / `steepest`: a third of that. The others move each of a and b by about the
    rate: a sixtieth of the `reach` of what is shown; Adagrad, whose steps shrink, five times that, and Adadelta, whose
    steps begin tiny, three hundred times that.
    """
    if isinstance(optimizer, SGD):
        return _round(2 * (1 - optimizer.momentum) / steepest / 3)
    times = {Adagrad: 5, Adadelta: 300}.get(type(optimizer), 1)
    return _round(reach * times / 60)


def _round(value: float) -> float:
    """Down to one digit."""
    power = 10.0 ** math.floor(math.log10(value))
    return float(f"{math.floor(value / power) * power:.1g}")


class Descent:
    """Where the line is, and how it came there: `way` holds (a, b, loss) from its start on, a row each step."""

    def __init__(self, a: float, b: float, optimizer: Optimizer) -> None:
        self.optimizer = optimizer
        self.a, self.b = (nn.Parameter(torch.tensor(value, dtype=torch.float64)) for value in (a, b))
        self.way: list[tuple[float, float, float]] = []
        self.before: list[tuple[float, float, float]] = []  # the last way from the same start

    @property
    def place(self) -> tuple[float, float]:
        """a and b now."""
        return self.a.item(), self.b.item()

    @property
    def start(self) -> tuple[float, float]:
        """a and b where the way began."""
        return self.way[0][:2] if self.way else self.place

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return max(len(self.way) - 1, 0)

    def put(self, a: float, b: float) -> None:
        """Begin a new way here; the optimizer forgets the old one."""
        self._stand(a, b)
        self.way, self.before = [], []
        self.optimizer.reset()

    @torch.no_grad()
    def _stand(self, a: float, b: float) -> None:
        self.a.fill_(a)
        self.b.fill_(b)

    def take_back(self) -> None:
        """Stand where the last step began, as if it had not been taken."""
        self.way.pop()
        self._stand(*self.way[-1][:2])

    def start_over(self) -> None:
        """Back to where the way began; it is kept beside the coming one."""
        before = self.way or self.before
        self.put(*self.start)
        self.before = before

    def step(self, x: torch.Tensor, y: torch.Tensor) -> None:
        """One step of the optimizer down the gradient of the mean squared error; x, y: (n,)."""
        if not self.way:
            self.way.append((*self.place, self.loss(x, y).item()))
        gradient = torch.autograd.grad(self.loss(x, y), (self.a, self.b))
        self.optimizer.apply(gradient, (self.a, self.b))
        self.way.append((*self.place, self.loss(x, y).item()))

    def loss(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """The mean squared error, a scalar."""
        return (self.a * x + self.b - y).square().mean()


def thinned(
    way: list[tuple[float, float, float]], most: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """A way as (steps, rows of a, b, loss), at most so many of them, the first and the last among them."""
    kept = np.unique(np.linspace(0, len(way) - 1, min(most, len(way))).astype(np.int64))
    return kept, np.array([way[step] for step in kept], np.float64).reshape(-1, 3)
