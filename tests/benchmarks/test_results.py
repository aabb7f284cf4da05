import json
from pathlib import Path

import pytest
from harness import results

from benchmarks.makers import ROW, one_round, record

ROWS = {"race": ROW, "other": ROW}


def test_a_row_that_is_run_alone_replaces_its_own_part_only(tmp_path: Path) -> None:
    results.write(tmp_path, ROWS, "race", record(one_round(1.0, 2.0)))
    results.write(tmp_path, ROWS, "other", record(one_round(3.0, 4.0)))
    results.write(tmp_path, ROWS, "race", record(one_round(5.0, 6.0)))
    kept = results.read(tmp_path)
    assert kept["race"]["rounds"] == [one_round(5.0, 6.0)]
    assert kept["other"]["rounds"] == [one_round(3.0, 4.0)]
    assert (tmp_path / "results.md").read_text("utf-8").count("## A race") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results.json", "results.md"]


@pytest.mark.parametrize("quick", [True, False])
def test_quick_numbers_never_stand_beside_real_ones(tmp_path: Path, quick: bool) -> None:
    results.write(tmp_path, ROWS, "race", record(one_round(1.0, 2.0), quick=quick))
    before = (tmp_path / "results.json").read_text("utf-8")
    with pytest.raises(ValueError, match="quick"):
        results.write(tmp_path, ROWS, "other", record(one_round(3.0, 4.0), quick=not quick))
    assert (tmp_path / "results.json").read_text("utf-8") == before
    assert list(json.loads(before)["rows"]) == ["race"]


def test_nothing_measured_yet(tmp_path: Path) -> None:
    assert results.read(tmp_path) == {}
