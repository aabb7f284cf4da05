"""The experiment, live: one network after another learns, and takes its place in the picture."""

import math
from collections.abc import Sequence

from axb.labs.live import LiveExperiment
from axb.labs.vanishing.cell import Cell
from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.picture import accuracy_scene, ladders_scene
from axb.labs.vanishing.plan import Network, Plan
from axb.labs.vanishing.verdict import verdict
from axb.views.scene import Scene

LIVE = Plan(recipes=("plain",), depths=(20,), seeds=3, epochs=2)
EVERY = 40  # steps between two measurements of what is learning


class VanishingLab(LiveExperiment[Plan, Network, Cell, Outcome]):
    """Each recipe at each depth, all its seeds at once."""

    def __init__(self, plan: Plan = LIVE) -> None:
        super().__init__(plan)

    def _begun(self, piece: Network) -> Cell:
        return Cell(self.plan, piece.recipe, piece.depth, self.data)

    def _is_due(self, learner: Cell) -> bool:
        return learner.step % EVERY == 1

    def _measured(self, piece: Network, learner: Cell, ended: bool) -> Outcome:
        return learner.glance()

    # What a hand changes

    def set_recipes(self, names: Sequence[str]) -> None:
        """These learn; what has learned already is kept."""
        self._change(recipes=tuple(names))

    def set_depths(self, depths: Sequence[int]) -> None:
        """So deep, 2 to 30 layers; what has learned already is kept."""
        self._change(depths=tuple(depths))

    # What is seen

    @property
    def seen(self) -> list[Outcome]:
        """What is done, and what is learning as it was last measured; in the plan's order."""
        places = {cell: place for place, cell in enumerate(self.plan.cells)}
        return sorted(super().seen, key=lambda one: places.get((one.recipe, one.depth), len(places)))

    def verdict(self) -> str:
        """What follows, in a sentence or two."""
        return verdict([*self.outcomes.values()], self.plan)

    def numbers(self) -> dict[str, float]:
        """step; of the network that learned or learns last its accuracy, 0..1, and ratio: the first layer's gradient
        over the last one's at the first weights; NaN before there is one. decades: log10 of ratio."""
        accuracy, ratio = (self.last.accuracy, self.last.ratio) if self.last else (math.nan, math.nan)
        decades = math.log10(ratio) if ratio > 0 else math.nan
        return {"step": float(self.step), "accuracy": accuracy, "ratio": ratio, "decades": decades}

    def scenes(self) -> dict[str, Scene]:
        """ "ladders": each network's gradient from layer to layer; "accuracy": every depth's, every seed a dot."""
        return {
            "ladders": ladders_scene(self.seen, self.plan),
            "accuracy": accuracy_scene(self.seen, self.plan),
        }
