"""What other programs, people and accidents do to a store: a clear sentence, and nothing is lost."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from axb.runs import DiskError, Run, Store, database

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
DIE = """
import os, signal, sys
from pathlib import Path
from axb.runs import Store
from axb.runs.database import transaction
with Store(Path(sys.argv[1])) as store:
    run = store.open("run-1")
    run.start()
    run.log(1, {"loss": 0.5})
    run.flush()
    with transaction(run._db):
        rows = [(run.id, step) for step in range(2, 1000)]
        run._db.executemany("INSERT INTO series VALUES (?, 'loss', ?, NULL, zeroblob(4096))", rows)
        print("in the middle", flush=True)
        ENDING
"""


@contextmanager
def in_the_middle(path: Path, ending: str) -> Iterator["subprocess.Popen[str]"]:
    """A process in the middle of a large write; it is killed afterwards."""
    words = [sys.executable, "-c", DIE.replace("ENDING", ending), str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        yield process
        process.kill()


@posix
def test_a_process_that_died_in_the_middle_of_a_write_leaves_what_was_whole(
    run: Run, store: Store, path: Path
) -> None:
    store.close()
    with in_the_middle(path, "input()"):
        pass
    log = path.with_name(f"{path.name}-wal")
    assert log.stat().st_size > 2**20
    log.write_bytes(log.read_bytes() + b"half a page")
    with Store(path) as later:
        again = later.open("run-1")
        assert again.shown_status == "died"
        assert again.series("loss")[1].tolist() == [0.5]
        again.start()
        again.log(2, {"loss": 0.25})
        again.finish("finished")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@posix
def test_a_process_that_hangs_in_a_write_stops_nobody_who_reads_and_others_are_told(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with in_the_middle(path, "os.kill(os.getpid(), signal.SIGSTOP)"), Store(path) as store:
        assert store.open("run-1").series("loss")[1].tolist() == [0.5]
        with pytest.raises(DiskError, match=r"Another process has kept .*runs.sqlite3 for itself"):
            store.open("run-1").beat()
    run.beat()


def test_a_store_that_was_cut_short_is_told_of_and_left_alone(
    new_run: Callable[[], Run], store: Store, path: Path
) -> None:
    for _ in range(50):
        new_run().add_artifact("a", 0, "bin", bytes(5000))
    store.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 100])
    before = path.read_bytes()
    with pytest.raises(DiskError, match=r"is damaged \(.*\)\. Move the file away"), Store(path) as cut:
        [run.artifact("a") for run in cut.runs()]
    assert path.read_bytes() == before


@pytest.fixture
def immutable(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Makes files and folders read-only even for root, where the file system can."""
    made: list[Path] = []

    def make(path: Path) -> None:
        tool = shutil.which("chattr")
        if tool is None or subprocess.run([tool, "+i", path], capture_output=True, check=False).returncode:
            pytest.skip("needs chattr, and the right to use it")
        made.append(path)

    yield make
    for path in made:
        subprocess.run(["chattr", "-i", path], check=True)


def test_a_folder_that_cannot_be_written(
    path: Path, run: Run, store: Store, immutable: Callable[[Path], None]
) -> None:
    store.close()
    immutable(path.parent)
    with pytest.raises(
        DiskError, match=r"keeps its runs in a folder it can write; .* can't be used \(.+\)\."
    ):
        Store(path)


def test_a_file_that_cannot_be_written_is_still_read(
    path: Path, run: Run, store: Store, immutable: Callable[[Path], None]
) -> None:
    store.close()
    immutable(path)
    with Store(path) as only_read:
        assert [one.name for one in only_read.runs()] == ["run-1"]
        with pytest.raises(DiskError, match=r"can be read but not written \(.*readonly.*\)\. Allow writing"):
            only_read.open("run-1").beat()


def test_a_folder_of_checkpoints_that_cannot_be_written(run: Run, immutable: Callable[[Path], None]) -> None:
    import torch

    run.save_checkpoint(1, {"a": torch.zeros(1)}, {}, "step")
    immutable(run.folder)
    with pytest.raises(DiskError, match=r"can be read but not written \(Operation not permitted\)"):
        run.save_checkpoint(2, {"a": torch.zeros(1)}, {}, "step")
    assert [one.step for one in run.checkpoints()] == [1]
    assert [*run.folder.iterdir()] == [run.checkpoints()[0].file]
