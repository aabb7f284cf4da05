"""The experiment, live: one network after another learns, and its curves grow."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from axb.data import load
from axb.data.batches import Batches
from axb.labs.degradation.outcome import Outcome
from axb.labs.degradation.picture import scenes
from axb.labs.degradation.plan import BATCH, FAMILIES, Network, Plan
from axb.labs.degradation.verdict import verdict
from axb.labs.one_thread import one_thread
from axb.labs.plans import changed
from axb.labs.trial import Errors
from axb.training.loop import Trainer
from axb.training.runtime import choose_precision
from axb.views.scene import Scene

LIVE = Plan(families=("plain",), depths=(8, 32), norm=("on",), width=0.25, epochs=6)


class DegradationLab:
    """Trains the plan's networks in turn; `outcomes` are those that are done.

    A copy, and what is sent to another process, begins anew. Raises InputError for what can't be used, here and in
    every method.
    """

    def __init__(self, plan: Plan = LIVE) -> None:
        self._take(plan)

    def _take(self, plan: Plan) -> None:
        self.plan, self.data = plan, load(plan.data)
        self.outcomes: dict[tuple[str, int, str, int], Outcome] = {}
        self.start_over()

    def __getstate__(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._take(state["plan"])

    @property
    def waiting(self) -> list[Network]:
        """What hasn't learned to its end yet."""
        return [one for one in self.plan.pieces if place_of(one) not in self.outcomes]

    # Time

    def start_over(self) -> None:
        """Nothing has been learned."""
        self.outcomes.clear()
        self.step, self.running = 0, False
        self._trainer: Trainer | None = None
        self._now, self._errors = self.plan.pieces[0], Errors(self.data, self.plan.epochs)

    def learn(self) -> None:
        """Let them learn, from the start where all have."""
        if not self.waiting:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def advance(self) -> None:
        """One update of the network that learns; at the end of an epoch it is measured."""
        if self.waiting:
            self._trainer = self._trainer or self._begun(self.waiting[0])
            with one_thread():
                self._trainer.advance()
            self.step += 1
            if self._trainer.step >= self._trainer.total_steps:
                self._end()
        self.running = self.running and bool(self.waiting)

    def _begun(self, network: Network) -> Trainer:
        self._now, self._errors = network, Errors(self.data, self.plan.epochs)
        x, y, seed = self.data.x_train, self.data.y_train, network.seed
        batches = Batches(x, y, batch_size=BATCH, shuffle=True, seed=seed)
        model, epochs = network.model(self.data), self.plan.epochs
        dtype = choose_precision(model.precision, model, model.device)
        return Trainer(model, batches, [self._errors], epochs=epochs, seed=seed, dtype=dtype)

    def _end(self) -> None:
        self.outcomes[place_of(self._now)] = self._outcome()
        self._trainer = None

    def _outcome(self) -> Outcome:
        """Of what learns, as it was last measured."""
        one = self._now
        return Outcome(
            0, [*self._errors.train], [*self._errors.test], self._errors.seconds,
            one.family, one.depth, one.norm, one.seed,
        )  # fmt: skip

    # What a hand changes

    def set_families(self, names: Sequence[str]) -> None:
        """These learn; what has learned already is kept."""
        self._change(families=tuple(names))

    def set_depths(self, depths: Sequence[int]) -> None:
        """So deep: 6n + 2; what has learned already is kept."""
        self._change(depths=tuple(depths))

    def set_norm(self, norm: Sequence[str]) -> None:
        """With batch normalisation ("on"), without ("off"); what has learned already is kept."""
        self._change(norm=tuple(norm))

    def _change(self, **changes: Any) -> None:
        self.plan = replace(self.plan, **changes)
        self._trainer = None

    # What is seen

    @property
    def seen(self) -> list[Outcome]:
        """What is done, and what is learning as it was last measured."""
        now = [self._outcome()] if self._trainer and self._errors.train else []
        return [*self.outcomes.values(), *now]

    def verdict(self) -> str:
        """What follows, in a sentence or two."""
        return verdict([*self.outcomes.values()], self.plan)

    def numbers(self) -> dict[str, float]:
        """step; of the network that learned or learns last its errors, 0..1; how many more of 100 training pictures the
        deepest gets wrong than the shallowest, of the same family: "more_wrong". NaN before there is one."""
        seen = self.seen
        train, test = (seen[-1].train_errors[-1], seen[-1].test_errors[-1]) if seen else (math.nan, math.nan)
        return {"step": float(self.step), "train_error": train, "test_error": test, "more_wrong": self._gap()}

    def _gap(self) -> float:
        done = [*self.outcomes.values()]
        alike = [one for one in done if (one.family, one.norm) == (done[-1].family, done[-1].norm)]
        shallow, deep = (pick(alike, key=lambda one: one.depth, default=None) for pick in (min, max))
        if shallow is None or deep is None or shallow.depth == deep.depth:
            return math.nan
        return 100 * (deep.train_errors[-1] - shallow.train_errors[-1])

    def scenes(self) -> dict[str, Scene]:
        """A panel for each family: "plain_on" and "resnet_on" with batch normalisation, "plain_off" ... without."""
        return scenes(self.seen, replace(self.plan, families=FAMILIES))


def place_of(one: Network | Outcome) -> tuple[str, int, str, int]:
    """By which outcomes are known."""
    return one.family, one.depth, one.norm, one.seed


def degradation_lab(options: Mapping[str, str]) -> DegradationLab:
    """Two plain networks, unless told otherwise. Raises InputError for another option, or what can't be used."""
    return DegradationLab(changed("degradation", LIVE, options))
