"""Every number of a small network at one example, forward and back.

Forward z = a h + b and h = f(z), layer by layer, to the loss L = mean (h - target)^2. Back dL/dz = f'(z) dL/dh, then
dL/da = h dL/dz, dL/db = dL/dz and dL/dh = sum of a dL/dz (Rumelhart, Hinton & Williams 1986, equations 2 to 7).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Activation(NamedTuple):
    """sign: how it is written. slope: f'(z) from z and f(z). steepest: the largest slope there is."""

    sign: str
    function: Callable[[Floats], Floats]
    slope: Callable[[Floats, Floats], Floats]
    steepest: float


ACTIVATIONS = {
    "sigmoid": Activation("σ", lambda z: 1 / (1 + np.exp(-z)), lambda z, h: h * (1 - h), 0.25),
    "tanh": Activation("tanh", np.tanh, lambda z, h: 1 - h**2, 1.0),
    "relu": Activation("relu", lambda z: np.maximum(z, 0.0), lambda z, h: (z > 0).astype(np.float64), 1.0),
    "linear": Activation("id", lambda z: z, lambda z, h: np.ones_like(z), 1.0),
}


@dataclass(frozen=True)
class LayerPass:
    """A layer: x `(inputs,)` comes in, a is `(inputs, units)`, all else `(units,)`.

    h is f(z), slope f'(z), arriving dL/dh, back dL/dz, which is dL/db too.
    """

    x: Floats
    a: Floats
    b: Floats
    z: Floats
    h: Floats
    slope: Floats
    arriving: Floats
    back: Floats

    @property
    def gradient(self) -> Floats:
        """dL/da: `(inputs, units)`."""
        return np.outer(self.x, self.back)


@dataclass(frozen=True)
class Pass:
    """All layers, from the input to the output."""

    layers: list[LayerPass]
    target: float
    loss: float

    @property
    def output(self) -> Floats:
        """What the last layer says."""
        return self.layers[-1].h


class Path(NamedTuple):
    """One way from the loss back to a first weight: the units passed, first layer first; the factors as they are met.

    kinds: "error" dL/dh of the output, "slope" f'(z), "a" a weight, "x" what came into the first layer.
    """

    units: tuple[int, ...]
    kinds: list[str]
    factors: list[float]

    @property
    def value(self) -> float:
        """The product."""
        return float(np.prod(self.factors))


def passed(a: Sequence[Floats], b: Sequence[Floats], x: float, target: float, f: Activation) -> Pass:
    """Forward and back once. a: each `(inputs, units)`, b: each `(units,)`."""
    entered, forward = np.array([x], np.float64), list[tuple[Floats, Floats, Floats]]()
    for weights, offsets in zip(a, b, strict=True):
        z = entered @ weights + offsets
        forward.append((entered, z, f.function(z)))
        entered = forward[-1][2]
    error = entered - target
    arriving, layers = 2 * error / len(error), list[LayerPass]()
    for (x_in, z, h), weights, offsets in reversed([*zip(forward, a, b, strict=True)]):
        slope = f.slope(z, h)
        back = arriving * slope
        layers.insert(0, LayerPass(x_in, weights, offsets, z, h, slope, arriving, back))
        arriving = weights @ back
    return Pass(layers, target, float(np.mean(error**2)))


def paths(numbers: Pass, unit: int = 0) -> list[Path]:
    """All ways from the loss back to the weight of `unit` in the first layer; their values add up to dL/da there."""
    widths = [range(len(layer.b)) for layer in numbers.layers[1:]]
    return [_path(numbers, (unit, *rest)) for rest in product(*widths)]


def _path(numbers: Pass, units: tuple[int, ...]) -> Path:
    kinds, factors = ["error"], [float(numbers.layers[-1].arriving[units[-1]])]
    for place in reversed(range(len(units))):
        layer, unit = numbers.layers[place], units[place]
        kinds += ["slope", "a" if place else "x"]
        factors += [float(layer.slope[unit]), float(layer.a[units[place - 1], unit] if place else layer.x[0])]
    return Path(units, kinds, factors)
