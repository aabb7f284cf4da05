"""A time budget: as many steps as fit into so many seconds, the learning rate's schedule complete at the end."""

import math
import sys
from bisect import bisect_right
from collections.abc import Callable
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

import torch

from axb.data.batches import Batches
from axb.graph.mode import mode
from axb.runs.decisions import TOTAL_STEPS, Decision
from axb.training.callbacks import Callback
from axb.training.callbacks.callback import Logs
from axb.training.scores import Scores
from axb.words import InputError, say

if TYPE_CHECKING:
    from axb.runs import Run
    from axb.training.loop import Trainer
    from axb.training.model import Model

# When it chooses (again), as shares of the time or, where these come first, of the steps; and before the last step.
LOOKS = (0.02, 0.05, 0.12, 0.25, 0.5, 0.75, 0.88, 0.94, 0.97, 0.985)
REST = 0.01  # of the budget, at least, lies between two looks
FEWEST = 4  # steps before the first look; the very first, always a slow one, does not count
MEMORY = 0.06  # of the budget: older steps hardly count for how long one takes
LEAST = 1e-9  # seconds that a step takes in any case
SLACK = 0.003  # a number of steps that would change by less stays


def check_seconds(what: str, seconds: Any) -> None:
    """Refuse what is no time: raises InputError."""
    number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not number or not 0 < seconds <= sys.float_info.max:
        raise InputError("registry.out_of_range", what=what, rule="> 0", got=seconds)


class Budget(Callback):
    """Ends a training when `seconds` are over on its `clock`, which must read 0 where the budget begins.

    It measures what a step costs and what comes between two epochs (validation, records), chooses the number of all
    steps, and corrects it at a few LOOKS. A choice is written to the run as a decision before it acts. A run that
    holds such decisions already, because it is resumed or repeated, does what they say and measures nothing.

    A schedule that knows its length is walked from its beginning to its end, once: after each choice what is left of
    it is spread evenly over the steps that are left, so the rate never jumps (see `Optimizer.progress`). One without
    an end is asked for the steps done, as ever, and a plain rate stays. Must come before all callbacks that read rates.
    """

    def __init__(
        self, seconds: float, clock: Callable[[], float], run: "Run | None" = None, talk: bool = False
    ) -> None:
        self.seconds, self.clock, self.run, self.talk = float(seconds), clock, run, talk
        self.next_look, self.chosen = LOOKS[0], 0.0  # the share of the next look, the clock at the last one
        known = run.decisions() if run else []
        self.ahead: list[Decision] = [one for one in known if one.key == TOTAL_STEPS]
        self.measures = not self.ahead
        # After step `since`: the share done, and all steps there will be.
        self.since, self.done, self.total = 0, 0.0, 0
        # Seconds of the last steps, and their number: the older, the less of each.
        self.took, self.counted = 0.0, 0.0
        self.gaps: list[float] = []  # seconds between two epochs
        self.batches: list[float] = []  # an evaluation's batch took so many times as long as a step
        self.begun = self.closing = 0.0  # the clock before the first step; seconds that the end will take
        self.last: float | None = None  # the clock where the last step began
        self.ended = 0.0  # and where it ended

    def recall(self) -> None:
        """Tell how long it will be, where an earlier try has decided that; its decisions act again at their steps."""
        if self.ahead:
            self._tell(self.ahead[-1].value)

    def on_train_begin(self, logs: Logs | None = None) -> None:
        """From here to the first step is about what it takes to write everything down at the end."""
        self.begun = self.clock()

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        """Measure and choose where it is time to, and say how much of the schedule is done."""
        if self.trainer is None:
            return
        while self.ahead and self.ahead[0].step <= self.trainer.step:
            self._take(self.ahead.pop(0))
        if self.measures:
            self._measure(self.trainer)
        for optimizer in self.model.optimizers.values():
            optimizer.progress = self.progress(self.trainer.step)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        """The clock for the gap that may follow."""
        self.ended = self.clock()

    def close(self) -> None:
        """Schedules follow the steps again."""
        for optimizer in self.model.optimizers.values():
            optimizer.progress = None

    def progress(self, step: int) -> float:
        """How much of the whole is done after `step` steps: 0 until the first choice, 1 at the end."""
        if not self.total:
            return 0.0
        return self.done + (1 - self.done) * (step - self.since) / (self.total - self.since)

    def _measure(self, trainer: "Trainer") -> None:
        now = self.clock()
        if self.last is None:
            self.closing = now - self.begun
        elif trainer.position:
            self._count(now - self.last)
        else:
            self._count(self.ended - self.last)
            self.gaps.append(now - self.ended)
        self.last = now
        is_last = bool(self.total) and trainer.step + 1 >= self.total
        rested = now - self.chosen >= REST * self.seconds and trainer.step > FEWEST
        if is_last or (rested and self._share(now) >= self.next_look):
            self.chosen = now
            self._choose(trainer)
            self.next_look = next((look for look in LOOKS if look > self._share(now)), math.inf)

    def _count(self, seconds: float) -> None:
        """One more step; the first doesn't count."""
        if self.trainer and self.trainer.step > 1:
            kept = math.exp(-seconds / (MEMORY * self.seconds))
            self.took, self.counted = kept * self.took + seconds, kept * self.counted + 1

    def _share(self, now: float) -> float:
        """How much is over of the time, or of the steps where that is more."""
        step = self.trainer.step if self.trainer else 0
        return max(now / self.seconds, step / self.total if self.total else 0.0)

    def _choose(self, trainer: "Trainer") -> None:
        """Write the number of all steps down, then act on it, where it is another one than before."""
        seconds = self.took / max(self.counted, 1)
        gap = fmean(self.gaps) if self.gaps else self._expected_gap(trainer, seconds)
        left = self.seconds - self.closing - self.clock()
        total = trainer.step + steps_that_fit(left, seconds, gap, trainer.position, trainer.steps)
        if abs(total - self.total) <= SLACK * self.total:
            return
        is_first = not self.total
        if self.run is not None:
            self.run.decide(trainer.step, TOTAL_STEPS, total)
        self._take(Decision(trainer.step, 0, TOTAL_STEPS, total))
        if is_first and self.talk:
            rate = trainer.batches.batch_size / max(seconds, LEAST)
            epochs = total / trainer.steps
            print(say("training.budget", seconds=f"{self.seconds:g}", steps=f"{total:,}", epochs=f"{epochs:.1f}",
                      rate=f"{rate:,.0f}"))  # fmt: skip

    def _expected_gap(self, trainer: "Trainer", seconds: float) -> float:
        """What the end of an epoch will cost, while none has been seen: an evaluation, in proportion to a step.

        Each look times one more batch, because a busy machine makes single ones many times slower.
        """
        if trainer.validation is None:
            return 0.0
        batch = evaluation_seconds(self.model, trainer.validation, self.clock)
        self.batches.append(batch / max(seconds, LEAST))
        return median(self.batches) * seconds * trainer.validation.steps / trainer.validation_freq

    def _take(self, decision: Decision) -> None:
        self.done = self.progress(decision.step)
        self.since, self.total = decision.step, decision.value
        self._tell(decision.value)

    def _tell(self, total: int) -> None:
        """All who look know how long it will be."""
        trainer = self.trainer
        if trainer is not None:
            trainer.total_steps = total
            ahead = trainer.position + total - trainer.step
            trainer.epochs = trainer.epoch + math.ceil(ahead / trainer.steps)
            trainer.callbacks.set_params({**self.params, "epochs": trainer.epochs})


def steps_that_fit(left: float, step: float, gap: float, position: int, epoch: int) -> int:
    """How many more steps of `step` seconds end nearest to `left` seconds from now; at least 1.

    `position` of the `epoch` steps of an epoch are done; each epoch's end, the last one's too, costs `gap` seconds.
    """

    def cost(steps: int) -> float:
        return steps * step + math.ceil((position + steps) / epoch) * gap

    step = max(step, LEAST)
    above = bisect_right(range(max(int(left / step), 0) + 2), left, key=cost)
    return max(min(above - 1, above, key=lambda steps: abs(cost(steps) - left)), 1)


@torch.no_grad()
def evaluation_seconds(model: "Model", batches: Batches, clock: Callable[[], float]) -> float:
    """How long the first batch of an evaluation takes."""
    begin = clock()
    with mode(model, False):
        model.measure(next(batches.epoch(stop=1)), Scores())
    return clock() - begin
