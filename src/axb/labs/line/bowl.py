"""The mean squared error over all a and b: a bowl, known by a handful of means."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.jobs.line import least_squares
from axb.labs.line.starts import Array

EXACT = 1e-15  # a curvature that is so much smaller than the other is rounding


class Bowl:
    """With m = mean(x) and s = mean(x²), around the a and b of least squares:

    loss = least + s da² + 2 m da db + db²;  Hessian = 2 [[s, m], [m, 1]].
    """

    def __init__(self, points: Array) -> None:
        x, y = points.T
        self.best = least_squares(x, y)
        self.least = float(np.mean((self.best[0] * x + self.best[1] - y) ** 2))
        self.mean, self.mean_square = float(x.mean()), float((x * x).mean())

    def loss(self, a: Any, b: Any) -> Any:
        """The loss of any a and b, numbers or arrays."""
        da, db = a - self.best[0], b - self.best[1]
        return self.least + da * da * self.mean_square + 2 * da * db * self.mean + db * db

    def slope(self, a: Any, b: Any) -> tuple[Any, Any]:
        """The gradient of the loss with respect to a and to b, numbers or arrays."""
        da, db = a - self.best[0], b - self.best[1]
        return 2 * (self.mean_square * da + self.mean * db), 2 * (self.mean * da + db)

    @property
    def curvatures(self) -> NDArray[np.float64]:
        """The Hessian's eigenvalues, the smaller first: how flat and how steep the bowl is."""
        hessian = np.array([[2 * self.mean_square, 2 * self.mean], [2 * self.mean, 2.0]])
        return np.linalg.eigvalsh(hessian).astype(np.float64)

    @property
    def steepness(self) -> float:
        """How many times steeper it is across than along; 1 where one way is level."""
        flat, steep = self.curvatures
        return float(steep / flat) if flat > EXACT * steep else 1.0

    def highest_rate(self, momentum: float = 0.0) -> float:
        """The rate above which gradient descent leaves the bowl: 2 (1 + μ) / λmax (Polyak 1964)."""
        return float(2 * (1 + momentum) / self.curvatures[1])
