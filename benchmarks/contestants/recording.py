"""What recording a run costs: the same fit with and without, in turn."""

import statistics
import time
from typing import Any

import fashion
from answer import answer, parser
from convnet import build, pictures

import axb

BATCH_SIZE, IMAGES, EPOCHS, TURNS = 64, 20_000, 4, 3


def fit_seconds(x: Any, y: Any, epochs: int, run: str | None) -> float:
    """One whole fit of a new model."""
    axb.utils.set_random_seed(0)
    model = build(axb)
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    begin = time.perf_counter()
    model.fit(x, y, batch_size=BATCH_SIZE, epochs=epochs, verbose=0, run=run, seed=0)
    return time.perf_counter() - begin


def main() -> None:
    told = parser(__doc__).parse_args()
    x_train, y_train, _, _ = fashion.read(told.data, told.quick)
    x, y = pictures(x_train[:IMAGES]), y_train[:IMAGES]
    epochs, turns = (1, 1) if told.quick else (EPOCHS, TURNS)
    fit_seconds(x, y, 1, None)
    without, recorded = [], []
    for turn in range(turns):
        without.append(fit_seconds(x, y, epochs, None))
        recorded.append(fit_seconds(x, y, epochs, f"benchmark-{time.time_ns()}-{turn}"))
    costs = [100 * (one / other - 1) for one, other in zip(recorded, without, strict=True)]
    middle = statistics.median(without)
    step = 1000 * middle / epochs / -(-len(x) // BATCH_SIZE)
    answer(
        {
            "cost": statistics.median(costs),
            "step": step,
            "without": middle,
            "with": statistics.median(recorded),
        },
        {"costs": costs},
    )


if __name__ == "__main__":
    main()
