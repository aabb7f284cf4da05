"""Latent spaces whose answers are known."""

import numpy as np

from axb import layers
from axb.models import Autoencoder, Model


def linear(axes: np.ndarray, unit: float = 1.0) -> Autoencoder:
    """Codes are x seen along `axes` (D, latent), and x is restored as axes' sum."""
    size, latent = axes.shape
    x, codes = layers.Input((size,)), layers.Input((latent,))
    down, up = layers.Dense(latent), layers.Dense(size)
    made = Autoencoder(Model(x, down(x)), Model(codes, up(codes)), unit)
    down.set_weights([axes.astype(np.float32), np.zeros(latent, np.float32)])
    up.set_weights([axes.T.astype(np.float32), np.zeros(size, np.float32)])
    return made


def orthonormal(size: int, latent: int, seed: int = 0) -> np.ndarray:
    """Axes (size, latent) at right angles."""
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(size, latent)))[0]
