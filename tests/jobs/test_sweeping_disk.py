"""What the disk refuses to a sweep is told in a sentence, and what was written before is whole."""

from pathlib import Path

import pytest

from axb.jobs.sweeping import all_results, go_on, results
from axb.jobs.sweeping.journal import Journal
from axb.jobs.sweeping.sessions import at_work, latest
from axb.jobs.sweeping.shelf import file_of
from axb.runs.disk import DiskError
from jobs.sweeps import searched


@pytest.mark.parametrize("look", [results, latest, lambda name: go_on(name, trials=1)])
def test_a_file_that_is_no_sweep_is_named(look) -> None:
    file_of("torn").write_bytes(b"what a broken disk has left of it" * 100)
    with pytest.raises(
        DiskError, match=r"torn\.sqlite3 is damaged \(file is not a database\)\. Move the file away"
    ):
        look("torn")


def test_it_hides_no_other_sweep() -> None:
    searched("whole", 1)
    file_of("torn").write_bytes(b"what a broken disk has left of it" * 100)
    unread: list[DiskError] = []
    assert [one.name for one in all_results(unread.append)] == ["whole"]
    (error,) = unread
    assert str(file_of("torn")) in str(error)
    assert at_work() == []


def test_an_operation_for_which_there_is_no_room_leaves_nothing_half(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "full.sqlite3")
    journal.append_logs([{"first": 1}])
    journal._db.execute("PRAGMA max_page_count = 4")
    with pytest.raises(DiskError, match="There is no room left"):
        journal.append_logs([{"second": 2}, {"third": "3" * 100_000}])
    journal._db.execute("PRAGMA max_page_count = 1000000")
    journal.append_logs([{"fourth": 4}])
    assert journal.read_logs(0) == [{"first": 1}, {"fourth": 4}]
    journal.close()
