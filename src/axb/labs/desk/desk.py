"""The latent desk: a code in the hand, and what the decoder makes of it."""

import numpy as np

from axb.data.ranges import one_of, real, whole
from axb.insight.latent import WAYS, interpolate
from axb.labs.desk.held import Held
from axb.labs.desk.seen import Array, Seen
from axb.training import Latent

FAR = 1e4  # no number of a code is further from 0
HANDLES = ("code", "a", "b")
LAYERS = ("both", "pictures", "codes")  # what the map shows


class Desk(Seen):
    """A latent space that a hand moves in: one code, its picture, and the ends A and B of a walk.

    The code moves on the map, by its numbers, to A or B, along the way between them, or to what an example is encoded
    to. Raises InputError for what can't be used, in every method.
    """

    def take(self, model: Latent, step: int) -> None:
        """The same model after more learning: what was encoded is encoded anew, other codes stay as they are."""
        self.model, self.step = model, step
        self._forget("codes", "ordinary", "plane", "cells", "mesh", "strip", "sliders", "_still")
        self.held = self.held.again(model)
        self.ends = {name: one.again(model) for name, one in self.ends.items()}

    def put(self, x: float, y: float, name: str = "code") -> None:
        """The code, A or B ("code", "a", "b") where (x, y) of the map is; what can't be seen there of it stays."""
        one = self.held if one_of("name", name, HANDLES) == "code" else self.ends[name]
        place = np.array([real("x", x, -FAR, FAR), real("y", y, -FAR, FAR)])
        moved = one.code + (place - self.plane.seen(one.code[None])[0]) @ self.plane.axes
        held = Held(moved.astype(np.float32), None, one.label)
        if name == "code":
            self.held = held
        else:
            self._set_end(name, held)

    def set_number(self, coordinate: int, value: float) -> None:
        """One number of the code, counted from 0."""
        code = self.code.copy()
        code[whole("coordinate", coordinate, 0, len(code) - 1)] = real("value", value, -FAR, FAR)
        self.held = Held(code, None, self.held.label)

    def random(self) -> None:
        """A code drawn from the prior; where there is none, from a normal distribution as wide as the codes are, which
        is a guess."""
        self.drawn += 1
        if self.model.has_prior:
            self.held = Held(self.model.draw(1, self.drawn)[0])
            return
        noise = np.random.default_rng(self.drawn).standard_normal(self.model.latent)
        self.held = Held((self.codes.mean(0) + self.codes.std(0) * noise).astype(np.float32))

    def mean(self) -> None:
        """The mean of the codes; of a prior 0."""
        middle = np.zeros(self.model.latent) if self.model.has_prior else self.codes.mean(0)
        self.held = Held(middle.astype(np.float32))

    def go(self, name: str) -> None:
        """To "a" or "b", and where a class is told, to its own."""
        self.held = self.ends[one_of("name", name, HANDLES[1:])]
        if self.model.classes and self.held.label is not None:
            self.set_label(self.held.label)
        self.share = float(name == "b")

    def keep(self, name: str) -> None:
        """The code is A or B from now on."""
        self._set_end(one_of("name", name, HANDLES[1:]), self.held)

    def encode(self, example: Array, label: int | None = None) -> None:
        """The code of an example of the data's shape: the class that is chosen is told where none is given."""
        if self.model.classes and label is not None:
            self.set_label(label)
        self.held = Held.of(self.model, example, self.label if self.model.classes else label)

    def test(self, index: int) -> None:
        """The code of a test example, from 0."""
        at = whole("index", index, 0, len(self.data.x_test) - 1)
        self.encode(self.data.x_test[at], self._class_of(at))

    def set_label(self, label: int) -> None:
        """The class that a conditional model is told."""
        self.label = whole("class", label, 0, max(self.model.classes - 1, 0))
        self._forget("cells", "mesh", "strip", "_still")

    def set_way(self, way: str) -> None:
        """ "straight" or "spherical" """
        self.way = one_of("way", way, tuple(WAYS))
        self._forget("strip", "_still")

    def set_share(self, share: float) -> None:
        """The code where so large a share of the way from A to B is behind it, 0 to 1."""
        self.share = real("share", share, 0, 1)
        codes = interpolate(self.ends["a"].code, self.ends["b"].code, 1001, self.way)
        self.held = Held(codes[round(1000 * self.share)])

    def set_layers(self, layers: str) -> None:
        """What the map shows: "both", "pictures" or "codes"."""
        self.layers = one_of("layers", layers, LAYERS)
        self._forget("_still")

    def _set_end(self, name: str, held: Held) -> None:
        self.ends = {**self.ends, name: held}
        self._forget("strip", "_still")
