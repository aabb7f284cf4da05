"""What `fit` does around the loop: data into batches, checks, callbacks, the run."""

import operator
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from axb.data.batches import Batch, Batches, each
from axb.data.stream import Stream, batches_of, is_stream, refuse_beside_stream
from axb.graph import Network
from axb.graph.mode import quietly
from axb.graph.symbolic import map_structure
from axb.training import checks
from axb.training.budget import Budget, check_seconds
from axb.training.callbacks import Callback, History, Progress, checked
from axb.training.examples import given, training_and_held_out
from axb.training.identity import identity
from axb.training.interrupts import interrupts
from axb.training.loop import StopTraining, Trainer
from axb.training.runtime import choose_precision, dtype_name, keep_memory
from axb.training.seeds import fresh_seed
from axb.training.session import Session
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model

MOST_SEED = 2**63 - 1  # what the run store keeps


@dataclass
class Fit:
    """The arguments of `Model.fit` (see there), and what becomes of them."""

    model: "Model"
    x: Any
    y: Any
    batch_size: int | None
    epochs: int
    verbose: str | int
    callbacks: Sequence[Callback] | None
    validation_split: float
    validation_data: Any
    shuffle: bool
    class_weight: Mapping[int, float] | None
    sample_weight: Any
    initial_epoch: int
    steps_per_epoch: int | None
    validation_steps: int | None
    validation_batch_size: int | None
    validation_freq: int
    run: str | None
    seed: int | None
    accumulate: int
    config: Mapping[str, Any] | None
    seconds: float | None

    def train(self) -> History:
        """Check, train, and return what was logged."""
        trainer, session = self.opened()
        history = trainer.model.history
        assert history is not None  # `opened` has made it
        if session and session.over:
            session.recall(trainer)
            return history
        if self._level:
            print(_said_at_start(trainer.model, trainer.batches, trainer.dtype))
        _train(trainer, session)
        return history

    @property
    def _level(self) -> int:
        return 1 if self.verbose == "auto" else count("verbose", self.verbose, 0, 2)

    def opened(self, beside: Trainer | None = None) -> tuple[Trainer, Session | None]:
        """The trainer, and the run where it has a name: all is checked, nothing is trained yet.

        beside: one that has opened the same examples, which are then not held a second time.
        """
        begin = time.perf_counter()
        model, history = self.model, History()
        watchers: list[Callback] = [*checked(self.callbacks or ()), history]
        level, counts = self._level, self._counts()
        if self.seconds is not None:
            check_seconds("fit: seconds", self.seconds)
        keep_memory()
        batches, validation = (beside.batches, beside.validation) if beside else self._batches()
        ready(model, batches, validation)
        for doubt in checks.doubt_monitors(model, watchers):
            warnings.warn(doubt, stacklevel=4)  # at the line that called Model.fit
        dtype = choose_precision(model.precision, model, model.device)
        settings = {**counts, **self._timed(), "precision": dtype_name(dtype)}
        session = self._session(batches, validation, settings, bool(level))
        if session:
            watchers += session.callbacks
            batches.seed = session.run.seed
        budget = self._budget(begin, session, bool(level))
        watchers = [*([budget] if budget else []), *watchers]
        trainer = Trainer(
            model, batches, [*watchers, *([Progress(level)] if level else [])], validation=validation,
            seed=batches.seed, dtype=dtype, **counts,
        )  # fmt: skip
        trainer.run_record = session.run if session else None
        model.history, model.stop_training = history, False
        epochs = None if budget else trainer.epochs
        trainer.callbacks.set_params({"verbose": level, "epochs": epochs, "steps": trainer.steps})
        if budget:
            budget.recall()
        return trainer, session

    def _counts(self) -> dict[str, Any]:
        steps = self.steps_per_epoch
        return {
            "epochs": count("epochs", self.epochs) if self.seconds is None else sys.maxsize,
            "initial_epoch": count("initial_epoch", self.initial_epoch, 0),
            "steps_per_epoch": None if steps is None else count("steps_per_epoch", steps),
            "validation_freq": count("validation_freq", self.validation_freq),
            "accumulate": count("accumulate", self.accumulate),
        }

    def _timed(self) -> dict[str, Any]:
        """What a time budget changes in the settings that a run is known by."""
        return {} if self.seconds is None else {"epochs": None, "seconds": float(self.seconds)}

    def _budget(self, begin: float, session: Session | None, talk: bool) -> Budget | None:
        """Its clock began with `fit`, and stands still while a person lets the training wait."""
        if self.seconds is None:
            return None
        if session is None:
            return Budget(self.seconds, lambda: time.perf_counter() - begin, talk=talk)
        control = session.control
        return Budget(self.seconds, lambda: time.perf_counter() - begin - control.waited, session.run, talk)

    def _batches(self) -> tuple[Batches, Batches | None]:
        """The examples to train on, and those to watch."""
        size = count("batch_size", 32 if self.batch_size is None else self.batch_size)
        batches, held = self._streamed() if is_stream(self.x) else self._held_in_memory(size)
        if held is None:
            return batches, None
        if is_stream(held):
            refuse_beside_stream({"run": self.run})
            held = (held, None, None)
        watched = max(size, 256) if self.validation_batch_size is None else self.validation_batch_size
        steps, device = self.validation_steps, self.model.device
        return batches, batches_of(*held, steps=steps, batch_size=watched, device=device)

    def _held_in_memory(self, size: int) -> tuple[Batches, Any]:
        """Arrays to train on; what to watch, as arrays or as it was given."""
        stream = self.validation_data if is_stream(self.validation_data) else None
        held = None if stream is not None else self.validation_data
        fields, watched = training_and_held_out(
            self.x, self.y, self.sample_weight, self.class_weight, self.validation_split, held
        )
        options = {"batch_size": size, "shuffle": bool(self.shuffle), "seed": self._seed()}
        return Batches(*fields, device=self.model.device, **options), stream or watched  # type: ignore[arg-type]

    def _streamed(self) -> tuple[Batches, Any]:
        """Batches from outside, which bring their own answers and weights; what to watch, as arrays or as given."""
        refuse_beside_stream({
            "y": self.y, "sample_weight": self.sample_weight, "class_weight": self.class_weight,
            "validation_split": self.validation_split or None, "run": self.run,
        })  # fmt: skip
        held = self.validation_data
        batches = Stream(self.x, self.steps_per_epoch, seed=self._seed(), device=self.model.device)
        return batches, held if held is None or is_stream(held) else given(held)

    def _seed(self) -> int:
        return count("seed", fresh_seed() if self.seed is None else self.seed, 0, MOST_SEED)

    def _session(
        self, batches: Batches, validation: Batches | None, settings: dict[str, Any], talk: bool
    ) -> Session | None:
        """The run that this fit is, where it was given a name."""
        if self.run is None:
            return None
        told = {
            **settings,
            "batch_size": batches.batch_size,
            "shuffle": batches.shuffle,
            "class_weight": self.class_weight,
        }
        who = identity(self.model, told, [batches, validation], self.callbacks or ())
        told = {**(self.config or {}), "examples": batches.examples}
        return Session(self.model, self.run, who, batches.seed, told, talk)


def _train(trainer: Trainer, session: Session | None) -> None:
    """Run the loop; a run ends in order whatever ends it."""
    try:
        with session.open(trainer) if session else suppress(StopTraining):
            trainer.callbacks.announce("train_begin", {})
            if session:
                session.restore(trainer)
            with interrupts(session.interrupt) if session else nullcontext():
                trainer.run()
            for optimizer in trainer.model.optimizers.values():
                optimizer.finish()
            trainer.callbacks.announce("train_end", {})
    finally:
        trainer.model.eval()
        trainer.callbacks.close()


def count(what: str, value: Any, least: int = 1, most: int | None = None, by: str = "fit") -> int:
    """A whole number that `fit` (or whoever `by` names) was given, at least `least` (and at most `most`)."""
    try:
        number = operator.index(value)
    except TypeError:
        number = least - 1
    if isinstance(value, bool) or number < least or (most is not None and number > most):
        rule = f"≥ {least}" if most is None else f"{least}..{most}"
        raise InputError("registry.out_of_range", what=f"{by}: {what}", rule=rule, got=value)
    return number


def ready(model: "Model", batches: Batches, validation: Batches | None) -> None:
    """Make the weights where data was waited for, and look whether data, model and loss fit each other."""
    build(model, batches)
    model.to(model.device)
    checks.check_players(model)
    doubts = checks.check(model, batches)
    if validation is not None:
        checks.check(model, validation)
    checks.check_finite(batches)
    for doubt in doubts:
        warnings.warn(doubt, stacklevel=5)  # at the line that called Model.fit


def build(model: "Model", batches: Batches) -> None:
    """Make the weights of a model that does not know its input yet, from the data it is given."""
    if model.built and model.graph is not None:
        return
    example = Batch(*(each(lambda a: a[:2].cpu(), field) for field in (batches.x, batches.y, batches.weight)))
    if not model.built:
        alone = isinstance(example.x, list) and len(example.x) == 1
        model.build_from(map_structure(lambda a: (None, *a.shape[1:]), example.x[0] if alone else example.x))
    if model.graph is None and type(model).call is not Network.call:
        with quietly(model):
            model(each(lambda a: a.to(model.where), example.x))


def _said_at_start(model: "Model", batches: Batches, dtype: torch.dtype) -> str:
    return say(
        "training.start", device=model.device, threads=torch.get_num_threads(), dtype=dtype_name(dtype),
        examples=f"{batches.examples:,}", numbers=f"{model.count_params():,}",
    )  # fmt: skip
