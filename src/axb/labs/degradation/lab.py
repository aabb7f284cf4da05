"""The experiment, live: one network after another learns, and its curves grow."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from axb.labs.degradation.outcome import Outcome
from axb.labs.degradation.picture import scenes
from axb.labs.degradation.plan import BATCH, FAMILIES, Network, Plan
from axb.labs.degradation.verdict import verdict
from axb.labs.live import LiveExperiment
from axb.labs.one_thread import one_thread
from axb.labs.plans import changed
from axb.labs.trial import Errors, stepwise
from axb.training.loop import Trainer
from axb.views.scene import Scene

LIVE = Plan(families=("plain",), depths=(8, 32), norm=("on",), width=0.25, epochs=6)


class DegradationLab(LiveExperiment[Plan, Network, Trainer, Outcome]):
    """Each network is measured after each epoch."""

    def __init__(self, plan: Plan = LIVE) -> None:
        super().__init__(plan)

    @one_thread()
    def advance(self) -> None:
        """One update of the network that learns; at the end of an epoch it is measured."""
        super().advance()

    def _begun(self, piece: Network) -> Trainer:
        epochs = self.plan.epochs
        self._errors = Errors(self.data, epochs)
        return stepwise(piece.model(self.data), self.data, epochs, BATCH, piece.seed, [self._errors])

    def _is_due(self, learner: Trainer) -> bool:
        return learner.step % learner.steps == 0

    def _measured(self, piece: Network, learner: Trainer, ended: bool) -> Outcome:
        return Outcome(
            0, [*self._errors.train], [*self._errors.test], self._errors.seconds,
            piece.family, piece.depth, piece.norm, piece.seed,
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

    # What is seen

    def verdict(self) -> str:
        """What follows, in a sentence or two."""
        return verdict([*self.outcomes.values()], self.plan)

    def numbers(self) -> dict[str, float]:
        """step; of the network that learned or learns last its errors, 0..1; how many more of 100 training pictures the
        deepest gets wrong than the shallowest, of the same family: "more_wrong". NaN before there is one."""
        last = self.last
        train, test = (last.train_errors[-1], last.test_errors[-1]) if last else (math.nan, math.nan)
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


def degradation_lab(options: Mapping[str, str]) -> DegradationLab:
    """Two plain networks, unless told otherwise. Raises InputError for another option, or what can't be used."""
    return DegradationLab(changed("degradation", LIVE, options))
