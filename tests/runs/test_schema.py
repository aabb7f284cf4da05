"""A store that an earlier axb wrote is read, written on and brought up to date; a newer one is left alone."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from axb.runs import Run, Store
from axb.runs.schema import UPGRADES, VERSION
from axb.words import InputError

# Each made by `scripts/make_store_sample.py` with the axb of that version. (Version 2 was never released: its sample is
# the first one with the column that it added.)
SAMPLES = {
    int(file.stem.partition("-")[2]): file for file in (Path(__file__).parent / "samples").glob("*.zip")
}


@pytest.fixture(params=sorted(SAMPLES))
def old(request: pytest.FixtureRequest, path: Path) -> Path:
    """A store as that version left it, a process that was killed in it included."""
    shutil.unpack_archive(SAMPLES[request.param], path.parent)
    assert path.with_name(f"{path.name}-wal").exists()
    return path


def tables(path: Path) -> set[tuple[str, str, str, int, int]]:
    """Every column of every table, by name, type and constraint; every index."""
    with closing(sqlite3.connect(path)) as db:
        names = db.execute("SELECT type, name FROM sqlite_master").fetchall()
        columns = {
            (name, *row[1:4], row[5])
            for kind, name in names if kind == "table"
            for row in db.execute(f"PRAGMA table_info({name})")
        }  # fmt: skip
        return columns | {(name, "", "", 0, 0) for kind, name in names if kind == "index"}


def test_there_is_a_sample_of_each_version() -> None:
    assert sorted(SAMPLES) == list(range(1, VERSION + 1))
    assert len(UPGRADES) == VERSION


def check_whole(run: Run) -> None:
    assert (run.config, run.graph, run.seed) == ({"rate": 0.1, "語": "学習率"}, {"parts": []}, 7)
    assert (run.status, run.data_hash, run.versions, run.machine) == (
        "finished", "ab12", {"axb": "0.1"}, {"threads": 2},
    )  # fmt: skip
    steps, values = run.series("loss")
    assert steps.tolist() == list(range(1, 101))
    assert values.tolist() == [1 / step for step in range(1, 101)]
    assert run.series("epoch/loss")[0].tolist() == list(range(10, 101, 10))
    assert run.json("totals") == {"seconds": 1.5}
    array = run.array("matrix", 50)
    assert array is not None
    assert array.tolist() == [[1, 2], [3, 4]]
    assert [(one.verb, one.args) for one in run.pending()] == [("go", {"rate": 0.5})]
    assert run.command(1).error == "too late"
    assert [one[:1] + one[2:] for one in run.decisions()] == [(20, "model.learning_rate", 0.05)]
    assert [(one.step, one.reason) for one in run.checkpoints()] == [(50, "step"), (100, "final")]
    latest = run.latest_checkpoint()
    assert latest is not None
    assert run.load_checkpoint(latest)[0]["weights"].tolist() == [100.0] * 3


def test_nothing_is_lost_on_the_way_up(old: Path) -> None:
    with Store(old) as store:
        check_whole(store.open("whole"))
        assert store.open("died").shown_status == "died"
        assert store.open("died").series("loss")[1].tolist() == [0.5]
        assert store.open("created").status == "created"
        assert {run.name for run in store.bin()} <= {"binned"}


def test_it_is_then_as_a_store_of_today(old: Path, tmp_path: Path) -> None:
    Store(old).close()
    Store(tmp_path / "new.sqlite3").close()
    assert tables(old) == tables(tmp_path / "new.sqlite3")
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_it_is_written_on(old: Path) -> None:
    with Store(old) as store:
        run = store.open("died")
        run.start()
        run.log(2, {"loss": 0.25})
        run.finish("finished")
        store.open("created").enqueue("somebody", "en")
        store.open("whole").delete()
    with Store(old) as store:
        assert store.open("died").series("loss")[1].tolist() == [0.5, 0.25]
        asked = store.open("created").asked
        assert asked is not None
        assert asked.visitor == "somebody"
        store.restore("whole")
        check_whole(store.open("whole"))


KILLED_BY_NEWER = """
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode=WAL")
db.execute("CREATE TABLE run (new TEXT)")
db.execute("PRAGMA user_version=%d")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that can't be caught")
def test_a_newer_one_is_left_alone_with_what_a_killed_process_left_in_it(path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED_BY_NEWER % (VERSION + 1), str(path)], check=False)
    before = {
        file.name: file.read_bytes() for file in path.parent.glob("runs.sqlite3*") if "shm" not in file.name
    }
    assert len(before) == 2
    sentence = f"newer axb: it has version {VERSION + 1}, this axb knows version {VERSION}. Update axb"
    with pytest.raises(InputError, match=sentence):
        Store(path)
    after = {
        file.name: file.read_bytes() for file in path.parent.glob("runs.sqlite3*") if "shm" not in file.name
    }
    assert after == before
