"""The surfaces by name: a formula, what is seen of it, where paths begin, where its minima are."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from axb.data.ranges import one_of, real
from axb.labs.ground import DEPTH
from axb.labs.line.bowl import Bowl
from axb.labs.line.sight import Sight, lines_sight, points_sight
from axb.labs.line.starts import start as points_of
from axb.labs.surface.formulas import (
    Beale,
    Formula,
    Himmelblau,
    QuadraticBowl,
    Rosenbrock,
    Saddle,
    Trap,
)

Place = tuple[float, float]
CONDITION, MOST_CONDITION = 50.0, 1000.0
NEAR = 0.05  # of half of what is seen: so near to a minimum is at it


@dataclass(frozen=True, eq=False)
class Surface:
    """minima: all of the least loss. rate, stride: what suits gradient descent; how far a step of Adam may go.

    axes: the keys of their names. trap: another minimum, and how wide it is; saddle: a level pass.
    """

    name: str
    formula: Formula
    seen: Sight
    start: Place
    minima: tuple[Place, ...]
    rate: float
    stride: float
    axes: tuple[str, str] = ("labs_surface.axis_x", "labs_surface.axis_y")
    trap: tuple[float, float, float] | None = None
    saddle: Place | None = None
    condition: float = 0.0  # of the bowl
    depth: float = DEPTH  # of its colours

    @property
    def near(self) -> float:
        """At most so far from a minimum is at it."""
        return NEAR * max(self.seen.half)


def line() -> Surface:
    """The mean squared error of y = ax + b on noisy points: a bowl (and a line's two numbers)."""
    points = points_of("noisy")
    formula = Bowl(points)
    seen = lines_sight(formula, points_sight(points))
    a, b = seen.x0 + 0.15 * 2 * seen.half[0], seen.y1 - 0.2 * 2 * seen.half[1]
    rate = _two_digits(1 / float(formula.curvatures[1]))
    axes = ("labs_line.axis_a", "labs_line.axis_b")
    return Surface("line", _Line(formula), seen, (a, b), (formula.best,), rate, 0.1, axes)


@dataclass(frozen=True, eq=False)
class _Line:
    """The line's bowl under the names of a formula."""

    bowl: Bowl

    def value(self, x: object, y: object) -> object:
        return self.bowl.loss(x, y)

    def slope(self, x: object, y: object) -> tuple[object, object]:
        return self.bowl.slope(x, y)


def bowl(condition: float = CONDITION) -> Surface:
    """A valley `condition` times steeper across than along: near its highest rate, plain descent zigzags."""
    kappa = real("condition", condition, 1, MOST_CONDITION)
    seen, rate = Sight.around((0.0, 0.0), (2.4, 1.35)), _two_digits(1.8 / kappa)
    return Surface(
        "bowl", QuadraticBowl(kappa), seen, (-2.0, 0.8), ((0.0, 0.0),), rate, 0.06, condition=kappa
    )


def saddle() -> Surface:
    """Paths come down to a pass, where there is hardly a slope, a hair beside its ridge."""
    seen = Sight.around((0.0, 0.0), (2.4, 1.6))
    return Surface(
        "saddle", Saddle(), seen, (-1.6, 0.001), ((0.0, 1.0), (0.0, -1.0)), 0.05, 0.06, saddle=(0.0, 0.0)
    )


def trap() -> Surface:
    """A hole in a valley: plain descent falls in and stays, momentum carries through."""
    formula = Trap()
    seen = Sight(-3.2, 4.2, -2.0, 2.0)
    hole = (formula.bottom(), 0.0, formula.wide)
    return Surface(
        "trap", formula, seen, (-2.6, 0.9), ((formula.end, 0.0),), 0.05, 0.1, trap=hole, depth=15.0
    )


def rosenbrock() -> Surface:
    """The classic start, (-1.2, 1)."""
    seen = Sight(-2.0, 2.0, -1.0, 3.0)
    return Surface("rosenbrock", Rosenbrock(), seen, (-1.2, 1.0), ((1.0, 1.0),), 0.0015, 0.2)


def beale() -> Surface:
    """From the plain beyond the valley's head."""
    seen = Sight(-1.0, 4.5, -2.0, 2.0)
    return Surface("beale", Beale(), seen, (1.0, 1.5), ((3.0, 0.5),), 0.005, 0.1)


def himmelblau() -> Surface:
    """From near its hill, whence paths part. The minima beside (3, 2) to six digits."""
    minima = ((3.0, 2.0), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127))
    seen = Sight(-6.0, 6.0, -5.0, 5.0)
    return Surface("himmelblau", Himmelblau(), seen, (-0.1, 1.4), minima, 0.005, 0.1)


def network() -> Surface:
    """A plane through the weights of a trained network; training ended at (0, 0)."""
    from axb.labs.surface.network_slice import trained

    axes = ("labs_surface.axis_first", "labs_surface.axis_second")
    seen = Sight.around((0.0, 0.0), (2.0, 2.0))
    return Surface("network", trained(), seen, (-1.4, 1.2), ((0.0, 0.0),), 0.05, 0.05, axes)


SURFACES: dict[str, Callable[[], Surface]] = {
    "trap": trap, "line": line, "bowl": bowl, "saddle": saddle, "rosenbrock": rosenbrock, "beale": beale,
    "himmelblau": himmelblau, "network": network,
}  # fmt: skip


def find_surface(name: str) -> Surface:
    """The surface called so. Raises InputError for an unknown name."""
    return SURFACES[one_of("surface", name, SURFACES)]()


def _two_digits(value: float) -> float:
    """Down to two digits."""
    power = 10.0 ** (math.floor(math.log10(value)) - 1)
    return float(f"{math.floor(value / power + 1e-9) * power:.2g}")
