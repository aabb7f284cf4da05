"""One recipe at one depth: its seeds learn as one population; their gradient ladders are measured before and after."""

import copy
from collections.abc import Iterator

import torch

from axb.data import Dataset
from axb.data.batches import Batch, Batches, to_target, to_tensor
from axb.insight import watch
from axb.labs.one_thread import one_thread
from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.plan import BATCH, Plan
from axb.labs.vanishing.recipes import RECIPES, build
from axb.races.population import Population
from axb.races.tallies import Tallies
from axb.training import Model
from axb.training.seeds import seed_turn
from axb.zoo.facts import facts_of

LOOKED_AT = 256  # training examples that a ladder is measured with
TESTED = 500  # test examples at a time


class Cell:
    """The seeds have first weights of their own and the same batches. `step` of `total_steps` updates are done."""

    def __init__(self, plan: Plan, recipe: str, depth: int, data: Dataset) -> None:
        self.recipe, self.depth, self.data = recipe, depth, data
        facts = facts_of(data)
        self.models = [build(RECIPES[recipe], facts, depth, plan.width, seed) for seed in range(plan.seeds)]
        self.batches = Batches(data.x_train, data.y_train, batch_size=BATCH, shuffle=True, seed=0)
        self.step, self.total_steps = 0, plan.epochs * self.batches.steps
        self.ladders = self.measured()
        self.population = Population(self.models)
        self._waiting: Iterator[Batch] = iter(())

    @property
    def finished(self) -> bool:
        """Whether nothing is left to learn."""
        return self.step >= self.total_steps

    def advance(self) -> None:
        """One update of all seeds."""
        epoch, position = divmod(self.step, self.batches.steps)
        if position == 0:
            self._waiting = self.batches.epoch(epoch)
        self.population.template.train()
        seed_turn(0, self.step, 0)
        with one_thread():
            self.population.step(next(self._waiting))
        self.step += 1

    def measured(self) -> list[list[float]]:
        """Each seed's ladder now."""
        if self.step:
            self.population.hand_back()
        x, y = (array[:LOOKED_AT] for array in (self.data.x_train, self.data.y_train))
        with one_thread():
            return [ladder(model, to_tensor(x), to_target(y)) for model in self.models]

    @torch.no_grad()
    def accuracies(self) -> list[float]:
        """Each seed's share of right answers among the test examples."""
        assert self.data.x_test is not None  # both data sets have some
        self.population.template.eval()
        tallies = Tallies(self.population.template.objective)
        with one_thread():
            for batch in Batches(self.data.x_test, self.data.y_test, batch_size=TESTED).epoch():
                self.population.losses(batch, tallies)
        return [one["accuracy"] for one in tallies.results()]

    def glance(self) -> Outcome:
        """As it is now, without a ladder of now, which takes longer than many steps."""
        return Outcome(self.recipe, self.depth, self.ladders, [], self.accuracies())

    def outcome(self) -> Outcome:
        """As it is now."""
        return Outcome(self.recipe, self.depth, self.ladders, self.measured(), self.accuracies())


def ladder(model: Model, x: torch.Tensor, y: torch.Tensor) -> list[float]:
    """The norm of the loss's gradient at every Dense layer's output, input first. The model stays as it is."""
    looked = copy.deepcopy(model)
    looked.train()
    with watch(looked, every=1) as watcher:
        loss, _ = looked.objective.loss(y, looked(x), None)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        watcher.step()
    seen = watcher.last
    found = [seen.layers[place] for place in seen.path]
    return [one.gradient for one in found if one.kind == "Dense"]
