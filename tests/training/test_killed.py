"""A run that was killed at any moment and resumed ends as one that never was: same bits, same records."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from axb.runs import Run, Store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the trials are forks, which Windows has not")


def trial(kind: str, kills: int, seed: int, folder: Path) -> dict[str, Any]:
    """What `training.trials` reports."""
    command = [sys.executable, "-m", "training.trials", kind, str(kills), str(seed), str(folder)]
    paths = os.pathsep.join([str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def records(run: Run) -> dict[str, Any]:
    """Every series of a run, as lists."""
    return {name: [column.tolist() for column in run.series(name)] for name in run.series_names()}


def assert_same_ends(folder: Path, undisturbed: str = "whole") -> tuple[Run, Run]:
    """Weights bit by bit, histories, tables and every recorded series."""
    whole, killed = (np.load(folder / f"{name}.npz") for name in (undisturbed, "killed"))
    assert whole.files == killed.files
    assert all(np.array_equal(whole[name], killed[name]) for name in whole.files)
    histories = [json.loads((folder / f"{name}.json").read_text()) for name in (undisturbed, "killed")]
    assert histories[0] == histories[1]
    store = Store()
    runs = store.open(undisturbed), store.open("killed")
    ours, theirs = records(runs[0]), records(runs[1])
    assert ours.keys() == theirs.keys()
    for name, (steps, values) in ours.items():
        assert steps == theirs[name][0], f"{name}: steps"
        np.testing.assert_array_equal(values, theirs[name][1], err_msg=name)
        assert sorted(set(steps)) == steps, f"{name}: each step once"
    assert [run.status for run in runs] == ["finished", "finished"]
    return runs


def test_a_time_budget_is_kept_through_kills(tmp_path: Path, home: Path) -> None:
    """What it had chosen goes on: as an undisturbed run that makes the same choices."""
    told = trial("timed", 4, 1, tmp_path)
    assert told["ends"][-1] == 0
    # a busy machine decides on few steps: they may be done before the last kill comes
    assert -signal.SIGKILL in told["ends"]
    assert set(told["ends"]) <= {-signal.SIGKILL, 0}
    again, killed = assert_same_ends(tmp_path, "again")
    assert [one[::2] for one in again.decisions()] == [one[::2] for one in killed.decisions()]
    steps, rates = killed.series("learning_rate")
    assert killed.decisions()[-1].value == steps[-1]
    assert rates[-1] < 0.05 * 0.05


@pytest.mark.parametrize(("kind", "kills"), [("cnn", 5), ("gan", 4), ("vae", 3), ("steered", 3)])
def test_killed_and_resumed_is_the_same_to_the_last_bit(
    kind: str, kills: int, tmp_path: Path, home: Path
) -> None:
    told = trial(kind, kills, 1, tmp_path)
    assert told["ends"][-1] == 0
    assert set(told["ends"][:-1]) == {-signal.SIGKILL}, "every kill met a living training"
    whole, killed = assert_same_ends(tmp_path)
    if kind == "cnn":
        assert (tmp_path / "whole.csv").read_text() == (tmp_path / "killed.csv").read_text()
    if kind == "steered":
        assert [one[::2] for one in whole.decisions()] == [one[::2] for one in killed.decisions()]
        assert [(one.step, one.key, one.value) for one in killed.decisions()] == [
            (20, "model.learning_rate", 0.05)
        ]
        rates = dict(zip(*(column.tolist() for column in killed.series("learning_rate")), strict=True))
        assert rates[21] == 0.05
        assert rates[20] < 0.01
