"""A training on a disk that becomes full, and goes on when there is room: `python -m jobs.filling KIND FOLDER`.

KIND: "disk" (a small file system of its own, in a process that `unshare --mount` let have one), or "limit" (files may
not grow beyond a size, as with a quota). Prints what happened as JSON.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import torch

from axb.cli import main
from axb.runs import Store
from axb.training import recording

TRAIN = (
    "train",
    "mlp:hidden=8",
    "spiral:n=200",
    "--epochs",
    "12",
    "--batch-size",
    "16",
    "--name",
    "r",
    "--no-page",
)
SMALL, LARGE = 600, 64 * 1024  # KiB


def give_room(kind: str, folder: Path, size: int) -> None:
    """So many KiB for all files there, or for each."""
    if kind == "disk":
        again = "remount," if os.path.ismount(folder) else ""
        command = ["mount", "-t", "tmpfs", "-o", f"{again}size={size}k", "tmpfs", str(folder)]
        subprocess.run(command, check=True)
    else:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size * 1024, most))


def axb(*words: str) -> tuple[int, str]:
    """A command's exit code, and what it complained about."""
    complaints = io.StringIO()
    with contextlib.redirect_stderr(complaints):
        return main(["--lang", "en", *words, "--quiet"]), complaints.getvalue()


def kept(name: str) -> dict[str, Any]:
    """The weights a run ended with, and every value that it recorded."""
    with Store() as store:
        run = store.open(name)
        latest = run.latest_checkpoint()
        weights = run.load_checkpoint(latest)[0] if latest else {}
        series = {one: [column.tolist() for column in run.series(one)] for one in run.series_names()}
        return {"weights": {one: tensor.tolist() for one, tensor in weights.items()}, "series": series}


def tried(kind: str, folder: Path) -> dict[str, Any]:
    """Undisturbed; then without room, and with room again."""
    whole, home = folder / "whole", folder / "home"
    home.mkdir()
    os.environ["AXB_HOME"] = str(whole)
    assert axb(*TRAIN) == (0, "")
    undisturbed = kept("r")
    os.environ["AXB_HOME"] = str(home)
    give_room(kind, home, SMALL)
    code, complaint = axb(*TRAIN)
    with Store() as store:
        before = len(store.open("r").series("loss")[0])
    give_room(kind, home, LARGE)
    again = axb("resume", "r", "--no-page")
    same = kept("r") == undisturbed
    return {
        "code": code,
        "complaint": complaint,
        "before": before,
        "again": again,
        "same": same,
    }


if __name__ == "__main__":
    torch.set_num_threads(1)
    recording.FLUSH_EVERY, recording.SAVE_EVERY, recording.SAVE_SHARE = 0.0, 0.05, 1e9
    print(json.dumps(tried(sys.argv[1], Path(sys.argv[2]))))
