"""All optimizers walk together: K of them, T steps, one gradient for all places at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from axb.labs.surface.surfaces import Place, Surface
from axb.optimizers import Optimizer
from axb.optimizers.fleet import Fleet

Array = NDArray[np.float64]
GONE = 30.0  # times half of what is seen, from its middle: who is out there isn't coming back
FLAT = 1e-9  # of the largest slope of a path: below it, a step divided by a slope says nothing more


@dataclass(frozen=True, eq=False)
class Paths:
    """places: (K, T + 1, 2); losses: (K, T + 1); slopes: (K, T, 2), the gradient that each step was taken by.

    left: (K,), the step at which an optimizer left for good, T + 1 where it did not; from then on it stands where it
    stood last, and its slopes are NaN.
    """

    places: Array
    losses: Array
    slopes: Array
    left: NDArray[np.int64]

    def rates(self, window: int = 1) -> Array:
        """(K, T, 2): how far each of the two numbers moved for each unit of its slope, both summed over the last
        `window` steps (fewer at the beginning); NaN where the slope is as good as none."""
        steps, slopes = np.abs(np.diff(self.places, axis=1)), np.abs(self.slopes)
        flat = ~(slopes > FLAT * np.nan_to_num(slopes).max(axis=(1, 2), keepdims=True))
        moved, sloped = (_sums(np.where(flat, 0.0, one), window) for one in (steps, slopes))
        return np.where(flat, np.nan, moved / np.where(flat, 1.0, sloped))


def walked(surface: Surface, start: Place, optimizers: Sequence[Optimizer], steps: int) -> Paths:
    """Each from `start`, by its own rule, memory and rate, in float64. One that leaves disturbs no other."""
    places, slopes = _walk(surface, start, [one.copy() for one in optimizers], steps)
    left = _stop(surface, places)
    slopes[np.arange(steps) >= left[:, None] - 1] = np.nan
    losses = np.asarray(surface.formula.value(places[..., 0], places[..., 1]))
    return Paths(places, losses, slopes, left)


def _sums(values: Array, window: int) -> Array:
    """Of the last `window` values along axis 1; each added up anew: small ones don't drown in old large ones."""
    before = np.pad(values, ((0, 0), (window - 1, 0), (0, 0)))
    sums: Array = np.lib.stride_tricks.sliding_window_view(before, window, axis=1).sum(axis=-1)
    return sums


def _walk(surface: Surface, start: Place, optimizers: list[Optimizer], steps: int) -> tuple[Array, Array]:
    """Places (K, T + 1, 2) and the slopes at the first T of them. NumPy and the fleet share the same memory."""
    count = len(optimizers)
    places, slopes = np.empty((steps + 1, count, 2)), np.empty((steps, count, 2))
    with torch.inference_mode(), np.errstate(all="ignore"):
        leaf = torch.tensor(start, dtype=torch.float64).repeat(count, 1)
        g = torch.empty_like(leaf)
        here, slope, fleet = leaf.numpy(), g.numpy(), Fleet(optimizers, leaf, [2])
        x, y = here[:, 0], here[:, 1]
        places[0] = here
        for step in range(steps):
            slope[:, 0], slope[:, 1] = surface.formula.slope(x, y)
            slopes[step] = slope
            fleet.step([g])
            places[step + 1] = here
    return places.transpose(1, 0, 2).copy(), slopes.transpose(1, 0, 2).copy()


def _stop(surface: Surface, places: Array) -> NDArray[np.int64]:
    """Those that leave stand where they stood before; returns the step of each one's leaving."""
    with np.errstate(all="ignore"):
        away = np.abs(places - surface.seen.center) / surface.seen.half
        out = ~(away.max(axis=-1) <= GONE)  # NaN is as far as infinity
    left: NDArray[np.int64] = np.where(out.any(axis=1), out.argmax(axis=1), places.shape[1])
    for row in np.flatnonzero(out.any(axis=1)):
        places[row, left[row] :] = places[row, max(left[row] - 1, 0)]
    return left
