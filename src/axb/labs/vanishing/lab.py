"""The experiment, live: one network after another learns, and takes its place in the picture."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from axb.data import load
from axb.labs.vanishing.cell import Cell
from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.picture import accuracy_scene, ladders_scene
from axb.labs.vanishing.plan import Plan
from axb.labs.vanishing.verdict import verdict
from axb.views.scene import Scene

LIVE = Plan(recipes=("plain",), depths=(20,), seeds=3, epochs=2)
EVERY = 40  # steps between two measurements of what is learning


class VanishingLab:
    """Trains the plan's cells in turn; `outcomes` are those that are done, `cell` the one that learns.

    A copy, and what is sent to another process, begins anew. Raises InputError for what can't be used, here and in
    every method.
    """

    def __init__(self, plan: Plan = LIVE) -> None:
        self._take(plan)

    def _take(self, plan: Plan) -> None:
        self.plan, self.data = plan, load(plan.data)
        self.outcomes: dict[tuple[str, int], Outcome] = {}
        self.start_over()

    def __getstate__(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._take(state["plan"])

    @property
    def waiting(self) -> list[tuple[str, int]]:
        """(recipe, depth) of what hasn't learned yet."""
        return [one for one in self.plan.cells if one not in self.outcomes]

    @property
    def seen(self) -> list[Outcome]:
        """What is done, and what is learning as it was last measured; in the plan's order."""
        known = self.outcomes | ({(self._now.recipe, self._now.depth): self._now} if self._now else {})
        order = list(dict.fromkeys([*self.plan.cells, *known]))
        return [known[one] for one in order if one in known]

    # Time

    def start_over(self) -> None:
        """Nothing has been learned."""
        self.outcomes.clear()
        self.step, self.running = 0, False
        self.cell: Cell | None = None
        self._now: Outcome | None = None

    def learn(self) -> None:
        """Let them learn, from the start where all have."""
        if not self.waiting:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def advance(self) -> None:
        """One step of the network that learns; the first one makes and measures it."""
        if self.waiting:
            self.cell = self.cell or Cell(self.plan, *self.waiting[0], self.data)
            self.cell.advance()
            self.step += 1
            if self.cell.finished:
                self._end(self.cell)
            elif self.cell.step % EVERY == 1:
                self._now = self.cell.glance()
        self.running = self.running and bool(self.waiting)

    def _end(self, cell: Cell) -> None:
        self.outcomes[cell.recipe, cell.depth] = cell.glance()
        self.cell, self._now = None, None

    # What a hand changes

    def set_recipes(self, names: Sequence[str]) -> None:
        """These learn; what has learned already is kept."""
        self._change(recipes=tuple(names))

    def set_depths(self, depths: Sequence[int]) -> None:
        """So deep, 2 to 30 layers; what has learned already is kept."""
        self._change(depths=tuple(depths))

    def _change(self, **changes: Any) -> None:
        self.plan = replace(self.plan, **changes)
        self.cell, self._now = None, None

    # What is seen

    def verdict(self) -> str:
        """What follows, in a sentence or two."""
        return verdict([*self.outcomes.values()], self.plan)

    def numbers(self) -> dict[str, float]:
        """step; of the network that learned or learns last its accuracy, 0..1, and ratio: the first layer's gradient
        over the last one's at the first weights; NaN before there is one. decades: log10 of ratio."""
        last = self._now or next(reversed(self.outcomes.values()), None)
        accuracy, ratio = (last.accuracy, last.ratio) if last else (math.nan, math.nan)
        decades = math.log10(ratio) if ratio > 0 else math.nan
        return {"step": float(self.step), "accuracy": accuracy, "ratio": ratio, "decades": decades}

    def scenes(self) -> dict[str, Scene]:
        """ "ladders": each network's gradient from layer to layer; "accuracy": every depth's, every seed a dot."""
        return {
            "ladders": ladders_scene(self.seen, self.plan),
            "accuracy": accuracy_scene(self.seen, self.plan),
        }
