"""What is trained: plain networks and residual ones, how deep, with batch normalisation or without, how long."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial

from axb.data import Dataset, load
from axb.data.ranges import one_of, real, whole
from axb.labs.degradation.outcome import Outcome
from axb.labs.one_thread import one_thread
from axb.labs.plans import key_of
from axb.labs.trial import made, trial
from axb.optimizers import Adam
from axb.optimizers.schedules import CosineDecay
from axb.training import Model
from axb.words import say
from axb.zoo import find

DATA, TINY = ("digits", "fashion-mini"), ("digits",)  # whose pictures one thread computes sooner than several
FAMILIES, NORMS = ("plain", "resnet"), ("on", "off")
DEPTHS = tuple(depth for depth in range(8, 111, 6) if depth != 50)  # 6n + 2; 50 has bottlenecks
RATE, BATCH = 0.002, 64  # Adam's, in every network alike, falling to 0


@dataclass(frozen=True)
class Plan:
    """Both families at every depth, with batch normalisation ("on") and without. Raises InputError for what is none.

    width: how many times the paper's filters there are.
    """

    data: str = DATA[0]
    families: tuple[str, ...] = FAMILIES
    depths: tuple[int, ...] = (20, 56)
    norm: tuple[str, ...] = NORMS
    width: float = 0.5
    seeds: int = 1
    epochs: int = 12

    def __post_init__(self) -> None:
        one_of("data", self.data, DATA)
        for family in self.families or ("",):
            one_of("families", family, FAMILIES)
        for norm in self.norm or ("",):
            one_of("norm", norm, NORMS)
        for depth in self.depths or (0,):
            one_of("depths", depth, DEPTHS)
        real("width", self.width, 0.1, 2)
        whole("seeds", self.seeds, 1, 10)
        whole("epochs", self.epochs, 1, 200)

    @property
    def key(self) -> str:
        """The same for plans whose networks of one family, depth and seed are the same."""
        alike = replace(self, families=FAMILIES, depths=DEPTHS[:1], norm=NORMS, seeds=1)
        return key_of(asdict(alike), RATE, BATCH)

    @property
    def pieces(self) -> list["Network"]:
        """All networks of one seed first, so that there is soon something to compare."""
        return [
            Network(self, family, depth, norm, seed)
            for seed in range(self.seeds)
            for norm in self.norm
            for family in self.families
            for depth in self.depths
        ]


@dataclass(frozen=True)
class Network:
    """One of the plan's networks from one seed."""

    plan: Plan
    family: str
    depth: int
    norm: str
    seed: int

    @property
    def file(self) -> str:
        """ "resnet-20-norm-0" """
        return f"{self.family}-{self.depth}-{'norm' if self.norm == 'on' else 'bare'}-{self.seed}"

    @property
    def title(self) -> str:
        """In the current language."""
        return say("labs_degradation.named", name=title(self.family), depth=self.depth)

    @property
    def cost(self) -> float:
        """Each layer takes its time."""
        return float(self.depth)

    def model(self, data: Dataset) -> Model:
        """From its seed's first weights; a plain network and its residual one begin with the same."""
        options = {"depth": self.depth, "width": self.plan.width, "batch_norm": self.norm == "on"}
        steps = self.plan.epochs * -(-len(data.x_train) // BATCH)
        build = partial(find(self.family).build, **options)
        return made(build, data, self.seed, Adam(CosineDecay(RATE, steps)))

    def do(self, told: Callable[[float], None]) -> Outcome:
        """Train it."""
        data = load(self.plan.data)
        with one_thread() if self.plan.data in TINY else nullcontext():
            found = trial(self.model(data), data, self.plan.epochs, BATCH, self.seed, told)
        return Outcome(**asdict(found), family=self.family, depth=self.depth, norm=self.norm, seed=self.seed)


def title(family: str) -> str:
    """What it is called, in the current language."""
    return say(f"labs_degradation.name_{family}")


PRESETS = {
    "class": Plan(),
    "full": Plan(data="fashion-mini", seeds=3, epochs=5),
}
