"""What became of one recipe at one depth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Outcome:
    """ladders: for each seed the gradient's norm at every Dense layer's output, input first, at the first weights.
    trained: the same after training, where that was measured. accuracies: for each seed, on the test examples."""

    recipe: str
    depth: int
    ladders: list[list[float]]
    trained: list[list[float]]
    accuracies: list[float]

    @property
    def ladder(self) -> NDArray[np.float64]:
        """The seeds' median, `(depth,)`."""
        found: NDArray[np.float64] = np.median(self.ladders, axis=0)
        return found

    @property
    def ratio(self) -> float:
        """The first layer's gradient over the last one's, at the first weights: the seeds' median."""
        return float(np.median([one[0] / one[-1] for one in self.ladders]))

    @property
    def accuracy(self) -> float:
        """The seeds' median."""
        return float(np.median(self.accuracies))
