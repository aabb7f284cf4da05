"""The history, live: one network after another learns, and rises to its place in the picture."""

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from axb.data import load
from axb.data.batches import Batches
from axb.labs.history.charts import seconds_scene, work_scene
from axb.labs.history.outcome import Outcome, standings
from axb.labs.history.picture import timeline_scene
from axb.labs.history.plan import BATCH, Plan, Training
from axb.labs.history.verdict import verdict
from axb.training.loop import Trainer
from axb.training.runtime import choose_precision
from axb.views.scene import Scene
from axb.words import say

LIVE = Plan(networks=("lenet5",), width=0.25, seeds=1, epochs=1)
EVERY = 13  # steps between two measurements of what is learning
TESTED = 500  # test pictures that these take; all of them at the end


class HistoryLab:
    """Trains the plan's networks in turn; `outcomes` are those that are done, `trainer` the one that learns.

    A copy, and what is sent to another process, begins anew. Raises InputError for what can't be used, here and in
    every method.
    """

    def __init__(self, plan: Plan = LIVE) -> None:
        self._take(plan)

    def _take(self, plan: Plan) -> None:
        self.plan, self.data = plan, load(plan.data)
        self.outcomes: dict[Training, Outcome] = {}
        self.start_over()

    def __getstate__(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._take(state["plan"])

    @property
    def waiting(self) -> list[Training]:
        """What hasn't learned yet."""
        done = {(one.network, one.seed) for one in self.outcomes}
        return [one for one in self.plan.pieces if (one.network, one.seed) not in done]

    @property
    def seen(self) -> list[Outcome]:
        """What is done, and what is learning as it was last measured."""
        return [*self.outcomes.values(), *([self._now] if self._now else [])]

    # Time

    def start_over(self) -> None:
        """Nothing has been learned."""
        self.outcomes.clear()
        self.step, self.running = 0, False
        self._forget()

    def _forget(self) -> None:
        self.trainer: Trainer | None = None
        self._now: Outcome | None = None
        self._seconds = 0.0

    def learn(self) -> None:
        """Let them learn, from the start where all have."""
        if not self.waiting:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def advance(self) -> None:
        """One step of the network that learns; the first one makes it."""
        if self.waiting:
            training = self.waiting[0]
            trainer = self.trainer = self.trainer or self._begun(training)
            began = time.perf_counter()
            trainer.advance()
            self._seconds += time.perf_counter() - began
            self.step += 1
            if trainer.step >= trainer.total_steps:
                self.outcomes[training] = self._measured(training, trainer, len(self.data.x_test))
                self._forget()
            elif trainer.step % EVERY == 0:
                self._now = self._measured(training, trainer, TESTED)
        self.running = self.running and bool(self.waiting)

    def _begun(self, training: Training) -> Trainer:
        data, seed = self.data, training.seed
        batches = Batches(data.x_train, data.y_train, batch_size=BATCH, shuffle=True, seed=seed)
        model = training.compiled(data)
        dtype = choose_precision(
            model.precision, model, model.device
        )  # as `fit` computes, which the experiment calls
        return Trainer(model, batches, epochs=self.plan.epochs, seed=seed, dtype=dtype)

    def _measured(self, training: Training, trainer: Trainer, examples: int) -> Outcome:
        model, data = trainer.model, self.data
        found = model.evaluate(
            data.x_test[:examples], data.y_test[:examples], TESTED, verbose=0, return_dict=True
        )
        learned = sum(weight.numel() for weight in model.trainable_weights)
        wrong = [1 - float(found["accuracy"])]
        return Outcome(
            training.network, training.seed, learned, model.multiply_adds() or 0, self._seconds, [], wrong
        )

    # What a hand changes

    def set_networks(self, names: Sequence[str]) -> None:
        """These learn; what has learned already is kept."""
        self.plan = replace(self.plan, networks=tuple(names))
        self._forget()

    # What is seen

    def verdict(self) -> str:
        """What follows, in a sentence or two."""
        if not self.outcomes:
            return say("labs_history.at_start")
        return verdict(standings([*self.outcomes.values()]), self.plan)

    def numbers(self) -> dict[str, float]:
        """step; of the network that learned or learns last its accuracy, 0..1, parameters and seconds, NaN before there
        is one; learned: how many are done."""
        last = self.seen[-1] if self.seen else None
        told = {"step": float(self.step), "learned": float(len(self.outcomes))}
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
