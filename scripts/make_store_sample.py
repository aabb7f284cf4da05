"""Keep a run store of the version that this axb writes, for the tests of all later ones.

    python scripts/make_store_sample.py [--out FOLDER]

To be run before `axb.runs.schema` gets a new version. It asks only for what every version could do, and for what came
later where it is there: so it also runs with the source of an earlier axb on PYTHONPATH.
"""

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from axb.runs import Store

SAMPLES = Path(__file__).parent.parent / "tests" / "runs" / "samples"
FILE = "runs.sqlite3"
DESCRIBED: dict[str, Any] = {
    "data_hash": "ab12",
    "seed": 7,
    "versions": {"axb": "0.1"},
    "machine": {"threads": 2},
}


def fill(store: Store) -> None:
    """Runs in every state that this version knows, and all that a run can have."""
    whole = create(store, "whole")
    whole.start()
    recorded(whole)
    whole.finish("finished")
    create(store, "created")
    if hasattr(whole, "delete"):
        create(store, "binned").delete()
    if hasattr(whole, "enqueue"):
        create(store, "queued").enqueue("somebody", "ja")


def create(store: Store, name: str) -> Any:
    return store.create(name, config={"rate": 0.1, "語": "学習率"}, graph={"parts": []}, **DESCRIBED)


def recorded(run: Any) -> None:
    """Series without gaps and with, in several chunks; artifacts, commands, decisions, two checkpoints."""
    import torch

    for step in range(1, 101):
        run.log(step, {"loss": 1 / step} | ({"epoch/loss": 2 / step} if step % 10 == 0 else {}))
        if step % 30 == 0:
            run.flush()
    run.add_json("totals", 100, {"seconds": 1.5})
    run.add_array("matrix", 50, [[1, 2], [3, 4]])
    answered = run.send("pause")
    run.acknowledge(answered, 40, "too late")
    run.send("go", {"rate": 0.5})
    run.decide(20, "model.learning_rate", 0.05)
    for step, reason in ((50, "step"), (100, "final")):
        run.save_checkpoint(step, {"weights": torch.full((3,), float(step))}, {"step": str(step)}, reason)


def die(path: Path) -> None:
    """A process that is killed while it trains: its log of writes is left behind."""
    script = (
        "import os, signal, sys; from pathlib import Path; from axb.runs import Store; "
        "run = Store(Path(sys.argv[1])).create('died', config={}, graph=None, data_hash='', seed=0, versions={}, "
        "machine={}); run.start(); run.log(1, {'loss': 0.5}); run.flush(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)


def main() -> None:
    parser = argparse.ArgumentParser(description="Keep a run store for the tests.")
    parser.add_argument("--out", type=Path, default=SAMPLES)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / FILE
        with Store(path) as store:
            fill(store)
        die(path)
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
        print(shutil.make_archive(str(given.out / f"version-{version}"), "zip", name))


if __name__ == "__main__":
    main()
