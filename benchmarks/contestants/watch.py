"""What looking inside costs: within one fit of ResNet-20, blocks of 32 steps with a look and without, in turn."""

import statistics
import time
from itertools import pairwise
from typing import Any

import fashion
from answer import answer, parser
from convnet import pictures

import axb
from axb import layers as L
from axb.callbacks import Callback, Watch

BATCH_SIZE, EVERY, BLOCKS = 128, 32, 12
ORDER = (True, False, False, True)  # so that a slow drift of the machine weighs on both alike


def convolution(filters: int, strides: int = 1) -> list[Any]:
    """With batch normalisation, as the paper has it."""
    return [L.Conv2D(filters, 3, strides, padding="same", use_bias=False), L.BatchNormalization()]


def block(filters: int, strides: int = 1) -> list[Any]:
    """Two convolutions and a way around them."""
    way = [*convolution(filters, strides), L.ReLU(), *convolution(filters)]
    return [L.Residual(*way, shortcut="auto"), L.ReLU()]


def resnet20() -> Any:
    """20 layers with weights in a row, for pictures of 28 by 28 (He et al. 2016, section 4.2)."""
    stages = [
        part for filters in (16, 32, 64) for number in range(3)
        for part in block(filters, 2 if filters > 16 and number == 0 else 1)
    ]  # fmt: skip
    ends = [L.GlobalAveragePooling2D(), L.Dense(10, activation="softmax")]
    return axb.Sequential([L.Input((28, 28, 1)), *convolution(16), L.ReLU(), *stages, *ends])


class Clock(Callback):
    """When each step began."""

    def __init__(self) -> None:
        self.begins = list[float]()

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self.begins.append(time.perf_counter())


class Sometimes(Watch):
    """Looks in every other block only."""

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if self.trainer is not None and looks(self.trainer.step // self.every):
            super().on_train_batch_begin(batch, logs)


def looks(number: int) -> bool:
    """Whether there is a look in this block."""
    return ORDER[number % len(ORDER)]


def main() -> None:
    told = parser(__doc__).parse_args()
    x_train, y_train, _, _ = fashion.read(told.data, told.quick)
    every, blocks = (1, 4) if told.quick else (EVERY, BLOCKS)
    size, steps = (16 if told.quick else BATCH_SIZE), every * blocks + 1
    x, y = pictures(x_train[: size * steps]), y_train[: size * steps]
    clock, watch, model = Clock(), Sometimes(every), resnet20()
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.fit(
        x, y, batch_size=size, epochs=-(-steps * size // len(x)), steps_per_epoch=steps, verbose=0, seed=0,
        callbacks=[clock, watch], run=f"benchmark-{time.time_ns()}",
    )  # fmt: skip
    took = [b - a for a, b in pairwise(clock.begins)]
    warm = min(4, blocks - 4) * every
    looked = [
        one for step, one in enumerate(took) if step >= warm and step % every == 0 and looks(step // every)
    ]
    plain = [
        one for step, one in enumerate(took) if step >= warm and (step % every or not looks(step // every))
    ]
    whole = [sum(took[at : at + every]) for at in range(warm, len(took) - every + 1, every)]
    fours = [whole[at : at + 4] for at in range(0, len(whole) - 3, 4)]
    costs = [100 * ((a + d) / (b + c) - 1) for a, b, c, d in fours]
    step, look = statistics.median(plain), statistics.median(looked)
    answer(
        {
            "step": 1000 * step,
            "look": 1000 * look,
            "share": 100 * (look - step) / (every * step),
            "cost": statistics.median(costs),
        },
        {"costs": costs, "looks": looked},
    )


if __name__ == "__main__":
    main()
