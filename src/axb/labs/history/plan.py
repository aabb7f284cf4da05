"""What is trained: which networks, how wide, how often, on what, how long."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from axb.data import Dataset, load
from axb.data.ranges import one_of, real, whole
from axb.labs.history.networks import NETWORKS
from axb.labs.history.outcome import Outcome
from axb.labs.plans import key_of
from axb.labs.trial import made, trial
from axb.training import Model
from axb.zoo.facts import facts_of

DATA = ("fashion-mini", "fashion-mnist")
BATCH = 128  # pictures a step, for all alike


@dataclass(frozen=True)
class Plan:
    """Every network, so many seeds each, all for so many epochs. Raises InputError for what is none."""

    data: str = DATA[0]
    networks: tuple[str, ...] = tuple(NETWORKS)
    width: float = 0.5
    seeds: int = 2
    epochs: int = 2

    def __post_init__(self) -> None:
        one_of("data", self.data, DATA)
        for name in self.networks or ("",):
            one_of("networks", name, NETWORKS)
        real("width", self.width, 0.1, 2)
        whole("seeds", self.seeds, 1, 20)
        whole("epochs", self.epochs, 1, 200)

    @property
    def key(self) -> str:
        """The same for plans that train a network from a seed alike."""
        return key_of(self.data, self.width, self.epochs, BATCH)

    @property
    def pieces(self) -> list["Training"]:
        """Every network from the first seed, then from the next: something of all is there early."""
        return [Training(self, name, seed) for seed in range(self.seeds) for name in self.networks]


@dataclass(frozen=True)
class Training:
    """One network from one seed."""

    plan: Plan
    network: str
    seed: int

    @property
    def file(self) -> str:
        """ "resnet-0" """
        return f"{self.network}-{self.seed}"

    @property
    def title(self) -> str:
        """ "ResNet-20 (1)" """
        return f"{NETWORKS[self.network].title} ({self.seed + 1})"

    @property
    def cost(self) -> float:
        """Its network's."""
        return NETWORKS[self.network].cost

    def compiled(self, data: Dataset) -> Model:
        """With first weights from the seed, and its family's own optimizer for the steps that there will be."""
        one = NETWORKS[self.network]
        optimizer = one.family.recipe.optimizer(facts_of(data), self.steps(data), None)
        return made(lambda facts: one.build(facts, self.plan.width), data, self.seed, optimizer)

    def steps(self, data: Dataset) -> int:
        """Updates in all."""
        return self.plan.epochs * math.ceil(len(data.x_train) / BATCH)

    def do(self, told: Callable[[float], None]) -> Outcome:
        """Train it."""
        data = load(self.plan.data)
        model = self.compiled(data)
        done = trial(model, data, self.plan.epochs, BATCH, self.seed, told)
        return Outcome(
            self.network, self.seed, done.parameters, model.multiply_adds() or 0, round(done.seconds, 3),
            done.train_errors, done.test_errors,
        )  # fmt: skip


# a minute on two cores; ResNet without its skips is what `degradation` compares
PRESETS = {
    "class": Plan(networks=tuple(name for name in NETWORKS if name != "plain")),
    "full": Plan(width=1.0, seeds=3, epochs=15),
}
