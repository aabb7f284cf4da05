"""Which learning rate? The range test: raise it at every step until the loss bursts, and look where it fell.

Smith (2017), "Cyclical Learning Rates for Training Neural Networks", section 3.3; Smith & Topin (2018). The rates grow
geometrically, as what counts is by how many times one is larger than another.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from axb.data.batches import Batches
from axb.training import fitting
from axb.training.callbacks import Callback
from axb.training.callbacks.callback import Logs
from axb.training.loop import Trainer
from axb.training.rate_finding import RateFinding, Sweep, Values
from axb.training.runtime import choose_precision, keep_memory
from axb.words import InputError

if TYPE_CHECKING:
    from axb.training.model import Model

LOW, HIGH, STEPS, SEEDS = 1e-6, 10.0, 150, 3
BURST = 4.0  # a loss of so many times its best has burst
NEW = 0.2  # how much the newest loss counts in the mean that is watched for that


def find_learning_rate(
    model: "Model",
    x: Any,
    y: Any = None,
    *,
    batch_size: int = 32,
    low: float = LOW,
    high: float = HIGH,
    steps: int = STEPS,
    seeds: int = SEEDS,
    seed: int = 0,
) -> RateFinding:
    """Look for a good learning rate of a compiled model on arrays, from the weights that it has; they stay as they are.

    From `low` to `high` in `steps` steps of training, once for each of `seeds` seeds from `seed` on: each has its
    own order of examples and its own dropout. Optimizer, statistics and random state stay as they are too.
    Raises InputError where several players learn, or as `fit` does.
    """
    model._check_compiled("find_learning_rate")
    rates = rates_between(low, high, count("steps", steps, 10))
    numbers = range(count("seed", seed, 0), seed + count("seeds", seeds))
    size = count("batch_size", batch_size)
    data = Batches(x, y, batch_size=size, shuffle=True, seed=seed, device=model.device)
    sweeps = [sweep(model, data, rates, number) for number in numbers]
    return RateFinding(optimizer_name(model), tuple(sweeps))


def count(what: str, value: Any, least: int = 1) -> int:
    """A whole number that the finder was given, at least `least`. Raises InputError."""
    return fitting.count(what, value, least, by="find_learning_rate")


def rates_between(low: float, high: float, steps: int) -> Values:
    """So many rates from `low` to `high`, each the same number of times the one before."""
    if not 0 < low < high < math.inf:
        raise InputError("registry.out_of_range", what="(low, high)", rule="0 < low < high", got=(low, high))
    return np.geomspace(low, high, steps)


def optimizer_name(model: "Model") -> str:
    """The class of its one optimizer. Raises InputError where there are several."""
    if len(model.optimizers) != 1:
        raise InputError("rate_finder.one_player", players=", ".join(model.optimizers))
    return type(model.optimizer).__name__


def sweep(
    model: "Model", batches: Batches, rates: Values, seed: int, told: Callable[[], object] = lambda: None
) -> Sweep:
    """One step at each rate, until the loss bursts; the model ends as it began. `told` hears of every step."""
    optimizer_name(model)
    keep_memory()
    batches.seed = seed
    fitting.ready(model, batches, None)
    ramp = Ramp(rates, told)
    dtype = choose_precision(model.precision, model, model.device)
    epochs = math.ceil((len(rates) + 1) / batches.steps)
    with as_it_was(model):
        trainer = Trainer(model, batches, [ramp], epochs=epochs, seed=seed, dtype=dtype)
        trainer.total_steps = len(rates) + 1
        model.stop_training = False
        trainer.run()
    return Sweep.of(rates, ramp.losses[1:], ramp.burst)


class Ramp(Callback):
    """Gives each step its rate, notes the losses, and ends the training where they burst.

    A step's loss is measured before its update: it tells what the step before has done. So there is one more step
    than rates.
    """

    def __init__(self, rates: Values, told: Callable[[], object]) -> None:
        self.rates, self.told = rates, told
        self.losses: list[float] = []
        self.mean = self.best = math.inf
        self.burst = False

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """This step's rate; the last one's does not matter."""
        self.model.optimizer.learning_rate = float(self.rates[min(len(self.losses), len(self.rates) - 1)])

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Note the loss."""
        loss = self.trainer.losses.get("loss") if self.trainer else None
        if loss is None:
            raise InputError("rate_finder.no_loss", part=self.model.label)
        self.losses.append(float(loss))
        self.told()
        self.mean = (
            self.losses[-1] if len(self.losses) == 1 else (1 - NEW) * self.mean + NEW * self.losses[-1]
        )
        self.best = min(self.best, self.mean)
        if not math.isfinite(self.mean) or self.mean > self.best + (BURST - 1) * abs(self.best):
            self.burst = self.model.stop_training = True


@contextmanager
def as_it_was(model: "Model") -> Iterator[None]:
    """Whatever is done inside: after it the model has its weights, statistics, modes and optimizers of before, and
    torch its random state. Inside, it learns with copies of its optimizers."""
    kept = [(tensor, tensor.detach().clone()) for tensor in (*model.parameters(), *model.buffers())]
    modes = [(part, part.training) for part in model.modules()]
    optimizers, stop, state = model.optimizers, model.stop_training, torch.get_rng_state()
    model.use_optimizers({name: one.copy() for name, one in optimizers.items()})
    try:
        yield
    finally:
        model.use_optimizers(optimizers)
        model.stop_training = stop
        torch.set_rng_state(state)
        with torch.no_grad():
            for tensor, before in kept:
                tensor.copy_(before)
        for part, training in modes:
            part.training = training
