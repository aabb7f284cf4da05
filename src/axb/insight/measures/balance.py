"""Which classes samples belong to, as a classifier sees them: is any of them left out?"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Z = 1.959963984540054  # 95% of a normal distribution lie within so many standard deviations
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Share:
    """So many of so many, with Wilson's 95% interval (Wilson 1927): sensible at 0 and 1, too."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, 0..1."""
        return self.part / self.whole

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of endlessly many lies: ((p + z^2/2n) +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)."""
        n, p = self.whole, self.value
        middle, wide = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        low, high = (middle - wide) / (1 + Z * Z / n), (middle + wide) / (1 + Z * Z / n)
        return (0.0 if not self.part else low, 1.0 if self.part == n else high)


@dataclass(frozen=True, eq=False)
class Balance:
    """Samples by class. `shares`: one a class. `asked`: of those that a class was asked of, how many are seen as that
    class, one a class; None where the model is told no class."""

    shares: tuple[Share, ...]
    asked: tuple[Share | None, ...] | None = None

    @property
    def smallest(self) -> int:
        """The class that is seen least."""
        return int(np.argmin([share.part for share in self.shares]))

    @property
    def effective(self) -> float:
        """exp(-sum p log p) over the shares p: so many classes of equal share would have the same entropy."""
        p = np.array([share.value for share in self.shares if share.part])
        return math.exp(float(-(p * np.log(p)).sum()))

    @property
    def obeyed(self) -> Share | None:
        """How many of all samples are seen as the class that was asked for."""
        if self.asked is None:
            return None
        known = [share for share in self.asked if share]
        return Share(sum(share.part for share in known), sum(share.whole for share in known))


def balance(seen: Array, classes: int, asked: Array | None = None) -> Balance:
    """Classes (N,) that samples are seen as, out of `classes`, and those asked for (N,), where any were."""
    shares = tuple(Share(int((seen == label).sum()), len(seen)) for label in range(classes))
    if asked is None:
        return Balance(shares)
    return Balance(shares, tuple(_obeyed(seen[asked == label], label) for label in range(classes)))


def _obeyed(seen: Array, label: int) -> Share | None:
    return Share(int((seen == label).sum()), len(seen)) if len(seen) else None
