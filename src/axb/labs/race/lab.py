"""The experiment: a fair race that runs before one's eyes, and what may be concluded when it has ended."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.data import load
from axb.jobs.racing.plan import Plan
from axb.jobs.racing.results import Results, Runner
from axb.jobs.racing.verdict import verdict
from axb.labs.one_thread import one_thread
from axb.labs.race.heat import Heat, lengths, prepared
from axb.labs.race.picture import curves_scene, standing_scene
from axb.labs.race.plan import (
    DATA,
    EPOCHS,
    HIDDEN,
    OPTIMIZERS,
    RATES,
    SEEDS,
    counted,
    job_of,
    planned,
    varied,
)
from axb.labs.surface.roster import title
from axb.views.scene import Scene
from axb.words import say


class RaceLab:
    """Every optimizer at every rate, at so many seeds: all take each step together, on small data.
    The steps are those of `axb race`, but no member is kept as a run.

    A copy, and what is sent to another process, begins anew. Raises InputError for what can't be used, here and in
    every method.
    """

    def __init__(
        self,
        data: str = DATA[0],
        optimizers: Sequence[str] = OPTIMIZERS,
        rates: Sequence[float] = RATES,
        seeds: int = SEEDS,
        epochs: int = EPOCHS,
        hidden: Sequence[int] = HIDDEN,
    ) -> None:
        self._take(planned(data, optimizers, rates, seeds, epochs, hidden))

    def _take(self, plan: Plan) -> None:
        """Race this from now on."""
        self.plan, self.data = plan, load(job_of(plan).data)
        first = prepared(plan.entries(0)[0], self.data)
        self.metric = first.metric
        self.steps, self.epochs = lengths(first)
        self.start_over()

    def __getstate__(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._take(state["plan"])

    # Time

    def start_over(self) -> None:
        """Back to the first weights."""
        self.step, self.running = 0, False
        self._heats: list[Heat] = []
        self._results: Results | None = None

    def learn(self) -> None:
        """Let them race, from the start where they have arrived."""
        if self.finished:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def advance(self) -> None:
        """One step more of every member; the first one takes longer, since all of them are made."""
        if not self.finished:
            with one_thread():
                self._heats = self._heats or [
                    Heat(self.plan, seed, self.data) for seed in range(self.plan.seeds)
                ]
                for heat in self._heats:
                    heat.advance()
            self.step += 1
            if self.step % self.steps == 0:
                self._results = None
        self.running = self.running and not self.finished

    @property
    def epoch(self) -> int:
        """Epochs that are over."""
        return self.step // self.steps

    @property
    def finished(self) -> bool:
        """Whether nothing is left."""
        return self.epoch >= self.epochs

    # What a hand changes: all begin anew

    def set_optimizers(self, names: Sequence[str]) -> None:
        """These race."""
        self._take(replace(self.plan, vary=varied(names, self._values("learning_rate"))))

    def set_rates(self, rates: Sequence[float]) -> None:
        """Each optimizer at each of these rates."""
        self._take(replace(self.plan, vary=varied(self._values("optimizer"), rates)))

    def set_seeds(self, seeds: int) -> None:
        """Each setting so many times, 1 to 20."""
        self._take(replace(self.plan, seeds=counted(seeds)))

    def _values(self, name: str) -> Sequence[Any]:
        return self.plan.vary[name].values

    # What is seen

    @property
    def scores(self) -> NDArray[np.float64]:
        """The accuracies `(settings, seeds, epochs that are over)` on what was held out; NaN where one has diverged."""
        settings = len(self.plan.settings)
        if not self._heats:
            return np.empty((settings, self.plan.seeds, 0))
        return np.stack([np.reshape(heat.scores, (-1, settings)).T for heat in self._heats], 1)

    @property
    def results(self) -> Results:
        """The race as the tests and figures of `axb.jobs.racing` take it."""
        if self._results is None:
            plan, scores = self.plan, self.scores
            runners = {
                (setting, seed): self._runner(setting, seed, values)
                for setting, several in enumerate(scores)
                for seed, values in enumerate(several)
            }
            vary = {name: one.values for name, one in plan.vary.items()}
            self._results = Results(
                plan.name, job_of(plan), vary, tuple(plan.settings), plan.seeds, self.metric, runners
            )
        return self._results

    def _runner(self, setting: int, seed: int, values: NDArray[np.float64]) -> Runner:
        known = values[np.isfinite(values)]
        diverged = len(known) < len(values)
        status = "diverged" if diverged else "finished" if self.finished else "running"
        run = self.plan.run_name(setting, seed)
        return Runner(setting, seed, run, status, known, self.epochs, diverged, self.step)

    def name(self, setting: int) -> str:
        """A setting in a few letters: "Adam 0.01"."""
        one = self.plan.settings[setting]
        return f"{title(str(one['optimizer']))} {one['learning_rate']:g}"

    def verdict(self) -> str:
        """Who is ahead; at the end what may be concluded, in one sentence."""
        found, settings, seeds = self.results, len(self.plan.settings), self.plan.seeds
        if found.race is not None:
            return verdict(found.race)
        if not self.epoch:
            return say("labs_race.at_start", settings=settings, seeds=seeds, members=settings * seeds)
        return say("labs_race.ahead", best=self.name(found.order[0]), epoch=self.epoch, epochs=self.epochs)

    def numbers(self) -> dict[str, float]:
        """step, epoch; accuracy: the leader's mean over the seeds, 0..1; lead: how far it is before the next, in points
        of a hundred; more_seeds: about how many more would tell, 0 where the winner is known, NaN where nothing is."""
        found = self.results
        best, second = (found.mean(one) for one in (found.order * 2)[:2])
        told = {"step": float(self.step), "epoch": float(self.epoch), "accuracy": best}
        return told | {"lead": 100 * (best - second), "more_seeds": self._more_seeds()}

    def _more_seeds(self) -> float:
        if self.results.race is None:
            return math.nan
        standing = self.results.race.standing
        more = 0 if standing.winner is not None else standing.more_seeds
        return math.nan if more is None else float(more)

    def scenes(self) -> dict[str, Scene]:
        """ "curves": every setting's mean by epoch; "standing": every seed's score now, the best on top."""
        return {"curves": curves_scene(self), "standing": standing_scene(self)}
