"""A plane through the weights of a trained network: what the loss does around the place where training ended.

The plane is spanned by two random directions in which each unit's weights are as long as the trained ones
("filter normalisation", Li et al. 2018, section 4): a step of 1 changes every unit by its own size.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
POINTS, UNITS, EPOCHS, RATE = 40, 4, 150, 0.1
SEED = 0  # of the directions


class NetworkSlice:
    """The cross-entropy of sigmoid(tanh(X K + b) V + c) on two moons, where K and V move in a plane.

    K: (2, H), V: (H,), and for each a first and a second direction in the same shapes; X: (N, 2); Y: (N,) of 0 and 1.
    """

    def __init__(self, X: Array, Y: Array, K: Array, b: Array, V: Array, c: float) -> None:
        draw = np.random.default_rng(SEED)
        self.X, self.Y, self.K, self.b, self.V, self.c = X, Y, K, b, V, c
        ways = [(_direction(draw, K), _direction(draw, V[:, None])[:, 0]) for _ in range(2)]
        (self.K1, self.V1), (self.K2, self.V2) = ways
        self._base = X @ K + b  # (N, H)
        self._ways = np.stack([(X @ self.K1).ravel(), (X @ self.K2).ravel()])  # (2, N H)
        self._ends = np.stack([self.V1, self.V2])  # (2, H)

    def value(self, x: Any, y: Any) -> Any:
        """The mean loss of the network at `weights(x, y)`; x, y: arrays of one shape."""
        z = self._forward(_places(x, y))[2]
        return (np.logaddexp(0, z) - self.Y * z).mean(-1)

    def slope(self, x: Any, y: Any) -> tuple[Any, Any]:
        """By the chain rule: d loss / d z, times what z changes by along each direction."""
        hidden, V, z = self._forward(_places(x, y))
        error = ((1 / (1 + np.exp(-z)) - self.Y) / len(self.Y))[..., None]
        passed = error * (1 - hidden * hidden) * V[..., None, :]
        by_first_layer = passed.reshape(*passed.shape[:-2], -1) @ self._ways.T
        by_last_layer = (error.swapaxes(-1, -2) @ hidden)[..., 0, :] @ self._ends.T
        found = by_first_layer + by_last_layer
        return found[..., 0], found[..., 1]

    def weights(self, x: float, y: float) -> list[Array]:
        """K, b, V, c of the network at this place of the plane, as its layers keep them."""
        moved = self.V + x * self.V1 + y * self.V2
        return [self.K + x * self.K1 + y * self.K2, self.b, moved[:, None], np.array([self.c])]

    def _forward(self, places: Array) -> tuple[Array, Array, Array]:
        """At places (..., 2): tanh's outputs (..., N, H), V (..., H), and z (..., N)."""
        hidden = np.tanh(self._base + (places @ self._ways).reshape(*places.shape[:-1], *self._base.shape))
        V = self.V + places @ self._ends
        return hidden, V, (hidden @ V[..., None])[..., 0] + self.c


def _places(x: Any, y: Any) -> Array:
    return np.stack([np.asarray(x, float), np.asarray(y, float)], axis=-1)


def _direction(draw: np.random.Generator, weights: Array) -> Array:
    """Random, each unit's column as long as in `weights`."""
    way = draw.standard_normal(weights.shape)
    long: Array = way / np.linalg.norm(way, axis=0) * np.linalg.norm(weights, axis=0)
    return long


@cache
def trained() -> NetworkSlice:
    """The network of four units on two moons, trained once a process in about half a second; always the same."""
    model, x, y = learned_network()
    K, b, V, c = (weights.detach().double().numpy() for weights in model.parameters())
    return NetworkSlice(x.astype(np.float64), y.astype(np.float64), K, b, V[:, 0], float(c[0]))


def learned_network() -> tuple[Any, NDArray[Any], NDArray[Any]]:
    """The model itself with its points: (model, x, y)."""
    from axb.labs.network.building import build
    from axb.labs.network.settings import Settings
    from axb.labs.network.sources import preset

    points = preset("moons", {"n": POINTS})
    everything = np.arange(len(points))
    data = points.dataset(everything, everything)
    model = build(Settings(hidden=(UNITS,), rate=RATE), data)
    model.fit(data.x_train, data.y_train, batch_size=POINTS, epochs=EPOCHS, verbose=0)
    return model, np.asarray(data.x_train), np.asarray(data.y_train)
