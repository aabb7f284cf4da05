"""dL/da of one weight as what it is: a sum over paths to the output, each path a product of factors."""

from dataclasses import dataclass

import numpy as np

from axb.labs.network.example import Example

Ending = tuple[tuple[int, ...], float]  # units to the output, and the product along them


@dataclass(frozen=True)
class Wire:
    """The weight a from unit `start` of the layer before (or input) to unit `end` of layer `layer` (0: the first)."""

    layer: int
    start: int
    end: int


@dataclass(frozen=True)
class Path:
    """units: those passed, from the wire's end to the output. value: the product of all its factors."""

    units: tuple[int, ...]
    value: float


@dataclass(frozen=True)
class Chain:
    """The derivative of the loss by one weight: of `count` paths the strongest ones, and the sum over all."""

    wire: Wire
    paths: list[Path]
    count: int
    total: float


def chain(numbers: Example, wire: Wire, most: int = 3) -> Chain:
    """The `most` paths with the largest |product|, found from the output back: a best path's rest is a best rest."""
    layers = numbers.layers
    best: list[list[Ending]] = [[((unit,), float(error))] for unit, error in enumerate(layers[-1].back)]
    for number in range(len(layers) - 1, wire.layer, -1):
        layer, before = layers[number], layers[number - 1]
        best = [
            _strongest(
                [
                    ((unit, *units), before.slope[unit] * layer.a[unit, after] * value)
                    for after, ends in enumerate(best)
                    for units, value in ends
                ],
                most,
            )
            for unit in range(len(before.slope))
        ]
    comes_in = float(layers[wire.layer].x[wire.start])
    paths = [Path(units, comes_in * value) for units, value in best[wire.end]]
    count = int(np.prod([len(layer.b) for layer in layers[wire.layer + 1 :]], dtype=np.int64))
    return Chain(wire, paths, count, float(layers[wire.layer].gradient[wire.start, wire.end]))


def _strongest(paths: list[Ending], most: int) -> list[Ending]:
    return sorted(paths, key=lambda path: -abs(path[1]))[:most]


def factors(numbers: Example, wire: Wire, path: Path) -> list[tuple[str, float]]:
    """A path's factors in order, by kind: "x" what comes in; then "slope" f'(z) and "a" in turn; "error" dL/dz last."""
    layers, unit = numbers.layers, path.units[0]
    told = [("x", float(layers[wire.layer].x[wire.start]))]
    for number, after in enumerate(path.units[1:], wire.layer):
        told += [
            ("slope", float(layers[number].slope[unit])),
            ("a", float(layers[number + 1].a[unit, after])),
        ]
        unit = after
    return [*told, ("error", float(layers[-1].back[unit]))]
