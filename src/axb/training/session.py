"""A fit that is a run: opened or continued, recorded, controlled, and ended in order."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch

from axb import graph
from axb.data.batches import Batches
from axb.graph.symbolic import flatten
from axb.registry import NotDescribableError, describe
from axb.runs import Run, Store
from axb.training import checkpoint
from axb.training.callbacks import Callback
from axb.training.control import Control
from axb.training.loop import StopTraining, Trainer
from axb.training.recording import Recorder
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.training.model import Model


class Session:
    """The run of a fit. The same fit under the same name goes on where the run stopped; another fit is refused."""

    def __init__(
        self, model: "Model", name: str, settings: Mapping[str, Any], data: Sequence[Any], seed: int,
        callbacks: Sequence[Callback], config: Mapping[str, Any] | None,
    ) -> None:  # fmt: skip
        self.store = Store()
        told = _told({**settings, **_compiled(model), "callbacks": [type(one).__name__ for one in callbacks]})
        asked = {"graph": graph.graph_hash(model), "data": data_hash(data), "settings": told}
        known = {run.name for run in self.store.runs()}
        if name in known:
            self.run = self.store.open(name)
            self._compare(asked)
        else:
            whole = {**asked, **(config or {})}
            self.run = self.store.create(
                name, config=whole, graph=graph_of(model), data_hash=asked["data"], seed=seed
            )
        self.control, self.recorder = Control(self.run), Recorder(self.run)
        self.callbacks: list[Callback] = [self.control, self.recorder]
        self.loaded: tuple[dict[str, torch.Tensor], dict[str, str]] | None = None

    def _compare(self, asked: Mapping[str, Any]) -> None:
        """Refuse to continue a run with another model, other data or other settings; say what differs."""
        before, differs = self.run.config, []
        for part in ("graph", "data"):
            if before.get(part) != asked[part]:
                differs.append(say(f"training.other_{part}"))
        then, now = before.get("settings", {}), asked["settings"]
        for key in sorted(then.keys() | now.keys()):
            if then.get(key) != now.get(key):
                differs.append(f"{key}: {then.get(key)!r} -> {now.get(key)!r}")
        if differs:
            raise InputError("training.run_differs", name=self.run.name, differs="; ".join(differs))

    def interrupt(self) -> None:
        """Ask for an end between two turns."""
        self.control.interrupted = True

    @contextmanager
    def open(self, trainer: Trainer) -> Iterator[None]:
        """Start the run and, whatever happens inside, end it in order."""
        self.run.start()
        latest = self.run.latest_checkpoint()
        self.run.rewind(latest.step if latest else 0)
        if latest is not None:
            self.loaded = self.run.load_checkpoint(latest)
            checkpoint.unpack_place(trainer, self.loaded[1])
        try:
            yield
        except StopTraining as stop:
            self._end(trainer, stop.reason)
            if stop.reason == "interrupted":
                raise KeyboardInterrupt from None
        except BaseException as error:
            self.recorder.flush()
            self.run.finish("interrupted" if isinstance(error, KeyboardInterrupt) else "failed")
            raise
        else:
            self.recorder.end("finished")
        finally:
            self.store.close()

    def _end(self, trainer: Trainer, reason: str) -> None:
        for callback in trainer.callbacks.callbacks:
            if hasattr(callback, "bar"):
                callback.on_train_end({})
        self.recorder.end(reason)
        print(say("training.ended", name=self.run.name, step=trainer.step, total=trainer.total_steps))

    def restore(self, trainer: Trainer) -> None:
        """Weights, memories and callbacks as they were at the checkpoint."""
        if self.loaded is not None:
            checkpoint.unpack(trainer, *self.loaded)
            self.loaded = None


def data_hash(batches: Sequence[Batches | None]) -> str:
    """SHA-256 of all arrays: types, shapes and bytes."""
    digest = hashlib.sha256()
    for one in batches:
        for array in flatten([one.x, one.y, one.weight] if one else []):
            if array is not None:
                digest.update(f"{array.dtype}{tuple(array.shape)}".encode())
                digest.update(array.cpu().contiguous().view(torch.uint8).numpy().data)
    return digest.hexdigest()


def graph_of(model: "Model") -> Mapping[str, Any] | None:
    """The graph as data; None where it cannot be told."""
    try:
        return {"axb": 1, "model": describe(model)}
    except NotDescribableError:
        return None


def _compiled(model: "Model") -> dict[str, Any]:
    told = {f"optimizer {name}": one.get_config() for name, one in model.optimizers.items()}
    return {**told, **model.objective.describe()}


def _told(value: Any) -> Any:
    """Settings as JSON; what cannot be told is named."""
    if isinstance(value, Mapping):
        return {str(key): _told(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_told(item) for item in value]
    try:
        return describe(value)
    except NotDescribableError:
        return getattr(value, "__qualname__", type(value).__name__)
