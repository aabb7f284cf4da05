"""What became of one recipe at one depth: a JSON file each, so that an experiment goes on where it stopped."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from axb.labs.vanishing.plan import Plan
from axb.runs.files import write_whole
from axb.runs.home import home


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


def folder(plan: Plan) -> Path:
    """Where outcomes of such a plan are kept."""
    return home() / "labs" / "vanishing" / plan.key


def keep(plan: Plan, outcome: Outcome) -> None:
    """Write it, whole or not at all."""
    path = _path(plan, outcome.recipe, outcome.depth)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(asdict(outcome)).encode())


def kept(plan: Plan, recipe: str, depth: int) -> Outcome | None:
    """What was kept of it; None where nothing was."""
    path = _path(plan, recipe, depth)
    return Outcome(**json.loads(path.read_bytes())) if path.exists() else None


def _path(plan: Plan, recipe: str, depth: int) -> Path:
    return folder(plan) / f"{recipe}-{depth}.json"
