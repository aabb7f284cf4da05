"""Successive halving: after each rung only the best of the settings go on.

Jamieson & Talwalkar 2016 ("Non-stochastic best arm identification and hyperparameter optimization"), as Li et al. 2018
(Hyperband, section 2 and the inner loop of algorithm 1) write it: rung i trains n_i = floor(n eta^-i) settings to
r_i = r eta^i, and keeps the floor(n_i / eta) best. Here r_i counts epochs, a setting is judged by the mean over its
seeds, and the last rung holds at least two, so that there is something to compare.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from axb.words import InputError


@dataclass(frozen=True)
class Rungs:
    """How `settings` settings of at least `epochs` epochs are thinned out by `eta`.

    Raises InputError where not even one rung comes before the end.
    """

    eta: int
    settings: int
    epochs: int

    def __post_init__(self) -> None:
        if self.last < 1:
            least, eta = {"settings": 2 * self.eta, "epochs": self.eta}, self.eta
            got = {"got_settings": self.settings, "got_epochs": self.epochs}
            raise InputError("race.no_rung", eta=eta, **least, **got)

    @cached_property
    def last(self) -> int:
        """The number of the last rung, from 0."""
        number = 0
        while self.settings // self.eta ** (number + 1) >= 2 and self.epochs // self.eta ** (number + 1) >= 1:
            number += 1
        return number

    def many(self, rung: int) -> int:
        """So many settings are trained in a rung."""
        return int(self.settings // self.eta**rung)

    def share(self, rung: int) -> Fraction:
        """So much of its epochs each of them has behind it at the rung's end."""
        return Fraction(1, self.eta ** (self.last - rung))

    def until(self, rung: int, epochs: int) -> int | None:
        """The same as a number of epochs, for one of so many in all; None: to the end."""
        return None if rung == self.last else int(self.share(rung) * epochs)


def best(scores: ArrayLike, many: int, higher_is_better: bool) -> list[int]:
    """The rows of `(settings, seeds)` with the best means, at most `many`, in their order; none that has a NaN.

    Of equal ones the first go on.
    """
    means = np.asarray(scores, np.float64).mean(1)
    worth = np.where(np.isnan(means), np.inf, -means if higher_is_better else means)
    first = np.argsort(worth, kind="stable")[:many]
    return sorted(int(one) for one in first if np.isfinite(means[one]))
