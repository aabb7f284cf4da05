"""Other names, the bin, and what comes back from it."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
import torch

from axb.runs import Run, Store
from axb.words import InputError

OLD_RUN = """CREATE TABLE run (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
    config TEXT NOT NULL, graph TEXT NOT NULL, versions TEXT NOT NULL, machine TEXT NOT NULL,
    data_hash TEXT NOT NULL, seed INTEGER NOT NULL,
    pid INTEGER, heartbeat REAL, created REAL NOT NULL)"""


def new(store: Store, name: str) -> Run:
    return store.create(name, config={}, graph=None, data_hash="", seed=0, versions={}, machine={})


def train_in_another_process(store: Store, run: Run) -> None:
    """The row as a living trainer leaves it: this test's parent lives long enough."""
    store._db.execute(
        "UPDATE run SET status = 'running', pid = ?, heartbeat = ? WHERE id = ?",
        (os.getppid(), time.time(), run.id),
    )


def test_a_renamed_run_is_found_by_its_new_name_alone(store: Store) -> None:
    run = new(store, "before")
    run.rename("後")
    assert run.name == "後"
    assert store.open("後").id == run.id
    with pytest.raises(InputError, match="No run is named before"):
        store.open("before")


def test_its_own_name_is_no_taken_one(store: Store) -> None:
    run = new(store, "ガン")
    run.rename("ガン")
    assert run.name == "ガン"


@pytest.mark.parametrize(("name", "says"), [("taken", "taken exists already"), ("a b", "A run's name has 1")])
def test_a_name_that_is_taken_or_none_is_refused(name: str, says: str, store: Store) -> None:
    new(store, "taken")
    run = new(store, "mine")
    with pytest.raises(InputError, match=says):
        run.rename(name)
    assert run.name == "mine"


def test_a_deleted_run_is_in_the_bin_and_nowhere_else(store: Store) -> None:
    kept, gone = new(store, "kept"), new(store, "gone")
    gone.log(1, {"loss": 0.5})
    gone.flush()
    gone.delete()
    assert [run.name for run in store.runs()] == ["kept"]
    assert [run.name for run in store.bin()] == ["gone"]
    assert gone.deleted is not None
    assert kept.deleted is None
    with pytest.raises(InputError, match="gone lies in the bin"):
        store.open("gone")


def test_what_is_restored_is_as_it_was(store: Store) -> None:
    run = new(store, "back")
    run.log(1, {"loss": 0.5})
    run.save_checkpoint(1, {"weight": torch.ones(2)}, {}, "final")
    run.delete()
    assert store.restore("back").id == run.id
    found = store.open("back")
    assert found.series("loss")[1].tolist() == [0.5]
    assert found.latest_checkpoint() is not None
    assert store.bin() == []


def test_only_what_is_in_the_bin_can_be_restored(store: Store) -> None:
    new(store, "here")
    new(store, "binned").delete()
    with pytest.raises(InputError, match=r"here does not\. In the bin: binned"):
        store.restore("here")


def test_a_name_in_the_bin_stays_taken_so_that_restoring_always_works(store: Store) -> None:
    new(store, "run-1").delete()
    with pytest.raises(InputError, match="run-1 lies in the bin"):
        new(store, "run-1")
    with pytest.raises(InputError, match="run-1 lies in the bin"):
        new(store, "other").rename("run-1")
    made = store.create(None, config={}, graph=None, data_hash="", seed=0, versions={}, machine={})
    assert made.name == "run-2"


def test_a_run_that_is_trained_is_neither_renamed_nor_deleted(store: Store) -> None:
    run = new(store, "busy")
    train_in_another_process(store, run)
    with pytest.raises(InputError, match="Stop it first: axb control busy stop"):
        run.delete()
    with pytest.raises(InputError, match="keeps its name while it is being trained"):
        run.rename("idle")
    run.finish("stopped")
    run.delete()
    assert store.runs() == []


def test_a_run_in_the_bin_is_not_started(store: Store) -> None:
    run = new(store, "binned")
    run.delete()
    with pytest.raises(InputError, match="binned lies in the bin"):
        run.start()
    assert run.status == "created"


def test_deleting_twice_keeps_the_first_time(store: Store) -> None:
    run = new(store, "twice")
    run.delete()
    first = run.deleted
    run.delete()
    assert run.deleted == first


def test_an_emptied_bin_leaves_nothing_on_disk_and_the_others_whole(store: Store) -> None:
    kept, gone = new(store, "kept"), new(store, "gone")
    for run in (kept, gone):
        run.save_checkpoint(1, {"weight": torch.ones(2)}, {}, "final")
    gone.delete()
    assert store.empty_bin() == 1
    assert not gone.folder.exists()
    assert kept.latest_checkpoint() is not None
    assert store.bin() == []
    assert new(store, "gone").id != gone.id
    with pytest.raises(InputError, match="was deleted for good"):
        _ = gone.status


def test_a_folder_that_a_kill_left_behind_goes_and_what_is_no_run_s_stays(store: Store) -> None:
    left, foreign = store.path.parent / "runs" / "0123456789ab", store.path.parent / "runs" / "notes"
    left.mkdir(parents=True)
    foreign.mkdir()
    assert store.empty_bin() == 0
    assert not left.exists()
    assert foreign.exists()


def test_a_store_of_the_first_version_is_brought_up_to_date(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(OLD_RUN)
        for table in ("series", "artifact", "command", "decision", "checkpoint"):
            db.execute(f"CREATE TABLE {table} (run TEXT)")
        row = ("0123456789ab", "old", "finished", "{}", "null", "{}", "{}", "", 7, None, None, 1.0)
        db.execute("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        db.execute("PRAGMA user_version=1")
        db.commit()
    with Store(path) as store:
        old = store.open("old")
        assert (old.seed, old.status, old.deleted) == (7, "finished", None)
        old.delete()
        new(store, "young")
    with Store(path) as store:
        assert [run.name for run in store.bin()] == ["old"]
        assert [run.name for run in store.runs()] == ["young"]
