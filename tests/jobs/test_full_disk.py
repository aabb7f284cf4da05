"""The disk becomes full while a run is trained: one sentence, and the run goes on when there is room."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither tmpfs nor limits")
SPACES = ["unshare", "--mount"]


def has_spaces(folder: Path) -> bool:
    """Whether a process may have a file system of its own here."""
    if shutil.which("unshare") is None:
        return False
    mount = [*SPACES, "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("kind", ["disk", "limit"])
def test_it_is_said_and_the_run_goes_on_when_there_is_room(kind: str, tmp_path: Path) -> None:
    if kind == "disk" and not has_spaces(tmp_path):
        pytest.skip("a small disk needs the right to mount one")
    command = [*(SPACES if kind == "disk" else []), sys.executable, "-m", "jobs.filling", kind, str(tmp_path)]
    paths = os.pathsep.join([str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    reason = "There is no room left" if kind == "disk" else "The disk failed at"
    assert told["code"] == 2
    assert told["complaint"].startswith(reason)
    assert told["complaint"].count("\n") == 1, "a single line"
    assert "axb resume r" in told["complaint"]
    assert told["before"] > 20, "in the middle"
    assert told["again"] == [0, ""]
    assert told["same"], "weights and records are those of a run that always had room"
