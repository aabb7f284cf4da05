"""What is trained: which networks, how large, on what, how often, how long."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from axb.data import Dataset, load
from axb.data.ranges import one_of, whole
from axb.labs.inception.networks import NETWORKS, SHARES, STEM, Network, widths_for
from axb.labs.inception.outcome import Outcome, errors_without, seen_in
from axb.labs.one_thread import one_thread
from axb.labs.plans import key_of
from axb.labs.trial import Trial, made, trial
from axb.optimizers import Adam
from axb.zoo.facts import facts_of

if TYPE_CHECKING:
    from axb.training import Model

DATA = ("fashion-mini", "digits")
RATE, BATCH = 0.003, 64  # of Adam, in every network alike


@dataclass(frozen=True)
class Plan:
    """Every network with about so many parameters, each seed of its own first weights and order of pictures.

    examples: how many it learns from, the first ones. picture: of the test part, whose maps are shown, from 1.
    Raises InputError for what is no plan.
    """

    data: str = DATA[0]
    windows: tuple[str, ...] = tuple(NETWORKS)
    parameters: int = 8000
    examples: int = 5000
    seeds: int = 3
    epochs: int = 5
    picture: int = 1

    def __post_init__(self) -> None:
        one_of("data", self.data, DATA)
        for name in self.windows or ("",):
            one_of("windows", name, NETWORKS)
        whole("parameters", self.parameters, 5000, 100_000)
        whole("examples", self.examples, 100, 60_000)
        whole("seeds", self.seeds, 1, 20)
        whole("epochs", self.epochs, 1, 200)
        whole("picture", self.picture, 1, 300)

    @property
    def key(self) -> str:
        """The same for plans whose networks of one kind and seed are the same."""
        alike = replace(self, windows=("inception",), seeds=1)
        return key_of(asdict(alike), RATE, BATCH, STEM, SHARES)

    @property
    def pieces(self) -> list["Piece"]:
        """Seed by seed, so that all can be compared as early as possible."""
        return [Piece(self, name, seed) for seed in range(self.seeds) for name in self.windows]

    def loaded(self) -> Dataset:
        """What is learned from and tested with."""
        data = load(self.data)
        return replace(data, x_train=data.x_train[: self.examples], y_train=data.y_train[: self.examples])


@dataclass(frozen=True)
class Piece:
    """One network with one seed."""

    plan: Plan
    name: str
    seed: int

    @property
    def network(self) -> Network:
        """What it is made of."""
        return NETWORKS[self.name]

    @property
    def file(self) -> str:
        """ "inception-0" """
        return f"{self.name}-{self.seed}"

    @property
    def title(self) -> str:
        """In the current language."""
        return f"{self.network.title} ({self.seed + 1})"

    @property
    def cost(self) -> float:
        """Several side by side are more convolutions, and are switched off one by one."""
        return 2.0 if self.has_branches else 1.0

    @property
    def has_branches(self) -> bool:
        """Whether there is something to switch off."""
        return len(self.network.sizes) > 1

    def made(self, data: Dataset) -> "Model":
        """The network before it learns."""
        widths = self.widths(data)
        return made(lambda facts: self.network.build(facts, widths), data, self.seed, Adam(RATE))

    def do(self, told: Callable[[float], None]) -> Outcome:
        """Train it, measure it, look into it."""
        data = self.plan.loaded()
        with one_thread():
            model = self.made(data)
            learned = trial(model, data, self.plan.epochs, BATCH, self.seed, lambda share: told(0.9 * share))
            return self.outcome(model, data, learned)

    def outcome(self, model: "Model", data: Dataset, learned: Trial, ended: bool = True) -> Outcome:
        """Of a network that has learned, or of one that still does, without what takes long."""
        widths = self.widths(data)
        return Outcome(
            self.name, self.seed, [*widths], learned.parameters,
            model.multiply_adds() or 0,
            learned.train_errors, learned.test_errors, round(learned.seconds, 2),
            errors_without(model, data) if self.has_branches and ended else {},
            seen_in(model, data, self.plan.picture) if self.has_branches else [],
        )  # fmt: skip

    def widths(self, data: Dataset) -> tuple[int, int]:
        """The channels of its two modules."""
        return widths_for(self.network, self.plan.parameters, facts_of(data))


PRESETS = {
    "class": Plan(),  # 55 s on one of two cores
    "full": Plan(examples=10_000, seeds=5, epochs=20),
}
