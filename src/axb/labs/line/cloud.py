"""The points under the hand: added, moved, removed, taken from a table, and back again."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import ArrayLike

from axb.data.ranges import whole
from axb.labs.line.bowl import Bowl
from axb.labs.line.sight import Sight, lines_sight, points_sight
from axb.labs.line.starts import MOST, Array, checked, start
from axb.labs.line.table import from_csv
from axb.words import InputError

MOST_UNDONE = 100


class Cloud:
    """`points` (n, 2) with what follows from them: the bowl of the loss, and what is shown of both planes."""

    points: Array
    bowl: Bowl
    seen: Sight  # x and y
    lines: Sight  # a and b
    x: torch.Tensor
    y: torch.Tensor

    def __init__(self, points: ArrayLike | str) -> None:
        self._undone: list[tuple[Array, Sight, Sight]] = []
        self._moving: int | None = None  # many moves of one point are one change
        self._show(start(points) if isinstance(points, str) else checked(points))

    def replace(self, points: ArrayLike | str) -> None:
        """Other points: an array `(n, 2)`, or a start's name."""
        taken = start(points) if isinstance(points, str) else checked(points)
        self._remember()
        self._show(taken)

    def read(self, path: Path, content: bytes | None = None) -> None:
        """The points of a .csv (see `from_csv`)."""
        self.replace(from_csv(path, content))

    def scale(self) -> None:
        """x and y so that each has mean 0 and standard deviation 1, as trainings take tables."""
        spread = self.points.std(axis=0)
        self.replace((self.points - self.points.mean(axis=0)) / np.where(spread > 0, spread, 1.0))

    def add(self, x: float, y: float) -> int:
        """One more point; its number."""
        if len(self.points) >= MOST:
            raise InputError("labs_line.points_full", most=f"{MOST:,}")
        self._change(np.concatenate([self.points, [[x, y]]]))
        return len(self.points) - 1

    def move(self, index: int, x: float, y: float) -> None:
        """Point `index` goes to (x, y)."""
        points = self.points.copy()
        points[self._known(index)] = x, y
        self._change(points, index)

    def remove(self, index: int) -> None:
        """All but point `index`, as long as one is left."""
        index = self._known(index)
        if len(self.points) == 1:
            raise InputError("labs_line.last_point")
        self._change(np.delete(self.points, index, axis=0))

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undone)

    def undo(self) -> None:
        """The points before the last change."""
        if not self._undone:
            raise InputError("labs_line.nothing_to_undo")
        points, self.seen, self.lines = self._undone.pop()
        self._moving = None
        self._take(points)

    def _known(self, index: int) -> int:
        return whole("point", index, 0, len(self.points) - 1)

    def _change(self, points: ArrayLike, moving: int | None = None) -> None:
        """What is shown stays, unless a point leaves it: nothing jumps under the hand."""
        taken = checked(points)
        self._remember(moving)
        (x0, y0), (x1, y1) = taken.min(axis=0), taken.max(axis=0)
        self.seen = self.seen.with_point(float(x0), float(y0)).with_point(float(x1), float(y1))
        self._take(taken)

    def _remember(self, moving: int | None = None) -> None:
        if moving is None or moving != self._moving:
            self._undone = [*self._undone[-MOST_UNDONE + 1 :], (self.points, self.seen, self.lines)]
        self._moving = moving

    def _show(self, points: Array) -> None:
        """Take the points, and look at all of them."""
        self._take(points)
        self.seen = points_sight(points)
        self.lines = lines_sight(self.bowl, self.seen)

    def _take(self, points: Array) -> None:
        self.points, self.bowl = points, Bowl(points)
        self.x, self.y = (torch.from_numpy(column.copy()) for column in points.T)
