"""One network learns from one seed and is measured after each epoch: what experiments that compare networks train."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from axb.data import Dataset
from axb.data.batches import Batches
from axb.optimizers import Optimizer
from axb.training import Model
from axb.training.callbacks import Callback
from axb.training.callbacks.callback import EpochLogs, Logs
from axb.training.loop import Trainer
from axb.training.runtime import choose_precision
from axb.training.seeds import seed_turn
from axb.zoo.facts import Facts, facts_of

MEASURED = 2000  # examples of each part, the first ones, that an error is measured on
AT_ONCE = 500  # of these

Told = Callable[[float], None]  # hears the share that is done, 0..1


@dataclass(frozen=True)
class Trial:
    """parameters: learned numbers. train_errors, test_errors: the share of wrong answers after each epoch, 0..1, both
    in inference mode (no dropout, the averages of batch normalisation) on the first `MEASURED` examples of their part.
    seconds: of learning, without the measuring."""

    parameters: int
    train_errors: list[float]
    test_errors: list[float]
    seconds: float

    @property
    def accuracy(self) -> float:
        """The share of right answers among the test examples at the end."""
        return 1 - self.test_errors[-1]


def made(
    build: Callable[[Facts], Model], data: Dataset, seed: int, optimizer: Optimizer | Mapping[str, Optimizer]
) -> Model:
    """A network for the data, its first weights from `seed`, compiled with the loss that the task decides."""
    facts = facts_of(data)
    seed_turn(seed, 0, 0)
    model = build(facts)
    model.compile(optimizer, facts.head.loss, metrics=list(facts.head.metrics))
    return model


def trial(
    model: Model, data: Dataset, epochs: int, batch_size: int, seed: int, told: Told = lambda share: None
) -> Trial:
    """Train a model that was compiled with the metric "accuracy"; batches and masks follow from `seed`."""
    errors = Errors(data, epochs, told)
    model.fit(data.x_train, data.y_train, batch_size, epochs, verbose=0, callbacks=[errors], seed=seed)
    learned = sum(weight.numel() for weight in model.trainable_weights)
    return Trial(learned, errors.train, errors.test, errors.seconds)


def stepwise(
    model: Model, data: Dataset, epochs: int, batch_size: int, seed: int,
    callbacks: Sequence[Callback] = (), precision: str = "auto",
) -> Trainer:  # fmt: skip
    """The training of `trial` for those who look between any two steps of it."""
    batches = Batches(data.x_train, data.y_train, batch_size=batch_size, shuffle=True, seed=seed)
    dtype = choose_precision(precision, model, model.device)
    return Trainer(model, batches, callbacks, epochs=epochs, seed=seed, dtype=dtype)


class Errors(Callback):
    """Measures after each epoch, and stops the clock meanwhile."""

    bystander = True

    def __init__(self, data: Dataset, epochs: int, told: Told = lambda share: None) -> None:
        self.data, self.epochs, self.told = data, epochs, told
        self.train: list[float] = []
        self.test: list[float] = []
        self.seconds = self._began = 0.0

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        """The clock goes on."""
        self._began = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Tell how far it is."""
        assert self.trainer is not None  # it announces this
        done = len(self.train) + (batch + 1) / self.trainer.steps
        self.told(done / self.epochs)

    def on_epoch_end(self, epoch: int, logs: EpochLogs | None = None) -> None:
        """Both errors now."""
        self.seconds += time.perf_counter() - self._began
        self.train.append(self._error(self.data.x_train, self.data.y_train))
        self.test.append(self._error(self.data.x_test, self.data.y_test))

    def _error(self, x: Any, y: Any) -> float:
        found = self.model.evaluate(x[:MEASURED], y[:MEASURED], AT_ONCE, verbose=0, return_dict=True)
        return round(1 - float(found["accuracy"]), 6)
