"""What both learn from, how long, and from where to where the way goes."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass

from axb.data.ranges import whole
from axb.labs.one_thread import one_thread
from axb.labs.plans import key_of
from axb.labs.two_questions.pictured.asked import DATA, Asked, known
from axb.labs.two_questions.pictured.maker import Maker
from axb.labs.two_questions.pictured.outcome import Outcome
from axb.labs.two_questions.pictured.teller import BATCH, Teller
from axb.words import say

Model = Teller | Maker
PARTS: dict[str, type[Model]] = {"tell": Teller, "make": Maker}
COSTS = {"tell": 1.0, "make": 2.0}
TINY = ("digits",)  # one thread computes it sooner than several


@dataclass(frozen=True)
class Plan:
    """data: pictures of classes, as `axb.data.load` names them. steps: about so many updates of either model. a and b:
    the classes between whose first test pictures the way goes. Raises InputError for what is none."""

    data: str = DATA[0]
    steps: int = 1500
    seed: int = 0
    a: int = 0
    b: int = 1

    def __post_init__(self) -> None:
        whole("steps", self.steps, 1, 10**6)
        whole("seed", self.seed, 0, 2**31)
        classes = known(self.data).classes or 0
        for name, value in (("a", self.a), ("b", self.b)):
            whole(name, value, 0, classes - 1)

    @property
    def key(self) -> str:
        """The same for plans whose outcomes are the same; other pictures in a folder are another plan."""
        told = () if self.data in DATA else (known(self.data).content_hash(),)
        return key_of(asdict(self), *told)

    @property
    def pieces(self) -> list["Piece"]:
        """The discriminative model, then the generative one."""
        return [Piece(self, part) for part in PARTS]

    @property
    def epochs(self) -> int:
        """Whole ones, until there are so many steps."""
        each = -(-len(known(self.data).x_train) // BATCH)
        return -(-self.steps // each)

    def model(self, part: str) -> Model:
        """Before it has learned anything."""
        data = known(self.data)
        return PARTS[part](data, Asked.of(data, self.a, self.b, self.seed), self.epochs, self.seed)

    def threads(self) -> AbstractContextManager[None]:
        """As many as learn such pictures soonest."""
        return one_thread() if self.data in TINY else nullcontext()


@dataclass(frozen=True)
class Piece:
    """One of the two models."""

    plan: Plan
    part: str

    @property
    def file(self) -> str:
        """ "tell" or "make"."""
        return self.part

    @property
    def title(self) -> str:
        """In the current language."""
        return say(f"labs_two_questions.part_{self.part}")

    @property
    def cost(self) -> float:
        """About how long it takes beside the other."""
        return COSTS[self.part]

    def do(self, told: Callable[[float], None]) -> Outcome:
        """Train it, and ask."""
        with self.plan.threads():
            model = self.plan.model(self.part)
            trainer = model.trainer
            while trainer.step < trainer.total_steps:
                model.advance()
                told(trainer.step / trainer.total_steps)
            return model.outcome()


PRESETS = {"class": Plan(), "full": Plan("fashion-mini", 8000)}
