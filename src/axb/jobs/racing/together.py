"""Members of one shape at one seed, trained as one population; each is recorded as the run it would be alone."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import torch
from torch import Tensor

from axb.jobs.preparing import Prepared
from axb.jobs.running import configuration
from axb.races.population import Population
from axb.races.tallies import Tallies
from axb.training import Model
from axb.training.callbacks.rates import rates_of
from axb.training.fitting import Fit
from axb.training.loop import Trainer
from axb.training.seeds import VALIDATION, seed_turn
from axb.training.session import Session
from axb.views.facts import record_totals

TELL_EVERY = 0.2  # seconds
BEAT_EVERY = 10.0
SHARED_FROM = 1_000_000  # weights of all members
MOST = 100  # members at once: each holds its own connection to the store
Tell = Callable[[float], None]  # how much is done, 0..1


@dataclass
class Member:
    """A job made ready, under the name of its run; `note` is what the run remembers beside the job."""

    ready: Prepared
    run: str
    note: dict[str, Any]

    def open(self) -> tuple[Trainer, Session]:
        """Its trainer and its run, as `fit` would open them."""
        ready = self.ready
        trainer, session = Fit(
            ready.model, *ready.train, batch_size=ready.batch_size, epochs=ready.epochs, verbose=0, callbacks=None,
            validation_split=0.0, validation_data=ready.held, shuffle=True, class_weight=None, sample_weight=None,
            initial_epoch=0, steps_per_epoch=None, validation_batch_size=None, validation_freq=1, run=self.run,
            seed=ready.job.seed, accumulate=1, config=configuration(ready, self.note), seconds=None,
        ).opened()  # fmt: skip
        assert session is not None  # it was given a name
        return trainer, session


class Heat:
    """The members that still have to be trained, all from the beginning, step by step together."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.trainers: list[Trainer] = []
        self.sessions: list[Session] = []
        for trainer, session in (member.open() for member in members):
            if session.over:
                session.store.close()
            else:
                self.trainers.append(trainer)
                self.sessions.append(session)

    def train(self, tell: Tell) -> None:
        """To the end. Runs end in order whatever ends it, Ctrl-C too."""
        if not self.trainers:
            return
        with ExitStack() as stack:
            for trainer, session in zip(self.trainers, self.sessions, strict=True):
                session.run.rewind(0)
                stack.enter_context(session.open(trainer))
            begin = time.perf_counter()
            with threads_for([trainer.model for trainer in self.trainers]):
                self._run(tell)
            self._totals(time.perf_counter() - begin)

    def _run(self, tell: Tell) -> None:
        first = self.trainers[0]
        population = Population([trainer.model for trainer in self.trainers])
        self.rows = list(range(len(self.trainers)))  # who stands in each row of the population
        self.begun, self.told, self.beaten = 0, 0.0, time.monotonic()
        for epoch in range(first.epochs):
            tallies = Tallies(first.model.objective)
            losses = self._epoch(population, epoch, tallies, tell)
            watched = self._validate(population)
            population.hand_back()
            self._record(epoch, losses, tallies, watched)
            going = [not self.trainers[place].diverged for place in self.rows]
            if not any(going):
                return
            if not all(going):
                kept = [row for row, goes in enumerate(going) if goes]
                self.rows, population = [self.rows[row] for row in kept], population.keep(kept)

    def _epoch(self, population: Population, epoch: int, tallies: Tallies, tell: Tell) -> list[Tensor]:
        first, losses = self.trainers[0], []
        population.template.train()
        for batch in first.batches.epoch(epoch):
            seed_turn(first.seed, self.begun, 0)
            losses.append(population.step(batch, tallies))
            self.begun += 1
            if time.monotonic() >= self.told + TELL_EVERY:
                self.told = time.monotonic()
                tell(self.begun / (first.epochs * first.steps))
                self._beat()
        population.template.eval()
        return losses

    def _beat(self) -> None:
        """A sign of life of every run, now and then."""
        if time.monotonic() >= self.beaten + BEAT_EVERY:
            self.beaten = time.monotonic()
            for session in self.sessions:
                session.run.beat()

    @torch.no_grad()
    def _validate(self, population: Population) -> Tallies | None:
        first = self.trainers[0]
        if first.validation is None:
            return None
        tallies = Tallies(first.model.objective)
        seed_turn(first.seed, self.begun, VALIDATION)
        for batch in first.validation.epoch():
            population.losses(batch, tallies)
        return tallies

    def _record(self, epoch: int, losses: list[Tensor], tallies: Tallies, watched: Tallies | None) -> None:
        """What `Recorder` would write of each. One that diverged ends where its loss is no number, before the epoch's
        end, with the weights that it had there."""
        by_member = torch.stack(losses).T.tolist()
        steps = range(self.begun - len(losses) + 1, self.begun + 1)
        learned, held = tallies.results(), watched.results() if watched else [{}] * len(self.rows)
        for row, place in enumerate(self.rows):
            trainer, run = self.trainers[place], self.sessions[place].run
            whole = sum(1 for _ in takewhile(math.isfinite, by_member[row]))
            if whole < len(losses):
                run.extend("loss", steps[: whole + 1], by_member[row][: whole + 1])
                trainer.losses = {"loss": losses[whole][row]}
                trainer.step, trainer.position, trainer.begun = steps[whole], whole + 1, True
                continue
            logs = learned[row] | {f"val_{name}": value for name, value in held[row].items()}
            run.extend("loss", steps, by_member[row])
            run.log(
                self.begun, rates_of(trainer.model) | {f"epoch/{name}": one for name, one in logs.items()}
            )
            run.flush()
            if trainer.model.history is not None:
                trainer.model.history.on_epoch_end(epoch, logs)
            trainer.step, trainer.epoch, trainer.scores = self.begun, epoch + 1, tallies.of(row)

    def _totals(self, seconds: float) -> None:
        """Each member's share of the time."""
        for trainer, session in zip(self.trainers, self.sessions, strict=True):
            numbers = sum(weight.numel() for weight in trainer.model.trainable_weights)
            record_totals(
                session.run, trainer.step, seconds=seconds / len(self.trainers),
                examples=trainer.epoch * trainer.batches.examples, parameters=numbers,
            )  # fmt: skip


@contextmanager
def threads_for(models: Sequence[Model]) -> Iterator[None]:
    """A step on few numbers is done sooner by one thread than shared among several."""
    before = torch.get_num_threads()
    numbers = sum(weight.numel() for model in models for weight in model.trainable_weights)
    torch.set_num_threads(1 if numbers < SHARED_FROM else before)
    try:
        yield
    finally:
        torch.set_num_threads(before)
