"""A run of 300,000 scalars: how much is read and drawn does not grow with it. (How long that takes: benchmarks.)"""

import numpy as np
import pytest

from axb.runs import Run, Store
from axb.studio.snapshot import Pace, snapshot
from axb.views.curves import told_curves
from axb.views.facts import facts, steps_done
from axb.views.listing import listed

STEPS, CHUNK, EPOCH = 150_000, 500, 1_500
NAMES = ("loss", "learning_rate")


@pytest.fixture
def long(store: Store) -> Run:
    """As `fit` records it, until it has ended."""
    run = store.create("long", config={}, graph=None, data_hash="", seed=0, versions={}, machine={})
    steps = range(1, STEPS + 1)
    values = np.random.default_rng(0).random(STEPS).tolist()
    for begin in range(0, STEPS, CHUNK):
        for name in NAMES:
            run.extend(name, steps[begin : begin + CHUNK], values[begin : begin + CHUNK])
        run.flush()
    for step in range(EPOCH, STEPS + 1, EPOCH):
        run.log(step, {"epoch/loss": 1 / step, "epoch/val_loss": 2 / step, "epoch/val_accuracy": 0.5})
    run.finish("finished")
    return run


def rows(store: Store) -> int:
    found: int = store._db.execute("SELECT count(*) FROM series").fetchone()[0]
    return found


def test_what_is_read_and_drawn_does_not_grow_with_a_run(long: Run, store: Store) -> None:
    assert rows(store) < 30, "whoever reads it reads few rows"
    whole: list[str] = []  # what is read of a series from its first to its last value
    store._db.set_trace_callback(
        lambda said: whole.append(said) if said.endswith("ORDER BY step0, rowid") else None
    )
    assert facts(long)["steps"] == f"{STEPS:,}"
    assert listed(long).loss == 2 / STEPS
    assert snapshot(store, long, Pace()).step == STEPS
    assert not [said for said in whole if any(f"'{name}'" in said for name in NAMES)], (
        "no number of each step"
    )
    whole.clear()
    drawn = told_curves(long)
    assert len(whole) == 5, "each series once"
    assert max(len(trace["x"]) for trace in drawn.data) <= 1600
    assert sum(len(trace["x"]) for trace in drawn.data) <= 4000


def test_the_values_are_those_that_were_logged(long: Run) -> None:
    steps, values = long.series("loss")
    assert steps.tolist() == list(range(1, STEPS + 1))
    assert values.tolist() == np.random.default_rng(0).random(STEPS).tolist()
    assert steps_done(long) == STEPS
    long.rewind(STEPS - 7)
    assert len(long.series("loss")[0]) == STEPS - 7
