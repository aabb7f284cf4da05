"""Contestants as processes: answers, failures, and one real one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from harness import rounds
from harness.numbers import of_goal
from harness.rounds import Setting, parsed, run
from harness.row import Contestant, Goal, Row
from harness.rows import ROWS

ROOT = Path(__file__).resolve().parents[2]
MINI = ROOT / "src" / "axb" / "data" / "files" / "fashion-mini.npz"


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(MINI, tmp_path, True, "there are no peers here")


def test_the_last_json_line_is_the_answer() -> None:
    out = 'loading\n{"values": {"time": 1}}\n{"values": {"time": 2}}\nbye\n'
    assert parsed(0, out, "") == {"values": {"time": 2}}
    assert "no JSON line" in parsed(0, "[1]\n{}\n", "")["error"]
    assert (
        parsed(3, out, "a warning\nValueError: too slow\n\n")["error"] == "exit code 3: ValueError: too slow"
    )


def test_a_failing_contestant_is_told_and_does_not_raise(setting: Setting) -> None:
    assert "exit code 2" in run(Contestant("x", "x", "not-there.py"), 0, setting)["error"]
    assert run(Contestant("x", "x", "convnet.py", python="peers"), 0, setting) == {
        "error": "there are no peers here"
    }
    nowhere = Setting(MINI, setting.scratch, True, setting.scratch / "no-python")
    assert "error" in run(Contestant("x", "x", "convnet.py", python="peers"), 0, nowhere)


def test_rounds_are_interleaved_and_each_has_its_seed(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    (setting.scratch / "say.py").write_text(
        'import json, sys\nprint(json.dumps({"values": {"seed": float(sys.argv[1])}}))\n'
    )
    monkeypatch.setattr(rounds, "CONTESTANTS", setting.scratch)
    told: list[str] = []
    pair = (Contestant("a", "A", "say.py", ("{seed}",)), Contestant("b", "B", "say.py", ("1{seed}",)))
    row = Row("row", "", "", pair, (), ())
    said = [one for _, one in rounds.rounds(row, 2, setting, told.append)]
    assert [line.split("  ")[1][0] for line in told] == ["A", "B", "A", "B"]
    assert of_goal(said, Goal("", "seed", "b", "difference", "a")) == [10.0, 10.0]


def test_every_row_names_contestants_and_measures_that_exist() -> None:
    for row in ROWS.values():
        keys = [one.key for one in row.contestants]
        assert len(set(keys)) == len(keys)
        for goal in row.goals:
            assert goal.contestant in keys
            assert (goal.against in keys) == (goal.how != "value")
        for one in row.contestants:
            assert (ROOT / "benchmarks" / "contestants" / one.script).is_file()


def test_a_real_contestant_trains_the_convnet_on_a_few_images(setting: Setting) -> None:
    (contestant,) = (one for one in ROWS["training"].contestants if one.key == "axb")
    said = run(contestant, 0, setting)
    assert "error" not in said, said
    values = said["values"]
    assert values["parameters"] == 34_826
    assert 0 < values["epoch"] < values["total"]
    assert 20 < values["accuracy"] <= 100
    assert said["versions"].keys() >= {"axb", "torch", "python"}


def test_the_command_line_refuses_with_a_sentence() -> None:
    def asked(*arguments: str) -> str:
        command = [sys.executable, ROOT / "benchmarks" / "run.py", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        return done.stderr

    assert "--data FOLDER is needed" in asked()
    assert "has no train-images" in asked("--data", str(ROOT))
    assert "invalid choice: 'marathon'" in asked("--only", "marathon")


def test_a_quick_run_of_one_row_is_written_where_asked(tmp_path: Path) -> None:
    command = [
        sys.executable,
        ROOT / "benchmarks" / "run.py",
        "--quick",
        "--only",
        "import",
        "--out",
        tmp_path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    record = json.loads((tmp_path / "results.json").read_text("utf-8"))["rows"]["import"]
    assert record["quick"] is True
    assert record["rounds"][0]["torch"]["values"]["seconds"] > 0
    assert str(ROOT) not in (tmp_path / "results.md").read_text("utf-8")
