"""What is trained: which networks, how deep, how often, on what, how long."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from axb.data import load
from axb.data.ranges import one_of, whole
from axb.labs.plans import key_of
from axb.labs.vanishing.outcome import Outcome
from axb.labs.vanishing.recipes import MOMENTUM, RATE, RECIPES

DATA = ("fashion-mini", "digits")
SHALLOWEST, DEEPEST, BATCH = 2, 30, 64


@dataclass(frozen=True)
class Plan:
    """Every recipe at every depth (layers with weights), so many seeds each. Raises InputError for what is none."""

    data: str = DATA[0]
    recipes: tuple[str, ...] = tuple(RECIPES)
    depths: tuple[int, ...] = (3, 20)
    width: int = 32
    seeds: int = 3
    epochs: int = 4

    def __post_init__(self) -> None:
        one_of("data", self.data, DATA)
        for name in self.recipes or ("",):
            one_of("recipes", name, RECIPES)
        for depth in self.depths or (0,):
            whole("depths", depth, SHALLOWEST, DEEPEST)
        whole("width", self.width, 2, 256)
        whole("seeds", self.seeds, 1, 20)
        whole("epochs", self.epochs, 1, 200)

    @property
    def cells(self) -> list[tuple[str, int]]:
        """(recipe, depth) in the order in which they are trained."""
        return [(recipe, depth) for recipe in self.recipes for depth in self.depths]

    @property
    def key(self) -> str:
        """The same for plans whose networks of one recipe and depth are the same."""
        alike = replace(self, recipes=("plain",), depths=(SHALLOWEST,))
        return key_of(asdict(alike), RATE, MOMENTUM, BATCH)

    @property
    def pieces(self) -> list["Network"]:
        """The cells, each to be trained."""
        return [Network(self, *cell) for cell in self.cells]


@dataclass(frozen=True)
class Network:
    """One recipe at one depth, all seeds of the plan."""

    plan: Plan
    recipe: str
    depth: int

    @property
    def file(self) -> str:
        """ "plain-20" """
        return f"{self.recipe}-{self.depth}"

    @property
    def title(self) -> str:
        """In the current language."""
        return f"{RECIPES[self.recipe].title} ({self.depth})"

    @property
    def cost(self) -> float:
        """Each layer takes its time."""
        return float(self.depth)

    def do(self, told: Callable[[float], None]) -> Outcome:
        """Train it."""
        from axb.labs.vanishing.cell import Cell

        cell = Cell(self.plan, self.recipe, self.depth, load(self.plan.data))
        while not cell.finished:
            cell.advance()
            told(cell.step / cell.total_steps)
        return cell.outcome()


PRESETS = {
    "class": Plan(),  # 30 s on one of two cores
    "full": Plan(depths=(3, 6, 10, 20), seeds=5, epochs=20),
}
