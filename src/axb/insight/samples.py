"""The same codes decoded all through a training: live one sees the newest pictures, afterwards there is a film."""

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import interpolate

from axb.graph.mode import quietly
from axb.training import Latent
from axb.training.callbacks.callback import Callback, Logs

if TYPE_CHECKING:
    from axb.runs import Run

NAME = "samples"  # of what a run keeps: an array a look; NAME/about as JSON, NAME/examples what came in
GROWTH = 1.06  # from one look to the next: 56 looks in 100 steps, 136 in 10,000, 215 in a million
GRIDS = ((10, 6), (8, 5), (7, 4), (5, 3))  # columns and rows: each fills a screen of 16:9
SIDE = 48  # pixels: larger pictures are made smaller
MOST_BYTES = 2**17  # of a look
POINTS = 500  # examples that are no pictures
SHARE = 0.03  # of the training's time may go into looks
FREE, FREE_STEPS = (
    0.25,
    1000,
)  # seconds beside that, spread over the first steps: a short training has a film, too

Array = NDArray[Any]


class Samples(Callback):
    """Keeps in the run what a `Latent` makes of always the same codes: after each of the first 34 steps, and then
    whenever 6% more are done. So a film has 50 to 200 pictures however long the training is, most of them early.

    Codes are drawn from the prior with `seed`; a model that is told classes is told them in turn. examples: real ones,
    x `(N, ...)`, of which as many are kept beside; of a model without a prior these are shown restored. names: those of
    a table's columns. Nothing that is learned changes. Where looking would take more than 3% of the time, some looks
    are left out.
    """

    bystander = True

    def __init__(self, examples: Any = None, seed: int = 0, names: Sequence[str] = ()) -> None:
        self.examples, self.seed, self.names = examples, seed, names
        self.count = self.next_look = 0
        self.begun = self.spent = 0.0

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """The clock for the share of time."""
        self.begun, self.spent, self.count, self.next_look = time.perf_counter(), 0.0, 0, 0

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Before anything was learned."""
        if self._step == 0:
            self._look()

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Look, where it is time to: always at the same steps, also of a run that was resumed."""
        self.next_look = self.next_look or look_after(self._step - 1)
        if self._step < self.next_look:
            return
        if self.spent <= self._allowed():
            self._look()
        self.next_look = look_after(self._step)

    def on_train_end(self, logs: Logs | None = None) -> None:
        """What it came to."""
        self._look()

    def _allowed(self) -> float:
        """Seconds that looks may have taken by now; as many of the free ones for each doubling of the steps."""
        share = min(math.log1p(self._step) / math.log1p(FREE_STEPS), 1.0)
        return SHARE * (time.perf_counter() - self.begun) + FREE * share

    @property
    def _step(self) -> int:
        return self.trainer.step if self.trainer else 0

    def _look(self) -> None:
        """Make them, and keep them; nothing where there is no run, or the model has no codes."""
        run = self.trainer.run_record if self.trainer else None
        if run is None or not isinstance(self.model, Latent):
            return
        if self.examples is None and not self.model.has_prior:
            return
        begin = time.perf_counter()
        with quietly(self.model):
            if not self.count:
                self._begin(run, self.model)
            run.add_array(NAME, self._step, small(self._made(self.model, self.count)))
        self.spent += time.perf_counter() - begin

    def _begin(self, run: "Run", model: Latent) -> None:
        """How many there are, and what else who shows them has to know: the same whenever it is asked."""
        columns, self.count = grid_for(self._made(model, 1).shape[1:], model.classes)
        if run.json(f"{NAME}/about") is None:
            told = {"columns": columns, "classes": model.classes, "restored": not model.has_prior}
            more = {"seed": self.seed, "names": list(self.names)}
            run.add_json(f"{NAME}/about", self._step, {**told, **more})
            if self.examples is not None:
                run.add_array(f"{NAME}/examples", self._step, small(self._some(self.count)))

    def _some(self, count: int) -> Array:
        """The same real examples each time, of all kinds."""
        order = np.random.default_rng(self.seed).permutation(len(self.examples))
        return np.asarray(self.examples[np.sort(order[:count])])

    def _made(self, model: Latent, count: int) -> Array:
        if model.has_prior:
            return model.sample(count, self.seed)
        restored: Array = model.predict(self._some(count), verbose=0)
        return restored


def look_after(step: int) -> int:
    """The first step after `step` that is looked at."""
    look = 1
    while look <= step:
        look = max(look + 1, int(GROWTH * look))
    return look


def grid_for(shape: tuple[int, ...], classes: int) -> tuple[int, int]:
    """Columns, and how many examples of that shape in all; each class keeps to its columns where they suffice."""
    if len(shape) < 3:
        return 0, min(POINTS, MOST_BYTES // (4 * max(int(np.prod(shape)), 1)))
    shrunk = min(SIDE / max(shape[:2]), 1.0)
    size = int(np.prod(shape) * shrunk * shrunk)
    columns, rows = next(((c, r) for c, r in GRIDS if c * r * size <= MOST_BYTES), GRIDS[-1])
    if 1 < classes <= columns:
        columns -= columns % classes
    return columns, columns * rows


def small(examples: Array) -> Array:
    """Pictures `(N, H, W, C)` as bytes, at most 48 pixels a side; all else as float32 `(N, F)`."""
    if examples.ndim != 4:
        return examples.reshape(len(examples), -1).astype(np.float32)
    height, width = examples.shape[1:3]
    share = SIDE / max(height, width)
    if share < 1:
        size = max(round(height * share), 1), max(round(width * share), 1)
        pixels = torch.from_numpy(examples).float().movedim(3, 1)
        examples = interpolate(pixels, size, mode="area").movedim(1, 3).numpy()
    return np.nan_to_num(examples).round().clip(0, 255).astype(np.uint8)
