"""The experiment, live: one network after another learns, and branches can be switched off."""

import math
from dataclasses import replace
from typing import Any

from axb.data.batches import Batches
from axb.insight import arms, without
from axb.labs.inception.networks import BRANCHES, NETWORKS, learned
from axb.labs.inception.outcome import Outcome
from axb.labs.inception.picture import errors_scene, maps_scene, without_scene
from axb.labs.inception.plan import BATCH, Piece, Plan
from axb.labs.inception.verdict import SEVERAL, so_far
from axb.labs.one_thread import one_thread
from axb.labs.trial import AT_ONCE, Trial
from axb.training import Model
from axb.training.loop import Trainer
from axb.views.scene import Scene
from axb.views.way import SLIDE
from axb.words import InputError
from axb.zoo.facts import facts_of

LIVE = Plan(data="digits", windows=(SEVERAL,), parameters=5000, examples=1400, seeds=1, epochs=4)
OFF = {"none": "", **{last.rpartition("_")[2]: last for last in BRANCHES}}  # what can be switched off
EVERY = 11  # steps between two measurements of what is learning


class InceptionLab:
    """Trains the plan's networks in turn. `outcomes` are those that are done; `model` learns, or learned last.

    `off`: which branch of both modules is switched off while the model is measured, as `OFF` calls it. A copy, and
    what is sent to another process, begins anew. Raises InputError for what can't be used, here and in every method.
    """

    def __init__(self, plan: Plan = LIVE) -> None:
        self._take(plan)

    def _take(self, plan: Plan) -> None:
        self.plan, self.data, self.off = plan, plan.loaded(), "none"
        self.outcomes: dict[tuple[str, int], Outcome] = {}
        self.start_over()

    def __getstate__(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._take(state["plan"])

    @property
    def waiting(self) -> list[Piece]:
        """What hasn't learned yet."""
        return [one for one in self.plan.pieces if (one.name, one.seed) not in self.outcomes]

    # Time

    def start_over(self) -> None:
        """Nothing has been learned."""
        self.outcomes.clear()
        self.step, self.running = 0, False
        self.trainer: Trainer | None = None
        self.model: Model | None = None
        self._now: Outcome | None = None
        self.accuracy = self.whole = math.nan

    def learn(self) -> None:
        """Let them learn, from the start where all have."""
        if not self.waiting:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let it stand."""
        self.running = False

    def advance(self) -> None:
        """One step of the network that learns; the first one makes it."""
        if self.waiting:
            piece = self.waiting[0]
            with one_thread():
                self.trainer = self.trainer or self._begun(piece)
                self.trainer.advance()
                self.step += 1
                ended = self.trainer.step >= self.trainer.total_steps
                if ended or self.trainer.step % EVERY == 1:
                    self._look(piece, self.trainer.model, ended)
        self.running = self.running and bool(self.waiting)

    def _begun(self, piece: Piece) -> Trainer:
        x, y = self.data.x_train, self.data.y_train
        batches = Batches(x, y, batch_size=BATCH, shuffle=True, seed=piece.seed)
        self.model = piece.made(self.data)
        return Trainer(self.model, batches, epochs=self.plan.epochs, seed=piece.seed)

    def _look(self, piece: Piece, model: Model, ended: bool) -> None:
        """Measure it; where it has learned, without each branch too."""
        self._measure(model)
        errors = [round(1 - self.whole, 6)]
        parameters = learned(piece.network, piece.widths(self.data), facts_of(self.data))
        found = piece.outcome(model, self.data, Trial(parameters, [], errors, 0.0), ended)
        self._now = None if ended else found
        if ended:
            self.outcomes[piece.name, piece.seed], self.trainer = found, None

    def _measure(self, model: Model) -> None:
        """Its accuracy on the test part, and that without the branches that are off."""
        self.accuracy = self.whole = self._score(model)
        ends = f".{OFF[self.off]}"
        names = [one.name for one in arms(model) if self.off != "none" and one.name.endswith(ends)]
        if names:
            with without(model, *names):
                self.accuracy = self._score(model)

    def _score(self, model: Model) -> float:
        told = model.evaluate(self.data.x_test, self.data.y_test, AT_ONCE, verbose=0, return_dict=True)
        return float(told["accuracy"])

    # What a hand changes

    def set_windows(self, names: tuple[str, ...]) -> None:
        """These learn; what has learned already is kept."""
        self.plan = replace(self.plan, windows=names)
        self.trainer, self._now = None, None

    def switch_off(self, branch: str) -> None:
        """ "1x1", "3x3", "5x5" or "pool" in both modules; "none" switches all on."""
        if branch not in OFF:
            raise InputError("registry.unknown_choice", what="off", known=", ".join(OFF), got=branch)
        self.off = branch
        if self.model is not None:
            with one_thread():
                self._measure(self.model)

    # What is seen

    @property
    def seen(self) -> list[Outcome]:
        """What is done, and what is learning as it was last measured."""
        found = [*self.outcomes.values(), *([self._now] if self._now else [])]
        return sorted(found, key=lambda one: [*NETWORKS].index(one.network))

    def verdict(self) -> str:
        """How many mistakes they make."""
        return so_far([*self.outcomes.values()])

    def numbers(self) -> dict[str, float]:
        """step; of the network that learned or learns last its accuracy, 0..1, without the branch that is off, and how
        much of it that takes (lost)."""
        return {"step": float(self.step), "accuracy": self.accuracy, "lost": self.whole - self.accuracy}

    def scenes(self) -> dict[str, Scene]:
        """ "maps": what each branch makes of a picture; "errors": of each network; "without": without each branch."""
        return {
            "maps": maps_scene(self.seen, self.plan, SLIDE),
            "errors": errors_scene(self.seen, self.plan),
            "without": without_scene(self.seen),
        }
