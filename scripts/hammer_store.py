"""Two writers and a reader share one run store: no row may be lost, nobody may be told of a lock.

    python scripts/hammer_store.py [--seconds 60]

Each is a process of its own that opens and closes the store again and again. The writers do what a training does; the
reader looks at all they have written so far, sends commands, makes runs, bins them and empties the bin. In the end
every value, decision, artifact, checkpoint and command is counted.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from axb.runs import Run, Store

DESCRIBED: dict[str, Any] = {
    "config": {},
    "graph": None,
    "data_hash": "",
    "seed": 0,
    "versions": {},
    "machine": {},
}
FILE = "runs.sqlite3"
WRITERS = ("left", "right")
LIFE = 0.25  # seconds between two openings
FLUSH, KEEP, SAVE = 10, 50, 400  # steps between two writes, two artifacts, two checkpoints
PAUSE = 0.002  # seconds after each write, in which others have their turn


def write(path: Path, name: str, seconds: float, saves: bool) -> None:
    """Train, in appearance."""
    step, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        with Store(path) as store:
            run, life = store.open(name), time.monotonic() + LIFE
            run.start()
            while time.monotonic() < min(end, life):
                step += 1
                take_step(run, step, saves)
            run.flush()
    with Store(path) as store:
        run = store.open(name)
        run.add_json("steps", step, step)
        run.finish("finished")


def take_step(run: Run, step: int, saves: bool) -> None:
    """What one step of a training writes."""
    run.log(step, {"loss": 1 / step, **({"even": step} if step % 2 == 0 else {})})
    if step % FLUSH == 0:
        run.flush()
        run.beat()
        run.decide(step, "seen", step)
        for command in run.pending():
            run.acknowledge(command.id, step)
        time.sleep(PAUSE)
    if step % KEEP == 0:
        run.add_json("note", step, {"step": step})
    if saves and step % SAVE == 0:
        save(run, step)


def save(run: Run, step: int) -> None:
    import torch

    run.save_checkpoint(step, {"weights": torch.full((1000,), float(step))}, {}, "step")
    run.prune()


def read(path: Path, seconds: float, answer: "multiprocessing.Queue[Counter[str]]") -> None:
    """Look, command and tidy up; answers how often, and how many commands it sent to whom."""
    done, end = Counter[str](), time.monotonic() + seconds
    while time.monotonic() < end:
        with Store(path) as store:
            for name in WRITERS:
                look(store.open(name))
                store.open(name).send("hello")
                done[name] += 1
            store.marks()
            store.create(None, **DESCRIBED).delete()
            store.empty_bin()
            done["readings"] += 1
    answer.put(done)


def look(run: Run) -> None:
    """What has been written so far is a beginning of the whole."""
    steps, values = run.series("loss")
    assert steps.tolist() == list(range(1, len(steps) + 1)), f"{run.name}: a gap in what is read"
    assert (values == 1 / steps).all(), f"{run.name}: another value"


def lost(run: Run, sent: int, saves: bool) -> list[str]:
    """What a writer's run should have and has not, in words."""
    steps = run.json("steps")
    wanted = {
        "loss": (run.series("loss")[0].tolist(), list(range(1, steps + 1))),
        "even": (run.series("even")[0].tolist(), list(range(2, steps + 1, 2))),
        "decisions": ([one.value for one in run.decisions()], list(range(FLUSH, steps + 1, FLUSH))),
        "artifacts": (
            [one.step for one in run.artifacts() if one.name == "note"],
            list(range(KEEP, steps + 1, KEEP)),
        ),
        "commands": (len(run.pending()) + answered(run), sent),
        "checkpoints": (
            [one.step for one in run.checkpoints()],
            list(range(SAVE, steps + 1, SAVE))[-2:] if saves else [],
        ),
    }
    return [f"{run.name}: {what}" for what, (is_there, wished) in wanted.items() if is_there != wished]


def answered(run: Run) -> int:
    rows = run._db.execute("SELECT count(*) FROM command WHERE run = ? AND done_step IS NOT NULL", (run.id,))
    return int(rows.fetchone()[0])


def hammer(folder: Path, seconds: float, saves: bool = True) -> tuple[list[str], Counter[str]]:
    """What was lost or failed (nothing, one hopes), and how much was done."""
    path, spawn = folder / FILE, multiprocessing.get_context("spawn")
    with Store(path) as store:
        for name in WRITERS:
            store.create(name, **DESCRIBED)
    answer: multiprocessing.Queue[Counter[str]] = spawn.Queue()
    processes = [spawn.Process(target=write, args=(path, name, seconds, saves)) for name in WRITERS]
    processes.append(spawn.Process(target=read, args=(path, seconds, answer)))
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    failed = [f"{process.name} failed" for process in processes if process.exitcode != 0]
    return (failed, Counter()) if failed else judged(path, answer.get(), saves)


def judged(path: Path, done: Counter[str], saves: bool) -> tuple[list[str], Counter[str]]:
    with Store(path) as store:
        runs = [store.open(name) for name in WRITERS]
        missing = [one for run in runs for one in lost(run, done[run.name], saves)]
        counts = {f"steps of {run.name}": run.json("steps") for run in runs}
        extra = [run.name for run in store.runs() if run.name not in WRITERS]
    sent = sum(done[name] for name in WRITERS)
    return [*missing, *extra], Counter({**counts, "readings": done["readings"], "commands": sent})


def main() -> int:
    parser = argparse.ArgumentParser(description="Two writers and a reader share one run store.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--no-checkpoints", action="store_true", help="which need torch, and seconds to import it"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        missing, done = hammer(Path(folder), given.seconds, not given.no_checkpoints)
    for what, count in done.items():
        print(f"{what:16} {count:>10,}")
    print("\n".join(missing) or "nothing was lost, nobody was told of a lock")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
