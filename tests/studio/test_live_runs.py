"""The list of runs: read again only where something is new."""

import pytest

from axb.runs import Store
from axb.studio.live_runs import Runs


@pytest.fixture
def stores(tmp_path):
    """One for who looks, one for all others."""
    with Store(tmp_path / "runs.sqlite3") as mine, Store(tmp_path / "runs.sqlite3") as theirs:
        yield mine, theirs


def make(store, name):
    run = store.create(name, config={}, graph=None, data_hash="", seed=0)
    run.start()
    return run


def names(lines):
    return [line.name for line in lines]


def test_what_has_not_changed_is_not_read_again(stores):
    mine, theirs = stores
    make(theirs, "a").finish("finished")
    b = make(theirs, "b")
    b.finish("stopped")
    runs = Runs()
    before = runs.read(mine)
    assert names(before) == ["b", "a"]
    assert runs.read(mine) is before
    b.rename("c")
    after = runs.read(mine)
    assert names(after) == ["c", "a"]
    assert after[1] is before[1]


def test_what_ends_goes_on_or_is_tested_is_seen(stores):
    mine, theirs = stores
    run, runs = make(theirs, "a"), Runs()
    assert [(line.status, line.active) for line in runs.read(mine)] == [("running", True)]
    run.log(1, {"epoch/val_accuracy": 0.5})
    run.flush()
    assert runs.read(mine)[0].accuracy == 0.5
    run.finish("finished")
    assert runs.read(mine)[0].status == "finished"
    run.add_json("test", 1, {"accuracy": 0.75})
    assert runs.read(mine)[0].tested == 0.75
    run.start()
    run.log(2, {"epoch/val_accuracy": 0.875})
    run.finish("finished")
    assert runs.read(mine)[0].accuracy == 0.875


def test_what_goes_to_the_bin_is_gone_and_comes_back(stores):
    mine, theirs = stores
    run, runs = make(theirs, "a"), Runs()
    run.finish("finished")
    assert names(runs.read(mine)) == ["a"]
    run.delete()
    assert runs.read(mine) == []
    run.restore()
    assert names(runs.read(mine)) == ["a"]


def test_what_dies_is_seen_though_nobody_writes(stores):
    mine, theirs = stores
    run, runs = make(theirs, "a"), Runs()
    runs.read(mine)
    theirs._db.execute("UPDATE run SET pid = ? WHERE id = ?", (2**22 + 1, run.id))
    assert [(line.status, line.active) for line in runs.read(mine)] == [("died", False)]
