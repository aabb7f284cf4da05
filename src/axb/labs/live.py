"""What the live experiments share: a plan's pieces learn one after another, and what has learned is kept."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from axb.data import Dataset, load
from axb.labs.experiment import Piece
from axb.labs.plans import Fields


class LivePlan(Fields, Protocol):
    """What is trained, and on what."""

    @property
    def data(self) -> str:
        """As `axb.data.load` takes it."""

    @property
    def pieces(self) -> Sequence[Any]:
        """In the order in which they are trained."""


class Learner(Protocol):
    """What trains one piece, as `Trainer` does."""

    step: int  # updates that are done
    total_steps: int

    def advance(self) -> object:
        """One update."""


P = TypeVar("P", bound=LivePlan)
One = TypeVar("One", bound=Piece[Any])
L = TypeVar("L", bound=Learner)
Done = TypeVar("Done")


class LiveExperiment(ABC, Generic[P, One, L, Done]):
    """Trains the plan's pieces in turn. `outcomes` are those that are done, each by its piece's file; `learner` is what
    learns, None where nothing has begun.

    A copy, and what is sent to another process, begins anew. Raises InputError for what can't be used, here and in
    every method.
    """

    learner: L | None
    _now: Done | None

    def __init__(self, plan: P) -> None:
        self.plan = plan
        self.data = self._loaded()
        self.outcomes: dict[str, Done] = {}
        self.start_over()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.plan,)

    @property
    def waiting(self) -> list[One]:
        """What hasn't learned to its end yet."""
        return [one for one in self.plan.pieces if one.file not in self.outcomes]

    @property
    def seen(self) -> list[Done]:
        """What is done, and what is learning as it was last measured."""
        return [*self.outcomes.values(), *([self._now] if self._now else [])]

    @property
    def last(self) -> Done | None:
        """What is learning as it was last measured, or else learned last."""
        return self._now or next(reversed(self.outcomes.values()), None)

    # Time

    def start_over(self) -> None:
        """Nothing has been learned."""
        self.outcomes.clear()
        self.step, self.running = 0, False
        self._forget()

    def learn(self) -> None:
        """Let them learn, from the start where all have."""
        if not self.waiting:
            self.start_over()
        self.running = True

    def pause(self) -> None:
        """Let them stand."""
        self.running = False

    def advance(self) -> None:
        """One update of the network that learns; the first one makes it."""
        if self.waiting:
            piece = self.waiting[0]
            learner = self.learner = self.learner or self._begun(piece)
            self._update(learner)
            self.step += 1
            ended = learner.step >= learner.total_steps
            if ended or self._is_due(learner):
                self._now = found = self._measured(piece, learner, ended)
                if ended:
                    self.outcomes[piece.file] = found
                    self._forget()
        self.running = self.running and bool(self.waiting)

    def _change(self, **changes: Any) -> None:
        """Another plan; what has learned already is kept, what is learning is not."""
        self.plan = replace(self.plan, **changes)
        self._forget()

    def _forget(self) -> None:
        self.learner = self._now = None

    # What is a lab's own

    def _loaded(self) -> Dataset:
        """What they learn from and are tested with."""
        return load(self.plan.data)

    @abstractmethod
    def _begun(self, piece: One) -> L:
        """Who trains it, before the first step."""

    def _update(self, learner: L) -> None:
        learner.advance()

    @abstractmethod
    def _is_due(self, learner: L) -> bool:
        """Whether to measure it after this step, which isn't its last."""

    @abstractmethod
    def _measured(self, piece: One, learner: L, ended: bool) -> Done:
        """What it has come to."""
