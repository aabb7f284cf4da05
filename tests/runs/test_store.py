"""Making, finding and listing runs."""

import multiprocessing
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from axb.runs import Run, Store
from axb.runs.schema import VERSION
from axb.words import InputError

Create = Callable[..., Run]


@pytest.fixture
def create(store: Store) -> Create:
    def create(name: str | None = None, **given: object) -> Run:
        described = {
            "config": {},
            "graph": None,
            "data_hash": "",
            "seed": 0,
            "versions": {},
            "machine": {},
        } | given
        return store.create(name, **described)  # type: ignore[arg-type]

    return create


def test_a_run_is_read_back_by_another_store_as_it_was_created(create: Create, path: Path) -> None:
    config = {"rate": 0.1, "words": "学習率", "sizes": [1, 2]}
    made = create("線形-1", config=config, graph={"parts": []}, data_hash="ab12", seed=2**63 - 1)
    with Store(path) as other:
        run = other.open("線形-1")
        assert (run.id, run.name, run.status, run.config) == (made.id, "線形-1", "created", config)
        assert (run.graph, run.data_hash, run.seed) == ({"parts": []}, "ab12", 2**63 - 1)
        assert (run.pid, run.heartbeat) == (None, None)
        assert run.folder == path.parent / "runs" / run.id
        assert other.open(made.id).name == "線形-1"
        assert repr(run) == "<Run '線形-1': created>"


def test_versions_and_machine_are_recorded_unless_given(store: Store) -> None:
    import torch  # here, as the processes below import this module

    run = store.create(None, config={}, graph=None, data_hash="", seed=0)
    assert run.versions["python"] == ".".join(str(part) for part in sys.version_info[:3])
    assert run.versions["torch"].split("+")[0] == torch.__version__.split("+")[0]
    assert run.versions["numpy"] == np.__version__
    assert run.machine["threads"] == torch.get_num_threads()
    assert run.machine["processors"] > 0
    assert run.machine["platform"]


def test_free_names_count_up_from_the_stem(create: Create) -> None:
    create("mlp-2")
    assert [create(stem="mlp").name for _ in range(2)] == ["mlp-1", "mlp-3"]
    assert create().name == "run-1"


def test_a_taken_name_is_refused_and_the_run_that_has_it_stays(create: Create, store: Store) -> None:
    create("first", seed=1)
    with pytest.raises(InputError, match="a run named first exists already"):
        create("first", seed=2)
    assert [run.seed for run in store.runs()] == [1]


def test_a_name_is_the_same_however_its_letters_were_typed(create: Create, store: Store) -> None:
    create("ガン")
    assert store.open("ガン").name == "ガン"
    with pytest.raises(InputError, match="exists already"):
        create("ガン")


@pytest.mark.parametrize("name", ["", "a b", "a/b", "..", "-x", "a" * 81, "a\n"])
def test_a_name_of_other_characters_is_refused(create: Create, name: str) -> None:
    with pytest.raises(InputError, match="1 to 80 letters"):
        create(name)


def test_a_stem_must_make_a_name(create: Create) -> None:
    with pytest.raises(InputError, match="got 'a b-1'"):
        create(stem="a b")


def test_a_configuration_that_is_not_json_is_refused(create: Create, store: Store) -> None:
    with pytest.raises(InputError, match="config is kept as JSON"):
        create(config={"path": Path("x")})
    assert store.runs() == []


def test_an_unknown_run_names_the_closest(create: Create, store: Store) -> None:
    create("resnet-1")
    with pytest.raises(InputError, match=r"No run is named resent-1.* Did you mean: resnet-1"):
        store.open("resent-1")
    with pytest.raises(InputError, match="list of runs"):
        store.open("gan")


def test_runs_are_listed_newest_first(create: Create, store: Store) -> None:
    for name in "abc":
        create(name)
    assert [run.name for run in store.runs()] == ["c", "b", "a"]


def test_a_mark_is_another_one_where_there_is_news(create: Create, store: Store, path: Path) -> None:
    run, other = create(), create()
    marks = [store.marks()]
    with Store(path) as theirs:
        same = theirs.open(run.id)
        for act in (
            lambda: same.rename("new"),
            same.start,
            lambda: same.finish("stopped"),
            lambda: same.add_json("test", 1, {}),
        ):
            act()
            marks.append(store.marks())
    mine = [one[run.id] for one in marks]
    assert len({*mine}) == len(mine)
    assert len({one[other.id] for one in marks}) == 1
    run.delete()
    assert [*store.marks()] == [other.id]


def test_a_store_written_by_a_newer_axb_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version={VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(InputError, match=f"newer axb: it has version {VERSION + 1}, this axb"):
        Store(path)
    assert path.read_bytes() == before


def test_a_new_store_is_of_the_latest_version_and_in_wal_mode(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"this is not a database, it is a sentence")
    with pytest.raises(InputError, match=r"is damaged \(file is not a database\)"):
        Store(path)


def create_many(path: Path, count: int) -> None:
    with Store(path) as store:
        for _ in range(count):
            store.create(None, config={}, graph=None, data_hash="", seed=0, versions={}, machine={})


def test_processes_that_open_a_new_store_at_once_get_different_names(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=create_many, args=(path, 20)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with Store(path) as store:
        assert {run.name for run in store.runs()} == {f"run-{number}" for number in range(1, 61)}


def test_several_may_open_a_new_store_at_the_same_moment(tmp_path: Path) -> None:
    for number in range(20):
        path, complaints = tmp_path / f"{number}.sqlite3", list[Exception]()

        def open_it(path: Path = path, complaints: list[Exception] = complaints) -> None:
            try:
                Store(path).close()
            except InputError as error:
                complaints.append(error)

        threads = [threading.Thread(target=open_it) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert complaints == []
