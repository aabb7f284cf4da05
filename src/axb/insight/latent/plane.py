"""A plane through a latent space: what a map is drawn on."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Self

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray

from axb.data.ranges import whole
from axb.insight.embedding import principal
from axb.words import InputError

Floats = NDArray[np.float64]
MARGIN = 0.08  # of what the codes take, beyond them
FEWEST = 3  # codes that axes are found in
TAIL = 0.02  # of the codes at either end of an axis may lie outside of the map
PRIOR = 3.0  # standard deviations of a prior that are shown


@dataclass(frozen=True, eq=False)
class Plane:
    """Codes origin + x axes[0] + y axes[1]. `axes`: (2, latent), orthonormal rows (the second is zero where a code has
    one number). low, high: (2,), the part that is shown. coordinates: which numbers of the code the axes are; None
    for principal axes, and then `shares` says what part of the codes' variance each has.
    """

    origin: Floats
    axes: Floats
    low: Floats
    high: Floats
    coordinates: tuple[int, int] | None = None
    shares: tuple[float, float] | None = None

    @classmethod
    def of(cls, codes: ArrayLike) -> Self:
        """Where the codes `(N, latent)` are seen best: their own two numbers, or their two first principal axes.

        Raises InputError for fewer than three codes, and for what is no finite number.
        """
        known = _checked(codes)
        return cls.through(known) if known.shape[1] <= 2 else cls.principal(known)

    @classmethod
    def principal(cls, codes: ArrayLike) -> Self:
        """The two first principal axes (Pearson 1901) through the codes' mean; see `insight.embedding`."""
        known = _checked(codes)
        points, shares = principal(torch.from_numpy(known))
        axes = _axes_of(known - known.mean(0), points.numpy())
        return cls(known.mean(0), axes, *_room(points.numpy()), shares=shares)

    @classmethod
    def through(cls, codes: ArrayLike, coordinates: Sequence[int] = (0, 1)) -> Self:
        """Two numbers of the code, all others as they are on average."""
        known = _checked(codes)
        return cls._along(known.mean(0), coordinates, *_room(_columns(known, coordinates)))

    @classmethod
    def prior(cls, latent: int, coordinates: Sequence[int] = (0, 1)) -> Self:
        """Two coordinates of N(0, I), three standard deviations each way; all others 0."""
        return cls._along(np.zeros(latent), coordinates, np.full(2, -PRIOR), np.full(2, PRIOR))

    @classmethod
    def _along(cls, middle: Floats, coordinates: Sequence[int], low: Floats, high: Floats) -> Self:
        latent = len(middle)
        if latent == 1:
            return cls(np.zeros(1), np.array([[1.0], [0.0]]), low, high, (0, 0))
        first, second = (whole("coordinate", one, 0, latent - 1) for one in coordinates)
        if first == second:
            raise InputError("latent.same_coordinate", got=first + 1)
        axes = np.eye(latent)[[first, second]]
        return cls(middle - axes.T @ (axes @ middle), axes, low, high, (first, second))

    def at(self, points: ArrayLike) -> NDArray[np.float32]:
        """The codes `(N, latent)` of points `(N, 2)` of the plane."""
        return (self.origin + np.asarray(points, np.float64) @ self.axes).astype(np.float32)

    def seen(self, codes: ArrayLike) -> Floats:
        """Where codes `(N, latent)` are seen on it, `(N, 2)`: straight down from where they lie."""
        seen: Floats = (np.asarray(codes, np.float64) - self.origin) @ self.axes.T
        return seen

    def grid(self, columns: int, rows: int, gaussian: bool = False) -> Floats:
        """Points `(rows, columns, 2)` in the middle of equal cells, row 0 on top.

        gaussian: at equal shares of N(0, 1) instead, by its inverse distribution function: Kingma & Welling 2014,
        figure 4. Then each cell is as likely as any other under the prior.
        """
        across, down = ((np.arange(count) + 0.5) / count for count in (columns, rows))
        if gaussian:
            x, y = (np.vectorize(NormalDist().inv_cdf)(one) for one in (across, down))
        else:
            wide, high = self.high - self.low
            x, y = self.low[0] + across * wide, self.low[1] + down * high
        found: Floats = np.stack(np.meshgrid(x, y[::-1]), axis=-1)
        return found


def _checked(codes: ArrayLike) -> Floats:
    known = np.asarray(codes, np.float64)
    if known.ndim != 2 or len(known) < FEWEST or not known.size:
        raise InputError("latent.too_few_codes", least=FEWEST, got=np.shape(codes))
    if not np.isfinite(known).all():
        raise InputError("latent.not_finite")
    return known


def _columns(codes: Floats, coordinates: Sequence[int]) -> Floats:
    return codes[:, list(coordinates)] if codes.shape[1] > 1 else np.pad(codes, ((0, 0), (0, 1)))


def _axes_of(centred: Floats, points: Floats) -> Floats:
    """The axes along which centred codes are seen as `points`; zero for one along which nothing varies."""
    sizes = np.square(points).sum(0)[:, None]
    axes: Floats = np.divide(points.T @ centred, sizes, out=np.zeros((2, centred.shape[1])), where=sizes > 0)
    return axes


def _room(points: Floats) -> tuple[Floats, Floats]:
    """The part that holds nearly all points on either axis, and a margin; never without extent."""
    low, high = np.quantile(points, [TAIL, 1 - TAIL], axis=0)
    extent = np.maximum(high - low, 1e-6 + 0.01 * (high - low).max())
    return low - MARGIN * extent, high + MARGIN * extent
