"""The small network on points of a plane: change anything, watch it learn, go back."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from axb.labs.network import pictures, wiring
from axb.labs.network.building import build, hyperparameters
from axb.labs.network.choice import Choice
from axb.labs.network.example import Example, example
from axb.labs.network.learning import Learning, arrays
from axb.labs.network.paths import Chain, chain
from axb.labs.network.points import FEWEST, Points
from axb.labs.network.seeing import FINE, Bounds, dense_of, outputs
from axb.labs.network.settings import Settings
from axb.labs.network.sources import preset, read_csv
from axb.labs.network.splitting import Parts, parts_of
from axb.training import Model
from axb.views.scene import Scene
from axb.words import InputError, say

MOST_STEPS = 100_000
LIVE = {"rate", "hyper"}  # settings that change what comes without starting over


class NetworkLab:
    """Points, settings, and a training that starts from the same weights until others are asked for.

    Changing the rate (or another number of the optimizer) or the points goes on from where it is; any other setting
    starts over from step 0. `trouble` says what happened where numbers were no numbers any more.
    """

    def __init__(self, settings: Settings | None = None, points: Points | None = None) -> None:
        self.settings = settings or Settings()
        self.running, self.trouble = False, ""
        self.parts: Parts | None = None
        self.chosen, self.explains = Choice(), False
        self.load(points or preset("circles"))

    # --- learning

    def advance(self) -> None:
        """One update."""
        if self.trouble or self.learning.step >= MOST_STEPS or not self.points.enough():
            self.running = False
            return
        rate = self.learning.model.optimizer.rate
        loss = self.learning.advance()
        if not math.isfinite(loss):
            self.running = False
            told = {"step": f"{self.step:,}", "loss": f"{loss}", "back": max(self.learning.snapshots)}
            self.trouble = say("labs_network.trouble", rate=f"{rate:g}", better=f"{rate / 10:.2g}", **told)

    @property
    def step(self) -> int:
        """Updates done."""
        return self.learning.step

    @property
    def model(self) -> Model:
        """The network as it is now."""
        return self.learning.model

    def start(self) -> None:
        """Let it learn. Raises InputError where there is too little to learn from."""
        if not self.points.enough():
            raise InputError("labs_network.few", count=len(self.points), fewest=FEWEST)
        self.running = not self.trouble

    def start_over(self) -> None:
        """Step 0 again, from the same weights."""
        self.trouble = ""
        enough = self.points.enough()
        points = self.points if enough else preset("xor")  # until there are some: a network for two classes
        parts = parts_of(points, self.settings.held)
        self.parts = parts if enough else None
        data = points.dataset(parts.learned, parts.watched)
        self.learning = Learning(build(self.settings, data), self.settings.batch, *arrays(data))
        self.chosen.clamp(self.model, len(self.points))

    def new_weights(self) -> None:
        """Step 0 from other starting weights."""
        self.change(weights=self.settings.weights + 1)

    def rewind(self, step: int) -> None:
        """To any step that was taken. Going on from there takes the same steps again, unless something is changed."""
        self.learning.rewind(step)
        self.trouble = ""

    def change(self, **values: Any) -> None:
        """Other settings, by name. Raises InputError (and nothing has changed) where one is out of range."""
        self.settings = self.settings.changed(**values)
        if set(values) <= LIVE:
            for name, value in hyperparameters(self.settings).items():
                setattr(self.model.optimizer, name, value)
            self.learning.changed()
        else:
            self.start_over()

    # --- points

    def load(self, points: Points) -> None:
        """Other points, from the start."""
        self.points, self.bounds, self.chosen.point = points, Bounds.around(points), 0
        self.start_over()

    def load_preset(self, name: str, options: Mapping[str, float] | None = None) -> None:
        """A toy set by name."""
        self.load(preset(name, options))

    def load_csv(self, path: Path, target: str = "") -> None:
        """A person's own table."""
        self.load(read_csv(path, target))

    def clear(self) -> None:
        """An empty board to draw on."""
        self.running = False
        self.load(Points.none())

    def add_point(self, x: float, y: float, answer: float) -> None:
        """A point of a class, or with a number, without starting over where that is possible."""
        self._exchange(self.points.with_point(x, y, answer))

    def move_point(self, index: int, x: float, y: float) -> None:
        """Drag a point."""
        self._exchange(self.points.moved(index, x, y))

    def remove_point(self, index: int) -> None:
        """Take a point away."""
        self._exchange(self.points.without(index))

    def _exchange(self, points: Points) -> None:
        same = points.labels == self.points.labels and points.enough() and self.points.enough()
        self.points = points
        if same:
            self.parts = parts = parts_of(points, self.settings.held)
            self.learning.change_data(*arrays(points.dataset(parts.learned, parts.watched)))
            self.chosen.clamp(self.model, len(self.points))
        else:
            self.start_over()

    # --- looking

    def pick(self, name: str, index: int) -> None:
        """What a hand has picked: "point", "unit:LAYER:NUMBER" or "wire:LAYER:SIGN"."""
        if name == "point":
            self.points.check_index(index)
            self.chosen.point = index
        else:
            self.chosen.pick(self.model, name, index)

    def example(self) -> Example | None:
        """Every number of the chosen point's way; None on an empty board."""
        if not self.points.enough():
            return None
        answer = self.points.y[self.chosen.point]
        if self.points.has_classes:
            answer = self.points.labels.index(int(answer))
        return example(self.model, self.points.x[self.chosen.point].tolist(), float(answer))

    def chain(self, numbers: Example) -> Chain:
        """The chosen wire's derivative at that example, as paths."""
        return chain(numbers, self.chosen.wire)

    def numbers(self) -> dict[str, float]:
        """step, rate, and as the weights are now loss, val_loss and accuracy (or mae), val_accuracy (or val_mae)."""
        told = {
            "step": float(self.step),
            "rate": self.model.optimizer.rate,
            "points": float(len(self.points)),
        }
        return {**told, **(self.learning.measured() if self.points.enough() else {})}

    def scenes(self) -> dict[str, Scene]:
        """`surface`, `network` and `curve`."""
        answers = outputs(self.model, self.bounds.grid(FINE))
        dense = dense_of(self.model)
        seen = wiring.Seen(
            self.points, [part.kernel.detach().numpy() for part in dense],
            [part.bias.detach().numpy() for part in dense if part.bias is not None], answers,
        )  # fmt: skip
        numbers = self.example() if self.explains else None
        way = None if numbers is None else self.chain(numbers)
        chosen = (self.chosen.point, self.chosen.unit) if self.explains else (None, None)
        held = np.zeros(len(self.points), bool) if self.parts is None else self.parts.held(len(self.points))
        return {
            "surface": pictures.surface(
                self.points, pictures.dots(self.points, held, chosen[0]), self.bounds, answers[-1]
            ),
            "network": wiring.network(seen, chosen[1], way),
            "curve": pictures.curve(self.learning.history, self.step),
        }
