"""Where units and wires stand in the picture of the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 16.0, 9.0
LEFT, RIGHT = 1.6, 2.3  # room for names: from the picture's edges to the middles of the first and last units
LARGEST, FILLED = 1.35, 0.86  # a unit's side at most; how much of its row it fills
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Layout:
    """side: of a unit's picture. columns: for each layer, inputs first, the middles `(units, 2)`."""

    side: float
    columns: list[Floats]

    @classmethod
    def of(cls, sizes: Sequence[int]) -> "Layout":
        """For so many units a layer, inputs first."""
        row = (HEIGHT - 0.4) / max(sizes)
        across = middles(len(sizes))
        side = min(LARGEST, row * FILLED, (across[1] - across[0]) * 0.7)
        pitch = min(row, LARGEST * 1.45)
        columns = [
            np.stack([np.full(n, x), HEIGHT / 2 - (np.arange(n) - (n - 1) / 2) * pitch], axis=1)
            for n, x in zip(sizes, across, strict=True)
        ]
        return cls(side, [column.round(3) for column in columns])

    def box(self, column: int, unit: int) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 of a unit's picture."""
        x, y = self.columns[column][unit]
        half = self.side / 2
        return tuple(round(float(v), 3) for v in (x - half, y - half, x + half, y + half))  # type: ignore[return-value]

    def wires(self, column: int, starts: Any, ends: Any) -> dict[str, Any]:
        """Segments between units of `column` and of the next, from edge to edge."""
        half, here, there = self.side / 2, self.columns[column], self.columns[column + 1]
        return {
            "x0": here[starts, 0] + half, "y0": here[starts, 1], "x1": there[ends, 0] - half, "y1": there[ends, 1],
        }  # fmt: skip


def middles(columns: int) -> list[float]:
    """Where columns stand, from left to right."""
    return [float(x) for x in np.linspace(LEFT, WIDTH - RIGHT, columns)]
