"""The experiment, live: one network after another learns, and branches can be switched off."""

import math

from axb.data import Dataset
from axb.data.ranges import one_of
from axb.insight import arms, without
from axb.labs.inception.networks import BRANCHES, NETWORKS, learned
from axb.labs.inception.outcome import Outcome
from axb.labs.inception.picture import errors_scene, maps_scene, without_scene
from axb.labs.inception.plan import BATCH, Piece, Plan
from axb.labs.inception.verdict import SEVERAL, so_far
from axb.labs.live import LiveExperiment
from axb.labs.one_thread import one_thread
from axb.labs.trial import AT_ONCE, Trial, stepwise
from axb.training import Model
from axb.training.loop import Trainer
from axb.views.scene import Scene
from axb.views.way import SLIDE
from axb.zoo.facts import facts_of

LIVE = Plan(data="digits", windows=(SEVERAL,), parameters=5000, examples=1400, seeds=1, epochs=4)
OFF = {"none": "", **{last.rpartition("_")[2]: last for last in BRANCHES}}  # what can be switched off
EVERY = 11  # steps between two measurements of what is learning


class InceptionLab(LiveExperiment[Plan, Piece, Trainer, Outcome]):
    """`model` learns, or learned last. `off`: which branch of both modules is switched off while it is measured, as
    `OFF` calls it."""

    off = "none"

    def __init__(self, plan: Plan = LIVE) -> None:
        super().__init__(plan)

    def start_over(self) -> None:
        """Nothing has been learned."""
        super().start_over()
        self.model: Model | None = None
        self.accuracy = self.whole = math.nan

    @one_thread()
    def advance(self) -> None:
        """One update of the network that learns; the first one makes it."""
        super().advance()

    def _loaded(self) -> Dataset:
        return self.plan.loaded()

    def _begun(self, piece: Piece) -> Trainer:
        self.model = piece.made(self.data)
        return stepwise(self.model, self.data, self.plan.epochs, BATCH, piece.seed, precision="float32")

    def _is_due(self, learner: Trainer) -> bool:
        return learner.step % EVERY == 1

    def _measured(self, piece: Piece, learner: Trainer, ended: bool) -> Outcome:
        """Where it has learned, without each branch too."""
        self._measure(learner.model)
        parameters = learned(piece.network, piece.widths(self.data), facts_of(self.data))
        found = Trial(parameters, [], [round(1 - self.whole, 6)], 0.0)
        return piece.outcome(learner.model, self.data, found, ended)

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
        self._change(windows=names)

    def switch_off(self, branch: str) -> None:
        """ "1x1", "3x3", "5x5" or "pool" in both modules; "none" switches all on."""
        self.off = one_of("off", branch, OFF)
        if self.model is not None:
            with one_thread():
                self._measure(self.model)

    # What is seen

    @property
    def seen(self) -> list[Outcome]:
        """What is done, and what is learning as it was last measured; in the order of `NETWORKS`."""
        return sorted(super().seen, key=lambda one: [*NETWORKS].index(one.network))

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
