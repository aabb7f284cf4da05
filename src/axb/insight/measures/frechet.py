"""The Fréchet distance between two clouds of features, each told by its mean and its covariance.

Heusel, Ramsauer, Unterthiner, Nessler & Hochreiter 2017, "GANs trained by a two time-scale update rule converge to a
local Nash equilibrium", equation 6: d^2 = |m - m_w|^2 + Tr(C + C_w - 2 (C C_w)^(1/2)). As everybody's "FID", this is
the squared distance. Lower is better; 0 says that means and covariances are the same, not that the clouds are.

It is biased upwards by something like 1/N (Chong & Forsyth 2020): N examples measured against N others of the very same
kind are not at 0. So numbers are compared at one N only, and what real examples get at this N stands beside them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from axb.insight.measures.finite import check_finite
from axb.words import InputError

Array = NDArray[Any]


def frechet_distance(first: Array, second: Array) -> float:
    """The squared distance between the Gaussians of two clouds, (N, D) and (M, D), in squared units of a feature.

    Raises InputError where widths differ, a cloud has less than two rows, or a number is not finite.
    """
    for cloud in (first, second):
        if cloud.ndim != 2 or len(cloud) < 2 or cloud.shape[1] != first.shape[1]:
            raise InputError("measures.clouds", first=first.shape, second=second.shape)
        check_finite(cloud)
    return frechet_of_gaussians(*gaussian(first), *gaussian(second))


def gaussian(cloud: Array) -> tuple[Array, Array]:
    """Mean (D,) and unbiased covariance (D, D) of (N, D), in float64."""
    wide = cloud.astype(np.float64)
    return wide.mean(0), np.cov(wide, rowvar=False).reshape(wide.shape[1], wide.shape[1])


def frechet_of_gaussians(mean: Array, covariance: Array, other_mean: Array, other_covariance: Array) -> float:
    """Equation 6 for means (D,) and covariances (D, D).

    Tr (C C_w)^(1/2) = Tr (C^(1/2) C_w C^(1/2))^(1/2), and the right side is of symmetric matrices without negative
    eigenvalues: no complex numbers come up, nor anything to add to a diagonal where there are fewer examples than D.
    """
    root = _root(covariance)
    eigenvalues = np.linalg.eigvalsh(root @ other_covariance @ root)
    crossed = np.sqrt(eigenvalues.clip(0)).sum()
    apart = np.square(mean - other_mean).sum()
    return max(float(apart + np.trace(covariance) + np.trace(other_covariance) - 2 * crossed), 0.0)


def _root(covariance: Array) -> Array:
    """The symmetric square root; what rounding made negative is 0."""
    eigenvalues, vectors = np.linalg.eigh(covariance)
    root: Array = (vectors * np.sqrt(eigenvalues.clip(0))) @ vectors.T
    return root
