"""What the forger is to imitate: points on a plane, or small pictures; and what of it must be known to play."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from axb.data import load
from axb.data.ranges import one_of
from axb.labs.network.points import FEWEST, Points
from axb.labs.network.seeing import Bounds
from axb.labs.network.sources import preset, read_csv
from axb.training import head
from axb.zoo.facts import Facts

TOYS = ("ring", "moons", "spiral", "circles")
PICTURES = ("digits", "fashion-mini")
NAMES = (*TOYS, *PICTURES)
AIR = 1.45  # of the plane that the points take, what is shown: a forger begins beside them
START = 0.93, 0.62  # of the way from the middle to the edge, where the forger's first points lie
FEW_PICTURES = 2000  # that are learned from
NEIGHBOURS = 5
LOOKED_AT = 300  # examples that the forgeries are compared with


@dataclass(frozen=True, eq=False)
class Material:
    """x: `(N, *shape)` in its own scale. labels: `(N,)`, which place or class each is of. points: where x are such."""

    x: NDArray[Any]
    labels: NDArray[np.int64]
    points: Points | None = None
    name: str = ""

    @classmethod
    def of_points(cls, points: Points) -> "Material":
        """These points, whatever their answers; numbers that were to be predicted count as one class."""
        labels = points.y if points.has_classes else np.zeros(len(points), np.int64)
        return cls(points.x, np.asarray(labels, np.int64), points, points.name)

    @classmethod
    def named(cls, name: str, options: Mapping[str, float] | None = None) -> "Material":
        """A toy set, a CSV file with two columns beside the last, or small pictures. Raises InputError for another."""
        if name.lower().endswith(".csv"):
            return cls.of_points(read_csv(Path(name)))
        one_of("data", name, NAMES)
        if name in TOYS:
            return cls.of_points(preset(name, options))
        data = load(name)
        return cls(data.x_train[:FEW_PICTURES], data.y_train[:FEW_PICTURES].astype(np.int64), None, name)

    @property
    def enough(self) -> bool:
        """Whether there is something to imitate."""
        return len(self.x) >= FEWEST

    @cached_property
    def facts(self) -> Facts:
        """As a family of the zoo takes them; a table's columns come to mean 0 and variance 1."""
        plain = Facts(self.x.shape[1:], head("generate"), str(self.x.dtype))
        if self.points is None or self.points.kind != "table":
            return plain
        return replace(plain, mean=tuple(self.x.mean(0).tolist()), variance=tuple(self.x.var(0).tolist()))

    @cached_property
    def seen(self) -> Bounds:
        """The part of the plane that is shown."""
        assert self.points is not None
        close = Bounds.around(self.points)
        middle, half = ((close.x0 + close.x1) / 2, (close.y0 + close.y1) / 2), AIR / 2
        wide, high = half * (close.x1 - close.x0), half * (close.y1 - close.y0)
        return Bounds(middle[0] - wide, middle[0] + wide, middle[1] - high, middle[1] + high)

    @property
    def start(self) -> list[float] | None:
        """Where the forger's first points lie, as its last layer says it; pictures begin as grey noise."""
        if self.points is None:
            return None
        seen = self.seen
        place = np.array([
            (seen.x0 + seen.x1 + START[0] * (seen.x1 - seen.x0)) / 2,
            (seen.y0 + seen.y1 + START[1] * (seen.y1 - seen.y0)) / 2,
        ])  # fmt: skip
        if self.facts.mean is not None and self.facts.variance is not None:
            place = (place - self.facts.mean) / np.sqrt(self.facts.variance)
        start: list[float] = place.tolist()
        return start

    @property
    def latent(self) -> int:
        """How many numbers a code has."""
        return 16 if self.points is None else 2

    @property
    def hidden(self) -> tuple[int, ...]:
        """The units of both players' layers."""
        return (128, 128) if self.points is None else (64, 64)

    @cached_property
    def rows(self) -> Tensor:
        """Some examples `(n, numbers)`, evenly from all, with which forgeries are compared."""
        return flat(torch.from_numpy(self.x[self.picked]))

    @cached_property
    def picked(self) -> NDArray[np.int64]:
        """Which examples these are."""
        return np.unique(np.linspace(0, len(self.x) - 1, LOOKED_AT).astype(np.int64))

    @cached_property
    def radii(self) -> Tensor:
        """How far each of `rows` is from its fifth neighbour `(n,)`: so near counts as like it."""
        return torch.cdist(self.rows, self.rows).kthvalue(min(NEIGHBOURS + 1, len(self.rows)), dim=1).values

    @cached_property
    def size(self) -> float:
        """How far examples lie from their mean, in the root of the mean square."""
        return spread(self.rows)


def flat(x: Tensor) -> Tensor:
    """Each example as a row of float32."""
    return x.reshape(len(x), -1).float()


def spread(rows: Tensor) -> float:
    """The root of the mean squared distance from the mean."""
    return float((rows - rows.mean(0)).square().sum(1).mean().sqrt()) or 1.0
