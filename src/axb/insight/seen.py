"""What one look into a network saw: numbers of every layer, the gradient ladder, skips and branches."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from axb.insight.route import Branch

if TYPE_CHECKING:
    from axb.runs import Run

COLUMNS = (
    "gradient", "mean", "std", "low", "high", "dead", "saturated", "weights", "weights_gradient", "update",
)  # fmt: skip
NAME = "watch"  # of what a run keeps: names and the path as JSON; NAME/layers and NAME/branches as arrays
Floats = NDArray[np.float32]


class LayerSeen(NamedTuple):
    """A layer in one step; NaN where there is nothing to say.

    gradient: the norm of the loss's gradient with respect to the layer's output (the whole batch's, or where that is
    cut in parts the first part's; of a softmax or sigmoid whose logits the loss takes: with respect to those).
    mean, std, low, high, dead, saturated, histogram (counts from low to high): of a sample of the output, see
    `activity`. weights, weights_gradient, update: norms over the layer's trainable weights, before the update, of
    their gradient, and of what was added to them.
    """

    name: str
    kind: str
    gradient: float
    mean: float
    std: float
    low: float
    high: float
    dead: float
    saturated: float
    weights: float
    weights_gradient: float
    update: float
    histogram: Floats

    @property
    def ratio(self) -> float:
        """Update over weights: about 1e-3 is a usual pace."""
        return self.update / self.weights if self.weights else float("nan")


class Rung(NamedTuple):
    """A layer on the main path. factor: its gradient over that of the rung after it (1 for the last one)."""

    name: str
    gradient: float
    factor: float


class Through(NamedTuple):
    """The output of layer `at` goes several ways; `gradient` is the norm of what came back through `into`."""

    at: str
    into: str
    gradient: float
    main: bool


@dataclass(frozen=True, eq=False)
class Seen:
    """One look, at the update that made `step` of them. table: `(layers, COLUMNS and the histogram's counts)`."""

    step: int
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    path: tuple[int, ...]
    branches: tuple[Branch, ...]
    table: Floats = field(repr=False)
    through: Floats = field(repr=False)

    @property
    def about(self) -> dict[str, Any]:
        """What stays the same from look to look, as JSON's types."""
        return {
            "names": list(self.names), "kinds": list(self.kinds), "path": list(self.path),
            "branches": [list(branch) for branch in self.branches], "columns": list(COLUMNS),
        }  # fmt: skip

    @property
    def layers(self) -> list[LayerSeen]:
        """Every layer, in the order of the graph (or of `named_modules`)."""
        return [
            LayerSeen._make([name, kind, *map(float, row[: len(COLUMNS)]), row[len(COLUMNS) :]])
            for name, kind, row in zip(self.names, self.kinds, self.table, strict=True)
        ]

    def layer(self, name: str) -> LayerSeen:
        """The layer of that name."""
        return self.layers[self.names.index(name)]

    @property
    def ladder(self) -> list[Rung]:
        """The main path from input to output, without layers that no gradient comes to.

        The factors multiply to the whole: the first rung's gradient over the last one's.
        """
        found = [self.layers[place] for place in self.path]
        found = [one for one in found if one.gradient == one.gradient]
        after = [one.gradient for one in found[1:]] + [found[-1].gradient] if found else []
        return [
            Rung(one.name, one.gradient, one.gradient / behind if behind else float("nan"))
            for one, behind in zip(found, after, strict=True)
        ]

    @property
    def forks(self) -> list[Through]:
        """For every output that goes several ways, what came back each way: as vectors they add up to its gradient."""
        return [
            Through(self.names[one.at], self.names[one.into], float(size), one.main)
            for one, size in zip(self.branches, self.through, strict=True)
        ]

    def record(self, run: "Run", known: dict[str, Any] | None = None) -> None:
        """Keep it in a run; the names again only where they are other than the `known` ones."""
        if self.about != known:
            run.add_json(NAME, self.step, self.about)
        run.add_array(f"{NAME}/layers", self.step, self.table)
        run.add_array(f"{NAME}/branches", self.step, self.through)


def seen_in(run: "Run") -> list[Seen]:
    """The looks that a run kept, of the network that it has now, the earliest first."""
    about = run.json(NAME)
    if about is None or list(about["columns"]) != list(COLUMNS):
        return []
    found = []
    for info in run.artifacts():
        table = run.array(f"{NAME}/layers", info.step) if info.name == f"{NAME}/layers" else None
        through = run.array(f"{NAME}/branches", info.step)
        if table is not None and through is not None and len(table) == len(about["names"]):
            branches = tuple(Branch(*one) for one in about["branches"])
            names, kinds, path = (tuple(about[key]) for key in ("names", "kinds", "path"))
            found.append(Seen(info.step, names, kinds, path, branches, table, through))
    return found
