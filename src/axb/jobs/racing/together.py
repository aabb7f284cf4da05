"""Members of one shape at one seed, trained as one population; each is recorded as the run it would be alone."""

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import takewhile

import torch
from torch import Tensor

from axb.jobs.racing.member import Member
from axb.races.population import Population
from axb.races.tallies import Tallies
from axb.training import Model, StopTraining, Trainer, checkpoint
from axb.training.callbacks.rates import rates_of
from axb.training.seeds import VALIDATION, seed_turn
from axb.training.session import Session
from axb.views.facts import TOTALS, record_totals

TELL_EVERY = 0.2  # seconds
BEAT_EVERY = 10.0
SHARED_FROM = 4_000_000  # weights of all members times examples of a batch: multiplications of a step
MOST = 100  # members at once: each holds its own connection to the store
Tell = Callable[[float], None]  # how much of the whole training is done, 0..1
Opened = tuple[Trainer, Session]


class Heat:
    """Members that still have to be trained, step by step together: to the end, or `until` so many epochs."""

    def __init__(self, members: Sequence[Member], until: int | None = None) -> None:
        self.until = members[0].epochs if until is None else until
        self.waiting = defaultdict[int, list[Opened]](list)  # by the epochs that they have behind them
        first: Trainer | None = None  # those who learn together share the examples
        for member in members:
            trainer, session = member.fit().opened(first)
            first = first or trainer
            assert session is not None  # it was given a name
            ended, begun = _place(session)
            if session.over or ended >= self.until:
                session.store.close()
            else:
                self.waiting[0 if begun else ended].append((trainer, session))

    def train(self, tell: Tell) -> None:
        """As far as they go in this heat. Runs end in order whatever ends it, Ctrl-C too."""
        for ended, several in self.waiting.items():
            self.trainers, self.sessions = [trainer for trainer, _ in several], [one for _, one in several]
            with ExitStack() as stack:
                for trainer, session in several:
                    stack.enter_context(self._opened(trainer, session, ended))
                begin = time.perf_counter()
                with threads_for([one.model for one in self.trainers], self.trainers[0].batches.batch_size):
                    self._run(tell, ended)
                self._totals(time.perf_counter() - begin)

    @contextmanager
    def _opened(self, trainer: Trainer, session: Session, ended: int) -> Iterator[None]:
        """It goes on where it ended an epoch, and stops between two where that isn't the last."""
        if not ended:
            session.run.rewind(0)
        with session.open(trainer):
            session.restore(trainer)
            yield
            if trainer.epoch < trainer.epochs and not trainer.diverged:
                raise StopTraining("stopped", quiet=True)

    def _run(self, tell: Tell, ended: int) -> None:
        first = self.trainers[0]
        population = Population([trainer.model for trainer in self.trainers], first.dtype)
        if ended:
            recall(population)
        self.rows = list(range(len(self.trainers)))  # who stands in each row of the population
        self.begun, self.told, self.beaten = first.step, 0.0, time.monotonic()
        for epoch in range(ended, self.until):
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
        """Each member's share of the time, beside what it took before."""
        for trainer, session in zip(self.trainers, self.sessions, strict=True):
            numbers = sum(weight.numel() for weight in trainer.model.trainable_weights)
            before = (session.run.json(TOTALS) or {"seconds": 0.0})["seconds"]
            record_totals(
                session.run, trainer.step, seconds=before + seconds / len(self.trainers),
                examples=trainer.epoch * trainer.batches.examples, parameters=numbers,
            )  # fmt: skip


def _place(session: Session) -> tuple[int, bool]:
    """Where its last checkpoint stands: epochs that were over, and whether another had begun."""
    latest = session.run.latest_checkpoint()
    return checkpoint.place(session.run.load_checkpoint(latest)[1]) if latest else (0, False)


def recall(population: Population) -> None:
    """Let its optimizers remember what the models' own do, which a checkpoint gave them."""
    for row, model in enumerate(population.models):
        known = {(slot, weight): piece for slot, weight, piece in model.optimizer.memory.pieces()}
        weights = dict(model.named_parameters())
        for slot, vector in population.fleet.remembered(row).items():
            for name, place in zip(population.names, torch.split(vector, population.sizes), strict=True):
                place.copy_(known[slot, weights[name]])


@contextmanager
def threads_for(models: Sequence[Model], batch_size: int) -> Iterator[None]:
    """A step on few numbers is done sooner by one thread than shared among several."""
    before = torch.get_num_threads()
    numbers = sum(weight.numel() for model in models for weight in model.trainable_weights)
    torch.set_num_threads(1 if numbers * batch_size < SHARED_FROM else before)
    try:
        yield
    finally:
        torch.set_num_threads(before)
