"""Batches that come from outside, one after another: a generator, a torch DataLoader, anything that gives batches."""

from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Any

import torch
from torch import Tensor

from axb.data.batches import Batch, Batches, each, to_target, to_tensor
from axb.words import InputError


def is_stream(data: Any) -> bool:
    """Whether `data` gives batches instead of being the examples."""
    arrays = isinstance(data, list | tuple | Mapping | str | Tensor) or hasattr(data, "__array__")
    return hasattr(data, "__iter__") and not arrays


class Stream(Batches):
    """What `Batches` is to arrays: x, y and weights of its first batch stand for all of them.

    Each batch is x, or a tuple or list (x, y) or (x, y, weights). What can be begun anew (a DataLoader) is, each epoch;
    a generator goes on where it stood, and so does all that is told how many `steps` an epoch has.
    """

    def __init__(
        self, source: Any, steps: int | None = None, *, seed: int = 0, device: str | torch.device = "cpu"
    ) -> None:
        self.source, self.device, self.seed, self.shuffle = source, device, seed, False
        self._runs = iter(source)
        generator = self._runs is source
        self._known = steps if steps is not None or not hasattr(source, "__len__") else len(source)
        self._goes_on, self._again = generator or steps is not None, not generator and steps is not None
        first = next(self._runs, None)
        if first is None:
            raise InputError("data.no_examples")
        self._runs, self._fresh = chain([first], self._runs), True
        batch = self._batch(first)
        self.x, self.y, self.weight, self.batch_size = batch.x, batch.y, batch.weight, len(batch)

    @property
    def steps(self) -> int:  # type: ignore[override]
        """Batches of an epoch. Raises InputError where nobody knows."""
        if self._known is None:
            raise InputError("data.stream_steps")
        return self._known

    @property
    def examples(self) -> int:  # type: ignore[override]
        """About so many an epoch."""
        return self.steps * self.batch_size

    def epoch(self, epoch: int = 0, start: int = 0, stop: int | None = None) -> Iterator[Batch]:
        """The batches of an epoch, from number `start` on, up to (not including) `stop`.

        Raises InputError where they end before.
        """
        if start == 0 and not self._fresh and not self._goes_on:
            self._runs = iter(self.source)
        self._fresh = False
        last = self._known if stop is None else stop
        for number in count(start) if last is None else range(start, last):
            given = self._next()
            if given is None and last is not None:
                raise InputError("data.stream_ended", got=number, needs=last)
            if given is None:
                return
            yield self._batch(given)
        if callable(told := getattr(self.source, "on_epoch_end", None)):
            told()

    def _next(self) -> Any:
        given = next(self._runs, None)
        if given is None and self._again:
            self._runs = iter(self.source)
            given = next(self._runs, None)
        return given

    def _batch(self, given: Any) -> Batch:
        fields = (*given, None, None)[:3] if isinstance(given, tuple | list) else (given, None, None)
        made = zip(fields, (to_tensor, to_target, to_tensor), strict=True)
        return Batch(*(each(lambda a, make=make: make(a).to(self.device), field) for field, make in made))


def batches_of(x: Any, y: Any, weight: Any, *, steps: int | None = None, **options: Any) -> Batches:
    """Batches of arrays, or of a stream that brings its own answers and weights; at most `steps` of them.

    Raises InputError where a stream is given y or weights beside it.
    """
    if is_stream(x):
        refuse_beside_stream({"y": y, "sample_weight": weight})
        return Stream(x, steps, device=options["device"])
    batches = Batches(x, y, weight, **options)
    batches.steps = batches.steps if steps is None else min(steps, batches.steps)
    return batches


def refuse_beside_stream(given: Mapping[str, Any]) -> None:
    """Refuse what only goes with arrays. `given`: arguments by name, False or None where not given."""
    names = [name for name, value in given.items() if value is not None and value is not False]
    if names:
        raise InputError("data.stream_alone", got=", ".join(names))
