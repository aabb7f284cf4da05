"""The doctor in anybody's PyTorch loop."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from torch import Tensor, nn

from axb.insight.doctor.evidence import Evidence, some_of
from axb.insight.doctor.examining import examine
from axb.insight.doctor.facts import Entrance
from axb.insight.doctor.finding import Finding
from axb.insight.doctor.telling import speak
from axb.insight.watch import EVERY, Watcher


class Practice(Watcher):
    """Watches, remembers losses, and examines after each look. `findings` holds what it found, each rule once."""

    def __init__(self, module: nn.Module, every: int, verbose: int) -> None:
        super().__init__(module, every)
        self.verbose = verbose
        self.findings: list[Finding] = []
        self._losses: list[float] = []
        self._epochs: dict[str, list[float]] = {}
        self._entrance = Entrance(module)
        self.begin()

    def step(self, loss: Tensor | float | None = None) -> None:
        """After a step's update: its loss."""
        looked = self.look is not None
        super().step()
        if loss is not None:
            self._losses.append(float(loss.detach() if isinstance(loss, Tensor) else loss))
        if looked:
            self.examine()
        self.begin()

    def epoch(self, **means: float) -> None:
        """After an epoch: its means by Keras's names (`loss=..., val_loss=...`)."""
        for name, value in means.items():
            self._epochs.setdefault(name, []).append(float(value))
        self.examine()

    @property
    def evidence(self) -> Evidence:
        """All that is known by now."""
        epochs = {name: np.array(values) for name, values in self._epochs.items()}
        return Evidence(
            np.array(self._losses), epochs=epochs, looks=some_of(self.seen), entering=self._entrance.found
        )

    def examine(self) -> list[Finding]:
        """What is found now; what is new is said."""
        now = examine(self.evidence)
        said = {one.rule for one in self.findings}
        new = [one for one in now if one.rule not in said]
        self.findings += new
        if self.verbose:
            speak(new)
        return now

    def stop(self) -> None:
        """Leave nothing behind."""
        self._entrance.leave()
        super().stop()


@contextmanager
def doctor(module: nn.Module, every: int = EVERY, verbose: int = 1) -> Iterator[Practice]:
    """A doctor beside any torch module while a loop of your own trains it.

        with axb.doctor(module) as d:
            for x, y in batches:
                optimizer.zero_grad()
                error = loss(module(x), y)
                error.backward()
                optimizer.step()
                d.step(error)
            d.epoch(loss=..., val_loss=...)  # where overfitting is of interest
        d.findings

    It watches as `axb.watch` does (`d.seen`, `d.last`). What only axb's own `fit` knows (the loss function, the
    answers) it cannot judge. Raises InputError for `every` below 1.
    """
    practice = Practice(module, every, verbose)
    try:
        yield practice
    finally:
        practice.stop()
        practice.examine()
