"""Losses of two numbers in closed form, and their gradients: of numbers, of NumPy's arrays, of tensors."""

from dataclasses import dataclass
from typing import Any, Protocol

Slope = tuple[Any, Any]


class Formula(Protocol):
    """A loss of two numbers. A surface's own name for "x" and "y" does not matter here."""

    def value(self, x: Any, y: Any) -> Any:
        """The loss."""

    def slope(self, x: Any, y: Any) -> Slope:
        """Its derivatives by x and by y."""


@dataclass(frozen=True)
class QuadraticBowl:
    """(x² + κ y²) / 2: `condition` κ times steeper across than along."""

    condition: float

    def value(self, x: Any, y: Any) -> Any:
        return (x * x + self.condition * y * y) / 2

    def slope(self, x: Any, y: Any) -> Slope:
        return x, self.condition * y


class Saddle:
    """x² / 2 + (y² - 1)² / 4: a pass at (0, 0), level there, between two valleys at (0, ±1)."""

    def value(self, x: Any, y: Any) -> Any:
        return x * x / 2 + (y * y - 1) ** 2 / 4

    def slope(self, x: Any, y: Any) -> Slope:
        return x, y * (y * y - 1)


class Trap:
    """A valley that falls gently to (2, 0), and a hole on the way: 0.1 (x - 2)² + y² / 2 - D max(0, 1 - r²/w²)³

    with r the distance from the hole's middle. Outside of w there is nothing of it: the valley's end is exactly 0.
    """

    end, middle, wide, deep = 2.0, -0.6, 0.7, 0.4

    def value(self, x: Any, y: Any) -> Any:
        return 0.1 * (x - self.end) ** 2 + y * y / 2 - self.deep * self._inside(x, y) ** 3

    def slope(self, x: Any, y: Any) -> Slope:
        pull = 6 * self.deep / self.wide**2 * self._inside(x, y) ** 2
        return 0.2 * (x - self.end) + pull * (x - self.middle), y + pull * y

    def _inside(self, x: Any, y: Any) -> Any:
        """1 in the middle, 0 from `wide` on."""
        inside = 1 - ((x - self.middle) ** 2 + y * y) / self.wide**2
        return (inside + abs(inside)) / 2

    def bottom(self) -> float:
        """The x of the lowest place in the hole (its y is 0), by bisection of the slope, which rises there."""
        low, high = self.middle, self.middle + self.wide / 3
        for _ in range(60):
            half = (low + high) / 2
            low, high = (low, half) if self.slope(half, 0.0)[0] > 0 else (half, high)
        return low


class Rosenbrock:
    """(1 - x)² + 100 (y - x²)²: a bent, flat valley between steep walls (Rosenbrock 1960)."""

    def value(self, x: Any, y: Any) -> Any:
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2

    def slope(self, x: Any, y: Any) -> Slope:
        off = y - x * x
        return -2 * (1 - x) - 400 * x * off, 200 * off


class Beale:
    """The sum over k = 1, 2, 3 of (c_k - x (1 - y^k))² with c = 1.5, 2.25, 2.625 (Beale 1958): plains and corners."""

    def value(self, x: Any, y: Any) -> Any:
        return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y * y * y) ** 2

    def slope(self, x: Any, y: Any) -> Slope:
        square = y * y
        first, second, third = 1.5 - x + x * y, 2.25 - x + x * square, 2.625 - x + x * square * y
        by_x = first * (y - 1) + second * (square - 1) + third * (square * y - 1)
        return 2 * by_x, 2 * x * (first + 2 * second * y + 3 * third * square)


class Himmelblau:
    """(x² + y - 11)² + (x + y² - 7)²: four minima of the same depth (Himmelblau 1972)."""

    def value(self, x: Any, y: Any) -> Any:
        return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2

    def slope(self, x: Any, y: Any) -> Slope:
        first, second = x * x + y - 11, x + y * y - 7
        return 4 * x * first + 2 * second, 2 * first + 4 * y * second
