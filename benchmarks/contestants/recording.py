"""What recording a run costs: within one fit, blocks of steps with and without, in turn; and the time spent in it."""

import statistics
import time
from itertools import pairwise
from typing import Any

import fashion
from answer import answer, parser
from convnet import build, pictures

import axb
from axb.training import control, recording, session
from axb.training.callbacks import Callback
from axb.training.control import Control
from axb.training.recording import Recorder

BATCH_SIZE, IMAGES, EPOCHS, BLOCK = 64, 20_000, 24, 10
ORDER = (True, False, False, True)  # so that a slow drift of the machine weighs on both alike


class Clock(Callback):
    """Which block this is, when each began, and the seconds spent in what is watched."""

    def __init__(self) -> None:
        self.step, self.spent, self.begins = -1, 0.0, list[float]()

    @property
    def recording(self) -> bool:
        return ORDER[self.step // BLOCK % len(ORDER)]

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self.step += 1
        if self.step % BLOCK == 0:
            self.begins.append(time.perf_counter())


def watched(kind: type[Callback], clock: Clock) -> type[Callback]:
    """The callback, doing its work at each step of every other block only, with the time that takes."""

    class Watched(kind):  # type: ignore[misc, valid-type]
        def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
            if clock.recording:
                begin = time.perf_counter()
                super().on_train_batch_begin(batch, logs)
                clock.spent += time.perf_counter() - begin

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            if clock.recording:
                begin = time.perf_counter()
                super().on_train_batch_end(batch, logs)
                clock.spent += time.perf_counter() - begin

    return Watched


def main() -> None:
    told = parser(__doc__).parse_args()
    x_train, y_train, _, _ = fashion.read(told.data, told.quick)
    x, y = pictures(x_train[:IMAGES]), y_train[:IMAGES]
    clock = Clock()
    # Half of the steps record: what they do every so many seconds would come twice as often in a step as it does.
    recording.FLUSH_EVERY, recording.SAVE_EVERY = 2 * recording.FLUSH_EVERY, 2 * recording.SAVE_EVERY
    recording.SAVE_SHARE /= 2
    control.LOOK_EVERY, control.BEAT_EVERY = 2 * control.LOOK_EVERY, 2 * control.BEAT_EVERY
    session.Recorder = watched(Recorder, clock)  # type: ignore[assignment, misc]
    session.Control = watched(Control, clock)  # type: ignore[assignment, misc]
    model = build(axb)
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.fit(
        x, y, batch_size=BATCH_SIZE, epochs=1 if told.quick else EPOCHS, verbose=0, seed=0,
        callbacks=[clock], run=f"benchmark-{time.time_ns()}",
    )  # fmt: skip
    took = [b - a for a, b in pairwise(clock.begins)]
    fours = [took[i : i + 4] for i in range(16, len(took) - 3, 4)] or [took[:4]]  # the first blocks warm up
    # Sums, not a middle one of many: a write falls into few of the blocks, and counts.
    cost = 100 * (sum(a + d for a, _, _, d in fours) / sum(b + c for _, b, c, _ in fours) - 1)
    without = statistics.median(time for _, b, c, _ in fours for time in (b, c)) / BLOCK
    inside = clock.spent / (sum(ORDER[i % 4] for i in range(len(clock.begins))) * BLOCK)
    answer(
        {
            "share": 100 * inside / without,
            "cost": cost,
            "step": 1000 * without,
            "inside": 1e6 * inside,
        }
    )


if __name__ == "__main__":
    main()
