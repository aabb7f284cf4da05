"""What is combined, how long each part learns, on what, and from how many seeds."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from axb.data import load
from axb.data.ranges import one_of, whole
from axb.labs.combined.course import Course
from axb.labs.combined.making import MAKERS, Maker
from axb.labs.combined.outcome import Outcome
from axb.labs.one_thread import one_thread
from axb.labs.plans import key_of
from axb.words import say

PARTS = tuple(MAKERS)
DATA = ("fashion-mini", "digits")


@dataclass(frozen=True)
class Plan:
    """Raises InputError for what is none."""

    parts: tuple[str, ...] = PARTS
    epochs: int = 5
    seeds: int = 1
    data: str = DATA[0]

    def __post_init__(self) -> None:
        whole("parts", len(self.parts), 1, len(PARTS))
        for part in self.parts:
            one_of("parts", part, PARTS)
        one_of("data", self.data, DATA)
        whole("epochs", self.epochs, 1, 100)
        whole("seeds", self.seeds, 1, 10)

    @property
    def key(self) -> str:
        """The same for plans whose combinations of one seed are the same."""
        return key_of(asdict(replace(self, parts=PARTS, seeds=1)))

    @property
    def pieces(self) -> list["Combination"]:
        """All combinations of one seed first."""
        return [Combination(self, part, seed) for seed in range(self.seeds) for part in self.parts]


@dataclass(frozen=True)
class Combination:
    """One of the plan's, from one seed."""

    plan: Plan
    part: str
    seed: int

    @property
    def file(self) -> str:
        """ "vae_gan-0" """
        return f"{self.part}-{self.seed}"

    @property
    def title(self) -> str:
        """In the current language."""
        return say(f"labs_combined.name_{self.part}")

    @property
    def cost(self) -> float:
        """About how long it takes beside the others."""
        return MAKERS[self.part].cost

    def maker(self) -> Maker:
        """Who builds its models and measures them, before anything has learned."""
        return MAKERS[self.part](load(self.plan.data), self.plan.epochs, self.seed)

    def outcome(self, maker: Maker, course: Course) -> Outcome:
        """What it has come to so far."""
        scores = {name: round(value, 6) for name, value in maker.scores(course.over).items()}
        seen = maker.pictures(course.over), maker.points(course.over)
        return Outcome(self.part, self.seed, scores, *seen, course.seconds)

    @one_thread()
    def do(self, told: Callable[[float], None]) -> Outcome:
        """Train it, on one thread: of two, either waits for the other, on a busy machine most of the time."""
        maker = self.maker()
        course = Course(maker.stages(), self.seed)
        while course.step < course.total_steps:
            course.advance()
            told(course.step / course.total_steps)
        return self.outcome(maker, course)


PRESETS = {"class": Plan(), "full": Plan(epochs=20, seeds=3)}
