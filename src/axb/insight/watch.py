"""Watching a training: a look every few steps, in axb's own `fit` and in anybody's loop."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from torch import Tensor, nn

from axb.insight.look import Look
from axb.insight.route import route
from axb.insight.seen import Seen
from axb.training.callbacks.callback import Callback, Logs
from axb.words import InputError

if TYPE_CHECKING:
    from axb.runs import Run

EVERY = 32  # steps


class Watcher:
    """Looks at the steps 0, `every`, 2 `every`, ... `seen` holds the looks; `last` is the latest."""

    def __init__(
        self,
        module: nn.Module,
        every: int = EVERY,
        names: Sequence[str] | None = None,
        run: "Run | None" = None,
    ) -> None:
        self.module, self.every, self.names, self.run = module, _checked(every), names, run
        self.steps = 0
        self.seen: list[Seen] = []
        self.look: Look | None = None

    @property
    def last(self) -> Seen:
        """The latest look. Raises InputError where there was none yet."""
        if not self.seen:
            raise InputError("insight_watch.nothing_seen")
        return self.seen[-1]

    def begin(self) -> None:
        """Before a step's forward pass: attach, where this step is looked at."""
        if self.steps % self.every == 0:
            self.look = Look(route(self.module, self.names))
            self.look.attach()

    def step(self) -> None:
        """After a step's update (and before its gradients are cleared): detach, and remember what was seen."""
        self.steps += 1
        if self.look is not None:
            seen, self.look = self.look.end(self.steps), None
            if self.run is not None:
                seen.record(self.run, self.seen[-1].about if self.seen else None)
            self.seen.append(seen)

    def stop(self) -> None:
        """Leave nothing behind."""
        if self.look is not None:
            self.look.detach()
            self.look = None


@contextmanager
def watch(
    module: nn.Module,
    every: int = EVERY,
    names: Sequence[str] | None = None,
    run: "Run | None" = None,
) -> Iterator[Watcher]:
    """Look into any torch module while a loop of your own trains it.

        with axb.watch(module) as w:
            for x, y in batches:
                optimizer.zero_grad()
                loss(module(x), y).backward()
                optimizer.step()
                w.step()
        w.last.ladder

    Step 0 and every `every`th one are looked at; on all others nothing is attached. `names`: which of
    `module.named_modules()` to look at (None: see `route`). `run`: where the looks are kept too, for `axb figure`.
    Raises InputError for a name that isn't there, and for `every` below 1.
    """
    watcher = _Own(module, every, names, run)
    watcher.begin()
    try:
        yield watcher
    finally:
        watcher.stop()


class _Own(Watcher):
    """In a loop that says only when a step is over: the next one begins there."""

    def step(self) -> None:
        super().step()
        self.begin()


class Watch(Callback):
    """Looks into the model at every `every`th step of `fit`, and keeps the looks in the run where there is one.

    `seen` and `last` as `axb.watch` has them. It changes nothing that is learned, but for the last bits of a
    convolution's weights where pixels that no output sees are otherwise left out (see `Look`).
    """

    bystander = True

    def __init__(self, every: int = EVERY, names: Sequence[str] | None = None) -> None:
        self.every, self.names = _checked(every), names
        self.watcher: Watcher | None = None

    @property
    def seen(self) -> list[Seen]:
        """All looks of this training."""
        return self.watcher.seen if self.watcher else []

    @property
    def last(self) -> Seen:
        """The latest look. Raises InputError where there was none yet."""
        if self.watcher is None:
            raise InputError("insight_watch.nothing_seen")
        return self.watcher.last

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """Who is watched, and where that is kept."""
        run = self.trainer.run_record if self.trainer else None
        self.watcher = Watcher(self.model, self.every, self.names, run)

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Attach, where this step is looked at: always the same steps, also of a run that was resumed."""
        if self.watcher is not None and self.trainer is not None:
            self.watcher.steps = self.trainer.step
            self.watcher.begin()

    def on_gradient(self, player: str, parameters: Sequence[nn.Parameter], g: Sequence[Tensor]) -> None:
        """Before the optimizer overwrites them."""
        if self.watcher is not None and self.watcher.look is not None:
            self.watcher.look.note_gradients(parameters, g)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """Detach, and remember."""
        if self.watcher is not None:
            self.watcher.step()

    def close(self) -> None:
        """Leave nothing behind."""
        if self.watcher is not None:
            self.watcher.stop()


def _checked(every: Any) -> int:
    if isinstance(every, bool) or not isinstance(every, int) or every < 1:
        raise InputError("registry.out_of_range", what="watch: every", rule="≥ 1", got=every)
    return every
