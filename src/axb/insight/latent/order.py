"""The claim "near codes give similar examples", as a number.

Two examples are one pair: how far their codes are apart, and how far the examples. Pairs share no example, so they are
independent draws, and the usual interval of a rank correlation holds.
"""

import math
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from axb.insight.pca import pca_codes
from axb.training.latent import Latent
from axb.words import InputError

Floats = NDArray[np.float64]
FEWEST, MOST = 8, 20_000  # examples
NEAREST = 2000  # examples whose nearest neighbour is looked for
SURE = 0.95


class Share(NamedTuple):
    """A number with its interval of 95% confidence, found in so many pairs, or examples."""

    value: float
    low: float
    high: float
    examples: int


class Order(NamedTuple):
    """decoded: rank correlation of the distance between two codes with that between what is decoded of them.
    real: the same with the distance between the examples themselves; pca: the same for as many principal components.
    (Between PCA's codes and what PCA restores of them it is 1: its axes are at right angles.)
    same, same_pca, same_x: the share of examples whose nearest neighbour, by code, by PCA's code, by the example's own
    numbers, has the same class; None without classes.
    """

    decoded: Share
    real: Share
    pca: Share
    same: Share | None = None
    same_pca: Share | None = None
    same_x: Share | None = None


def order(
    model: Latent, x: Any, labels: Any = None, *, train: Any = None, classes: Any = None, seed: int = 0
) -> Order:
    """How far the codes of held-out examples x `(N, *shape)` are in order.

    labels: what a conditional model is told. train: what PCA finds its axes in; x where it is left out. classes: the
    class of each example, `(N,)`. Which examples are paired follows from `seed`.
    Raises InputError for fewer than eight examples, and where there is no encoder.
    """
    if len(x) < FEWEST:
        raise InputError("latent.too_few_examples", least=FEWEST, got=len(x))
    some = np.random.default_rng(seed).permutation(len(x))[:MOST]
    given = np.asarray(x)[some]
    told = None if labels is None else np.broadcast_to(labels, len(x))[some]
    unit = getattr(model, "unit", 1.0)
    codes = model.encode(given, told)
    rows = _rows(given, unit)
    linear = pca_codes(given if train is None else train, given, codes.shape[1], unit)
    decoded = _rows(model.decode(codes, told), unit)
    far = [_apart(one) for one in (codes, decoded, rows, linear)]
    found = Order(
        *(rank_correlation(*pair) for pair in ((far[0], far[1]), (far[0], far[2]), (far[3], far[2])))
    )
    if classes is None:
        return found
    known = np.asarray(classes)[some][:NEAREST]
    same, same_pca, same_x = (same_class(one[:NEAREST], known) for one in (codes, linear, rows))
    return found._replace(same=same, same_pca=same_pca, same_x=same_x)


def rank_correlation(a: ArrayLike, b: ArrayLike) -> Share:
    """Spearman's rank correlation (1904) of `(N,)` numbers, ties sharing their mean rank.

    Its interval is Fisher's: atanh(rho) +- 1.96 sqrt((1 + rho^2 / 2) / (N - 3)), with the variance of Bonett &
    Wright 2000, equation 3. NaN where one of the two does not vary, or there are fewer than four.
    """
    first, second = (_ranks(np.asarray(one, np.float64)) for one in (a, b))
    count = len(first)
    spread = float(first.std() * second.std())
    if not spread or count < 4:
        return Share(math.nan, math.nan, math.nan, count)
    value = float(np.mean((first - first.mean()) * (second - second.mean())) / spread)
    middle = math.atanh(min(max(value, -1 + 1e-15), 1 - 1e-15))
    reach = NormalDist().inv_cdf((1 + SURE) / 2) * math.sqrt((1 + value**2 / 2) / (count - 3))
    return Share(value, math.tanh(middle - reach), math.tanh(middle + reach), count)


def same_class(rows: ArrayLike, classes: ArrayLike) -> Share:
    """The share of rows `(N, D)` whose nearest other row has the same class, with Wilson's interval (1927)."""
    known, labels = np.asarray(rows, np.float64), np.asarray(classes)
    sizes = np.square(known).sum(1)
    far = sizes[:, None] + sizes - 2 * known @ known.T
    np.fill_diagonal(far, np.inf)
    count, value = len(labels), float(np.mean(labels[far.argmin(1)] == labels))
    z = NormalDist().inv_cdf((1 + SURE) / 2)
    middle, below = value + z**2 / (2 * count), 1 + z**2 / count
    reach = z * math.sqrt(value * (1 - value) / count + (z / (2 * count)) ** 2)
    return Share(value, (middle - reach) / below, (middle + reach) / below, count)


def _apart(rows: NDArray[Any]) -> Floats:
    """The distances of the first row from the second, of the third from the fourth, ..."""
    even = rows[: len(rows) // 2 * 2].astype(np.float64)
    far: Floats = np.linalg.norm(even[::2] - even[1::2], axis=1)
    return far


def _rows(examples: NDArray[Any], unit: Any) -> Floats:
    """Each example as one row, in the unit."""
    rows: Floats = (examples / np.asarray(unit, np.float64)).reshape(len(examples), -1)
    return rows


def _ranks(numbers: Floats) -> Floats:
    """From 1; equal ones share the mean of theirs."""
    _, place, count = np.unique(numbers, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    ranks: Floats = (last - (count - 1) / 2)[place]
    return ranks
