"""What `fit` does before and after the loop: data into batches, checks, callbacks, the run."""

import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from axb.data.batches import Batch, Batches, each, first
from axb.graph.mode import quietly
from axb.graph.symbolic import map_structure
from axb.training import task
from axb.training.callbacks import Callback, History, Progress
from axb.training.loop import StopTraining, Trainer
from axb.training.runtime import choose_precision, keep_memory
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
    _check_counts(epochs=epochs, accumulate=accumulate, validation_freq=validation_freq)
    keep_memory()
    size, device = batch_size or 32, model.device
    x, y, weight, held = _hold_out(x, y, sample_weight, validation_split, validation_data)
    weight = _with_class_weight(y, weight, class_weight)
    seed = fresh_seed() if seed is None else seed
    batches = Batches(x, y, weight, batch_size=size, shuffle=shuffle, seed=seed, device=device)
    validation = held and Batches(*held, batch_size=validation_batch_size or max(size, 256), device=device)
    build(model, batches)
    model.to(device)
    task.check(model, batches)
    dtype = choose_precision(model.precision, model, device)
    level = (1 if verbose == "auto" else int(verbose)) if verbose not in (0, "0") else 0
    history = History()
    watchers: list[Callback] = [*(callbacks or ()), history, *([Progress(level)] if level else [])]
    settings = {
        "batch_size": size, "epochs": epochs, "initial_epoch": initial_epoch, "steps_per_epoch": steps_per_epoch,
        "shuffle": shuffle, "validation_freq": validation_freq, "accumulate": accumulate,
        "class_weight": None if class_weight is None else {str(k): v for k, v in class_weight.items()},
        "precision": str(dtype).removeprefix("torch."),
    }  # fmt: skip
    session = (
        Session(model, run, settings, [batches, validation], seed, callbacks or (), config) if run else None
    )
    if session is not None:
        watchers += session.callbacks
        batches.seed = session.run.seed
    trainer = Trainer(
        model, batches, watchers, epochs=epochs, initial_epoch=initial_epoch, steps_per_epoch=steps_per_epoch,
        validation=validation or None, validation_freq=validation_freq, seed=batches.seed, accumulate=accumulate,
        dtype=dtype,
    )  # fmt: skip
    if level:
        print(_said_at_start(model, batches, dtype))
    model.history, model.stop_training = history, False
    trainer.callbacks.set_params({"verbose": level, "epochs": epochs, "steps": trainer.steps})
    _train(trainer, session)
    return history


def _train(trainer: Trainer, session: Session | None) -> None:
    """Run the loop; a run ends in order whatever ends it."""
    with session.open(trainer) if session else _nothing():
        trainer.callbacks.announce("train_begin", {})
        if session is not None:
            session.restore(trainer)
        with interrupts(session.interrupt) if session else _nothing():
            trainer.run()
        for optimizer in trainer.model.optimizers.values():
            optimizer.finish()
        trainer.callbacks.announce("train_end", {})


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def interrupts(act: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C asks for an end between two turns; a second one ends at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def first_time(number: int, frame: Any) -> None:
        signal.signal(signal.SIGINT, before)
        act()

    signal.signal(signal.SIGINT, first_time)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _check_counts(**counts: int) -> None:
    for name, value in counts.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise InputError("registry.out_of_range", what=f"fit: {name}", rule="≥ 1", got=value)


def build(model: "Model", batches: Batches) -> None:
    """Make the weights of a model that does not know its input yet, from the data it is given."""
    if model.built and model.graph is not None:
        return
    example = Batch(*(each(lambda a: a[:2].cpu(), field) for field in (batches.x, batches.y, batches.weight)))
    if not model.built:
        model.build_from(map_structure(lambda a: (None, *a.shape[1:]), example.x))
    if model.graph is None and type(model).call is not _plain_call():
        with quietly(model):
            model(each(lambda a: a.to(model.where), example.x))


def _plain_call() -> Any:
    from axb.graph import Network

    return Network.call


def _hold_out(x: Any, y: Any, weight: Any, split: float, data: Any) -> tuple[Any, Any, Any, Any]:
    """Training arrays, and validation arrays (or None): given ones, or the last share of the training ones."""
    if data is not None:
        return x, y, weight, tuple(data)
    if not split:
        return x, y, weight, None
    if not 0 < split < 1:
        raise InputError("registry.out_of_range", what="fit: validation_split", rule="∈ [0, 1)", got=split)
    cut = int(np.shape(first(x))[0] * (1 - split))
    kept = [each(lambda a: a[:cut], field) for field in (x, y, weight)]
    return *kept, tuple(each(lambda a: a[cut:], field) for field in (x, y, weight))  # type: ignore[return-value]


def _with_class_weight(y: Any, weight: Any, class_weight: Mapping[int, float] | None) -> Any:
    """Each example's weight times that of its class."""
    if class_weight is None:
        return weight
    answers = np.asarray(y)
    labels = answers.argmax(-1) if answers.ndim > 1 and answers.shape[-1] > 1 else answers.reshape(-1)
    by_class = np.array([class_weight.get(int(label), 1.0) for label in labels], np.float32)
    return by_class if weight is None else by_class * np.asarray(weight)


def _said_at_start(model: "Model", batches: Batches, dtype: torch.dtype) -> str:
    return say(
        "training.start", device=model.device, threads=torch.get_num_threads(), dtype=str(dtype).removeprefix("torch."),
        examples=f"{batches.examples:,}", numbers=f"{model.count_params():,}",
    )  # fmt: skip


__all__ = ["StopTraining", "build", "fit"]
