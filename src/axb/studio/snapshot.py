"""How a run is doing at this moment, in numbers: what its page says of it in any language."""

import math
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from axb.jobs.queue_work import last_line
from axb.runs import Run, Store
from axb.runs.processes import process_exists
from axb.runs.queue import Queue
from axb.runs.record import ACTIVE
from axb.views.facts import rung

WINDOW = 5.0  # seconds that a speed is measured over
EPOCH, HELD_OUT, RATE = "epoch/", "epoch/val_", "learning_rate"
MEASURED = "test"  # the artifact that the test part's numbers are kept in


@dataclass
class Pace:
    """Where a run was in the last seconds."""

    seen: deque[tuple[float, int]] = field(default_factory=deque)

    def speed(self, step: int, moving: bool) -> float | None:
        """Steps a second; None where it does not move, or has not been seen moving yet."""
        now = time.monotonic()
        if not moving or (self.seen and step < self.seen[-1][1]):
            self.seen.clear()
        if moving and (not self.seen or step > self.seen[-1][1]):
            self.seen.append((now, step))
        while len(self.seen) > 2 and now - self.seen[0][0] > WINDOW:
            self.seen.popleft()
        if len(self.seen) < 2:
            return None
        (first, start), (last, end) = self.seen[0], self.seen[-1]
        return (end - start) / max(last - first, 1e-9)


@dataclass(frozen=True)
class Snapshot:
    """status: as `Run.shown_status`. step of steps (0: not known yet), epoch of epochs. speed: examples a second.

    left: seconds. numbers: metric -> (in training, held out). test: the numbers of the test part;
    measuring: they are being found.
    place: how many wait before it, of `waiting` in all. kept: the step of the last checkpoint.
    said: the last line of its process, where it failed or died.
    """

    name: str
    status: str
    step: int
    steps: int
    epoch: int
    epochs: int
    speed: float | None
    left: float | None
    loss: float | None
    rate: float | None
    numbers: tuple[tuple[str, float | None, float | None], ...]
    test: tuple[tuple[str, float], ...]
    measuring: bool
    place: int | None
    waiting: int
    kept: int
    said: str
    from_job: bool
    rung: dict[str, int] | None = None  # where successive halving stopped it

    @property
    def has_process(self) -> bool:
        """Whether there is somebody to command."""
        return self.status in ACTIVE

    @property
    def has_ended(self) -> bool:
        """Whether nothing is under way and nothing waits."""
        return not self.has_process and self.status != "queued"

    @property
    def key(self) -> tuple[object, ...]:
        """Another one where there is something new to draw."""
        return self.step, self.epoch, self.has_ended


def snapshot(store: Store, run: Run, pace: Pace) -> Snapshot:
    """Read it; a millisecond or so, however long the run is."""
    status, names = run.shown_status, run.series_names()
    last = {name: run.last(name) for name in names}
    step = max((found[0] for found in last.values() if found), default=0)
    settings, in_an_epoch = run.config.get("settings") or {}, _steps_in_an_epoch(run)
    steps = in_an_epoch * int(settings.get("epochs") or 0) or run.chosen_steps()
    epochs = math.ceil(steps / in_an_epoch) if in_an_epoch else 0
    speed = pace.speed(step, status in ("running", "slow"))
    left = (steps - step) / speed if speed and steps else None
    queue = Queue(store).waiting() if status == "queued" else []
    latest = run.checkpoints()[-1:] if status not in ACTIVE else []
    test = tuple((run.json(MEASURED) or {}).items()) if status == "finished" else ()
    value = {name: found[1] for name, found in last.items() if found}
    return Snapshot(
        name=run.name, status=status, step=step, steps=steps,
        epoch=min(step // in_an_epoch + 1, epochs) if epochs else 0, epochs=epochs,
        speed=speed * int(settings.get("batch_size") or 0) if speed else None,
        left=max(left, 0.0) if left is not None else None, loss=value.get("loss"), rate=_rate(run, last.get(RATE)),
        numbers=_numbers(value), test=test,
        measuring=status == "finished" and not test and process_exists(run.pid or 0),
        place=next((place for place, one in enumerate(queue) if one.id == run.id), None), waiting=len(queue),
        kept=latest[0].step if latest else 0, said=last_line(run) if status in ("failed", "died") else "",
        from_job="job" in run.config, rung=rung(run) if status == "stopped" else None,
    )  # fmt: skip


def _rate(run: Run, recorded: tuple[int, float] | None) -> float | None:
    """What a hand has set holds before a step has been recorded with it: a paused training takes none."""
    if recorded is None:
        return None
    decided = [one for one in run.decisions() if one.key.endswith(f".{RATE}") and one.step >= recorded[0]]
    return float(decided[-1].value) if decided else recorded[1]


def _steps_in_an_epoch(run: Run) -> int:
    """0 where the run doesn't tell yet."""
    config: dict[str, Any] = run.config
    settings = config.get("settings") or {}
    examples, batch = config.get("examples"), settings.get("batch_size")
    if not examples or not batch:
        return 0
    whole = math.ceil(examples / batch)
    return int(min(settings.get("steps_per_epoch") or whole, whole))


def _numbers(value: dict[str, float]) -> tuple[tuple[str, float | None, float | None], ...]:
    """Each metric's latest means, loss first."""
    names = {name.removeprefix(HELD_OUT).removeprefix(EPOCH) for name in value if name.startswith(EPOCH)}
    shown = sorted(
        (name for name in names if not name.endswith(RATE)), key=lambda name: (name != "loss", name)
    )
    return tuple((name, value.get(EPOCH + name), value.get(HELD_OUT + name)) for name in shown)
