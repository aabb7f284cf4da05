"""The experiment: one example goes forward and back through a few units, number by number; a hand changes any."""

from collections.abc import Sequence

import numpy as np

from axb.data.ranges import one_of, real, whole
from axb.labs.chain.charts import ladder_scene, lines_scene
from axb.labs.chain.lines import Line, written
from axb.labs.chain.numbers import ACTIVATIONS, Floats, Pass, Path, passed, paths
from axb.labs.chain.picture import pass_scene
from axb.views.numbers import number
from axb.views.scene import Scene
from axb.words import say

UNITS, MOST_LAYERS, MOST_UNITS = (1, 1, 1), 4, 4
LARGEST = 10.0  # of a weight, an input, a target
FIRST = (0.8, -1.2, 1.5, 0.6, -0.7, 1.1, -0.4, 0.9)  # weights to begin with, in turn; offsets are 0


class ChainLab:
    """`units` of each layer, one to four layers of one to four; one number goes in, `x`; `target` should come out.

    `now` is how many of `lines` are shown. Raises InputError for what can't be used, here and in every method.
    """

    def __init__(
        self, units: Sequence[int] = UNITS, activation: str = "sigmoid", x: float = 1.0, target: float = 0.0
    ) -> None:
        self.now, self.running = 0, False
        self.x, self.target = _value("x", x), _value("target", target)
        self.set_activation(activation)
        self.set_units(units)

    @property
    def numbers_of_pass(self) -> Pass:
        """Every number, as weights, input and target are now."""
        return passed(self.a, self.b, self.x, self.target, ACTIVATIONS[self.activation])

    @property
    def lines(self) -> list[Line]:
        """Every number written out."""
        return written(self.numbers_of_pass, ACTIVATIONS[self.activation])

    @property
    def path(self) -> Path:
        """The way back to the first unit's weight along which the product is largest."""
        return max(paths(self.numbers_of_pass), key=lambda one: abs(one.value))

    def numbers(self) -> dict[str, float]:
        """step, steps; y: the first output; loss; gradient: dL/da of the first layer's first weight; slopes: the
        product of f'(z) along the strongest path; shrinks: |dL/dz| of the first layer over the last one's; a: the
        first weight; x; target."""
        seen, path = self.numbers_of_pass, self.path
        first, last = (float(np.linalg.norm(seen.layers[place].back)) for place in (0, -1))
        slopes = [one for kind, one in zip(path.kinds, path.factors, strict=True) if kind == "slope"]
        return {
            "step": float(self.now), "steps": float(len(self.lines)), "x": self.x, "target": self.target,
            "a": float(self.a[0][0, 0]),
            "y": float(seen.output[0]), "loss": seen.loss, "gradient": float(seen.layers[0].gradient[0, 0]),
            "slopes": float(np.prod(slopes)), "shrinks": first / last if last else float("nan"),
        }  # fmt: skip

    def scenes(self) -> dict[str, Scene]:
        """ "pass": the network with its numbers; "ladder": how large the gradient still is; "lines": written out."""
        return {"pass": pass_scene(self), "ladder": ladder_scene(self), "lines": lines_scene(self)}

    def verdict(self) -> str:
        """One sentence on what the way back does to the gradient."""
        f, told = ACTIVATIONS[self.activation], self.numbers()
        if self.now < len(self.lines):
            return say("labs_chain.goes_on", line=self.lines[max(self.now - 1, 0)].text if self.now else "–")
        if f.steepest < 1:
            depth = len(self.a)
            most = number(f.steepest**depth)
            return say("labs_chain.shrinks", layers=depth, slopes=number(told["slopes"]), most=most)
        return say("labs_chain.may_stay", sign=f.sign, slopes=number(told["slopes"]))

    # Time

    def advance(self) -> None:
        """One number more is written."""
        self.now = min(self.now + 1, len(self.lines))
        self.running = self.running and self.now < len(self.lines)

    def back_one(self) -> None:
        """One number less."""
        self.now, self.running = max(self.now - 1, 0), False

    def learn(self) -> None:
        """Let the numbers come, from the first where all are there."""
        if self.now >= len(self.lines):
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Stop where it is."""
        self.running = False

    def start_over(self) -> None:
        """No number is written yet."""
        self.now, self.running = 0, False

    def show_all(self) -> None:
        """Every number at once."""
        self.now, self.running = len(self.lines), False

    # What a hand changes

    def set_units(self, units: Sequence[int]) -> None:
        """Other layers, with the first weights."""
        whole("layers", len(units), 1, MOST_LAYERS)
        self.units = tuple(whole("units", one, 1, MOST_UNITS) for one in units)
        shown_all = self.now and self.now >= len(self.lines)
        shapes, turn = [*zip((1, *self.units[:-1]), self.units, strict=True)], 0
        self.a, self.b = list[Floats](), [np.zeros(end) for _, end in shapes]
        for start, end in shapes:
            places = np.arange(turn, turn + start * end) % len(FIRST)
            self.a.append(np.array(FIRST)[places].reshape(start, end))
            turn += start * end
        self.now = len(self.lines) if shown_all else min(self.now, len(self.lines))

    def set_activation(self, activation: str) -> None:
        """Another one for all layers: sigmoid, tanh, relu, linear."""
        self.activation = one_of("activation", activation, ACTIVATIONS)

    def set_weight(
        self, value: float, layer: int | None = None, start: int | None = None, end: int | None = None
    ) -> None:
        """a of one wire, or of all of a layer, or of all layers; layer, start and end from 0."""
        for place in self._chosen(layer):
            self.a[place] = self.a[place].copy()
            self.a[place][_one(start), _one(end)] = _value("a", value)

    def set_offset(self, value: float, layer: int | None = None) -> None:
        """b of all units of a layer, or of all layers."""
        for place in self._chosen(layer):
            self.b[place] = np.full_like(self.b[place], _value("b", value))

    def set_input(self, x: float) -> None:
        """What goes in, -10 to 10."""
        self.x = _value("x", x)

    def set_target(self, target: float) -> None:
        """What should come out, -10 to 10."""
        self.target = _value("target", target)

    def _chosen(self, layer: int | None) -> list[int]:
        last = len(self.a)
        return [*range(last)] if layer is None else [whole("layer", layer + 1, 1, last) - 1]


def _value(name: str, value: float) -> float:
    return real(name, value, -LARGEST, LARGEST)


def _one(place: int | None) -> slice | int:
    return slice(None) if place is None else place
