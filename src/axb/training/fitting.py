"""What `fit` does around the loop: data into batches, checks, callbacks, the run."""

import operator
import warnings
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Any

import torch

from axb.data.batches import Batch, Batches, each
from axb.graph import Network
from axb.graph.mode import quietly
from axb.graph.symbolic import map_structure
from axb.training import checks
from axb.training.callbacks import Callback, History, Progress
from axb.training.examples import training_and_held_out
from axb.training.interrupts import interrupts
from axb.training.loop import StopTraining, Trainer
from axb.training.runtime import choose_precision, dtype_name, keep_memory
from axb.training.seeds import fresh_seed
from axb.training.session import Session
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model


def fit(
    model: "Model", x: Any, y: Any, batch_size: int | None, epochs: int, verbose: str | int,
    callbacks: Sequence[Callback] | None, validation_split: float, validation_data: Any, shuffle: bool,
    class_weight: Mapping[int, float] | None, sample_weight: Any, initial_epoch: int, steps_per_epoch: int | None,
    validation_batch_size: int | None, validation_freq: int, run: str | None, seed: int | None, accumulate: int,
    config: Mapping[str, Any] | None,
) -> History:  # fmt: skip
    """`Model.fit`; see there."""
    size, most = count("batch_size", 32 if batch_size is None else batch_size), 2**63
    counts: dict[str, Any] = {
        "epochs": count("epochs", epochs), "initial_epoch": count("initial_epoch", initial_epoch, 0),
        "steps_per_epoch": None if steps_per_epoch is None else count("steps_per_epoch", steps_per_epoch),
        "validation_freq": count("validation_freq", validation_freq), "accumulate": count("accumulate", accumulate),
    }  # fmt: skip
    keep_memory()
    fields, held = training_and_held_out(x, y, sample_weight, class_weight, validation_split, validation_data)
    seed = count("seed", fresh_seed() if seed is None else seed, 0, most)
    batches = Batches(*fields, batch_size=size, shuffle=bool(shuffle), seed=seed, device=model.device)
    watched = max(size, 256) if validation_batch_size is None else validation_batch_size
    validation = None if held is None else Batches(*held, batch_size=watched, device=model.device)
    ready(model, batches, validation)
    dtype = choose_precision(model.precision, model, model.device)
    level = 1 if verbose == "auto" else count("verbose", verbose, 0, 2)
    history = History()
    watchers: list[Callback] = [*(callbacks or ()), history, *([Progress(level)] if level else [])]
    settings = {
        **counts, "batch_size": size, "shuffle": bool(shuffle), "precision": dtype_name(dtype),
        "class_weight": class_weight,
    }  # fmt: skip
    data = [batches, validation]
    session = run and Session(model, run, settings, data, seed, callbacks or (), config, bool(level))
    if session:
        watchers += session.callbacks
        batches.seed = session.run.seed
    trainer = Trainer(
        model, batches, watchers, validation=validation, seed=batches.seed, dtype=dtype, **counts
    )
    model.history, model.stop_training = history, False
    trainer.callbacks.set_params({"verbose": level, "epochs": trainer.epochs, "steps": trainer.steps})
    if session and session.finished:
        session.recall(trainer)
        return history
    if level:
        print(_said_at_start(model, batches, dtype))
    _train(trainer, session or None)
    return history


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


def count(what: str, value: Any, least: int = 1, most: int | None = None) -> int:
    """A whole number that `fit` was given, at least `least` (and at most `most`)."""
    try:
        number = operator.index(value)
    except TypeError:
        number = least - 1
    if isinstance(value, bool) or number < least or (most is not None and number > most):
        rule = f"≥ {least}" if most is None else f"{least}..{most}"
        raise InputError("registry.out_of_range", what=f"fit: {what}", rule=rule, got=value)
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
        warnings.warn(doubt, stacklevel=4)  # the line that called Model.fit


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
