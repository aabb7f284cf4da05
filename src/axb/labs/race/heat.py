"""All settings at one seed: one population that is stepped batch by batch, and kept nowhere."""

import math
from collections.abc import Iterator

import torch

from axb.data import Dataset
from axb.data.batches import Batch, Batches
from axb.jobs.job import Job
from axb.jobs.preparing import Prepared, prepare
from axb.jobs.racing.plan import Entry, Plan
from axb.races.population import Population
from axb.races.tallies import Tallies
from axb.training.seeds import VALIDATION, seed_turn

WATCHED = 256  # held-out examples at a time, at least: as `fit` takes them


class Heat:
    """scores: the metric on the held-out part after each epoch, one list of all members' an epoch; NaN from where one
    has diverged. The same steps, batches and numbers as in `axb.jobs.racing`."""

    def __init__(self, plan: Plan, seed: int, data: Dataset) -> None:
        members = [prepared(entry, data) for entry in plan.entries(seed)]
        first = members[0]
        assert first.held is not None  # the lab holds a part out
        self.seed, self.metric = first.job.seed, first.metric.removeprefix("val_")
        self.population = Population([one.model for one in members])
        self.batches = Batches(*first.train, batch_size=first.batch_size, shuffle=True, seed=self.seed)
        self.held = Batches(*first.held, batch_size=max(first.batch_size, WATCHED))
        self.step, self.scores = 0, list[list[float]]()
        self._lost = torch.zeros(len(members), dtype=torch.bool)
        self._waiting: Iterator[Batch] = iter(())

    def advance(self) -> None:
        """One step of all members; after the last one of an epoch they are measured."""
        epoch, position = divmod(self.step, self.batches.steps)
        if position == 0:
            self._waiting = self.batches.epoch(epoch)
            self.population.template.train()
        seed_turn(self.seed, self.step, 0)
        self._lost |= ~self.population.step(next(self._waiting)).isfinite()
        self.step += 1
        if position + 1 == self.batches.steps:
            self._measure()

    @torch.no_grad()
    def _measure(self) -> None:
        self.population.template.eval()
        tallies = Tallies(self.population.template.objective)
        seed_turn(self.seed, self.step, VALIDATION)
        for batch in self.held.epoch():
            self.population.losses(batch, tallies)
        told = [one[self.metric] for one in tallies.results()]
        lost = self._lost.tolist()
        self.scores.append([math.nan if gone else one for one, gone in zip(told, lost, strict=True)])


def prepared(entry: Entry, data: Dataset) -> Prepared:
    """A member that only has to be trained."""
    assert isinstance(entry.job, Job)  # a small race is told in words
    return prepare(entry.job, data)


def lengths(one: Prepared) -> tuple[int, int]:
    """Steps of an epoch, and epochs."""
    return -(-len(one.train[0]) // one.batch_size), one.epochs
