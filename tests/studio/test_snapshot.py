"""How a run is doing, in numbers."""

import pytest

from axb.runs import Store
from axb.studio.snapshot import Pace, snapshot


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "runs.sqlite3") as one:
        yield one


def test_a_rate_holds_from_its_decision_on_until_another_is_recorded(store):
    run = store.create("a", config={}, graph=None, data_hash="", seed=0)
    run.start()

    def rate():
        return snapshot(store, run, Pace()).rate

    assert rate() is None
    run.log(7, {"learning_rate": 0.01})
    assert rate() == 0.01
    run.decide(5, "model.learning_rate", 0.5)
    assert rate() == 0.01, "step 7 was taken with another one"
    run.decide(7, "model.momentum", 0.9)
    run.decide(7, "model.learning_rate", 0.004)
    run.decide(7, "model.learning_rate", 0.002)
    assert rate() == 0.002
    run.log(8, {"learning_rate": 0.002})
    run.log(9, {"learning_rate": 0.001})
    assert rate() == 0.001
