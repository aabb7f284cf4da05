"""A run of 300,000 recorded numbers opened: what `axb show`, the studio's page and the report read and make of it."""

import os
import tempfile
import time
from collections.abc import Callable

import numpy as np
from answer import answer, parser

from axb.runs import Run, Store
from axb.studio.live_figure import figure_of
from axb.views.facts import facts
from axb.views.page import page

STEPS, EPOCH, CHUNK = 150_000, 1_500, 100  # two numbers a step


def record(store: Store, name: str) -> Run:
    """As `fit` writes it down: loss and rate of each step in a chunk every half second, means after each epoch."""
    values, steps = np.random.default_rng(0).random(STEPS).tolist(), range(1, STEPS + 1)
    run = store.create(name, config={}, graph=None, data_hash="", seed=0)
    run.start()
    for begin in range(0, STEPS, CHUNK):
        part = slice(begin, begin + CHUNK)
        run.extend("loss", steps[part], values[part])
        run.extend("learning_rate", steps[part], [0.001] * CHUNK)
        if steps[part][-1] % EPOCH == 0:
            run.log(steps[part][-1], {"epoch/loss": values[begin], "epoch/val_loss": values[begin]})
        run.flush()
    return run


def seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def opened(name: str) -> dict[str, float]:
    """Each in a store that has just been opened."""
    acts: dict[str, Callable[[Run], object]] = {
        "facts": facts,
        "figure": lambda run: figure_of(run, "en", ()).text("light"),
        "report": page,
    }

    def one(act: Callable[[Run], object]) -> None:
        with Store() as store:
            act(store.open(name))

    return {key: seconds(lambda act=act: one(act)) for key, act in acts.items()}  # type: ignore[misc]


def main() -> None:
    parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AXB_HOME"] = folder
        with Store() as store:
            run = record(store, "long")
            opened("long")  # imports
            living = opened("long")
            run.finish("finished")
        ended = opened("long")
    answer({**{f"living {key}": value for key, value in living.items()}, **ended})


if __name__ == "__main__":
    main()
