"""The history, live: one network after another learns, and rises to its place in the picture."""

import math
import time
from collections.abc import Sequence

from axb.labs.history.charts import seconds_scene, work_scene
from axb.labs.history.outcome import Outcome, standings
from axb.labs.history.picture import timeline_scene
from axb.labs.history.plan import BATCH, Plan, Training
from axb.labs.history.verdict import verdict
from axb.labs.live import LiveExperiment
from axb.labs.trial import stepwise
from axb.training.loop import Trainer
from axb.views.scene import Scene

LIVE = Plan(networks=("lenet5",), width=0.25, seeds=1, epochs=1)
EVERY = 13  # steps between two measurements of what is learning
TESTED = 500  # test pictures that these take; all of them at the end


class HistoryLab(LiveExperiment[Plan, Training, Trainer, Outcome]):
    """Each network with its family's own recipe."""

    def __init__(self, plan: Plan = LIVE) -> None:
        super().__init__(plan)

    def _begun(self, piece: Training) -> Trainer:
        self._seconds = 0.0
        return stepwise(piece.compiled(self.data), self.data, self.plan.epochs, BATCH, piece.seed)

    def _update(self, learner: Trainer) -> None:
        began = time.perf_counter()
        learner.advance()
        self._seconds += time.perf_counter() - began

    def _is_due(self, learner: Trainer) -> bool:
        return learner.step % EVERY == 0

    def _measured(self, piece: Training, learner: Trainer, ended: bool) -> Outcome:
        model, data = learner.model, self.data
        tested = slice(None if ended else TESTED)
        found = model.evaluate(data.x_test[tested], data.y_test[tested], TESTED, verbose=0, return_dict=True)
        parameters = sum(weight.numel() for weight in model.trainable_weights)
        work, wrong = model.multiply_adds() or 0, 1 - float(found["accuracy"])
        return Outcome(piece.network, piece.seed, parameters, work, self._seconds, [], [wrong])

    # What a hand changes

    def set_networks(self, names: Sequence[str]) -> None:
        """These learn; what has learned already is kept."""
        self._change(networks=tuple(names))

    # What is seen

    def verdict(self) -> str:
        """What follows, in a sentence or two."""
        return verdict(standings([*self.outcomes.values()]), self.plan)

    def numbers(self) -> dict[str, float]:
        """step; of the network that learned or learns last its accuracy, 0..1, parameters and seconds, NaN before there
        is one; learned: how many are done."""
        last, told = self.last, {"step": float(self.step), "learned": float(len(self.outcomes))}
        if last is None:
            return told | dict.fromkeys(("accuracy", "parameters", "seconds"), math.nan)
        accuracy = 1 - last.test_errors[-1]
        return told | {"accuracy": accuracy, "parameters": float(last.parameters), "seconds": last.seconds}

    def scenes(self) -> dict[str, Scene]:
        """ "timeline": from left to right; "work", "seconds": accuracy against what it cost."""
        found = standings(self.seen)
        return {
            "timeline": timeline_scene(found, self.plan.networks),
            "work": work_scene(found),
            "seconds": seconds_scene(found),
        }
