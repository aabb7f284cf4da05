"""Broken files of every kind that a person hands to axb: none may end in a traceback, hang, or take all memory.

    python scripts/fuzz.py [--count 2000] [--seed 0] [--only image csv ...] [--keep FOLDER]

Each is a real file that was broken (see `fuzz_files.py`) and is read in a process of its own, which has 20 seconds and,
beyond what it begins with, 2 GiB. Prints a table; what went wrong is a line each, and with --keep a file in FOLDER.
"""

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import torch
from fuzz_files import READ, SUFFIX, broken, seeds

from axb.words import InputError

SECONDS, MEMORY = 20.0, 2 * 2**30
LONG = 2500  # characters: no sentence has more
HARD = 6 * 2**30  # bytes of addresses: the machine itself is not put at risk
WHOLE, REFUSED, TRACEBACK, HUNG, MEMORY_TAKEN, DIED = (
    "read",
    "refused",
    "traceback",
    "hung",
    "over 2 GiB",
    "died",
)
IDLE = ""  # of what reads nothing, to see how much memory that has
FINE = (WHOLE, REFUSED)
CODES = {0: WHOLE, 3: REFUSED, 4: TRACEBACK}


@dataclass
class Ended:
    """How reading one file went: its outcome, seconds, bytes taken beyond the beginning's, and the last line said."""

    outcome: str
    seconds: float
    memory: int
    said: str


def read_apart(kind: str, path: Path, log: Path, before: int = 0) -> Ended:
    """Read it in a fork, which has `before` bytes of memory when it begins."""
    begin = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os._exit(_read(kind, path, log))
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        seconds = time.monotonic() - begin
        if done:
            break
        if seconds > SECONDS:
            os.kill(pid, signal.SIGKILL)
            os.wait4(pid, 0)
            return Ended(HUNG, seconds, 0, "")
        time.sleep(0.002)
    memory = max(usage.ru_maxrss * 1024 - before, 0)
    outcome = CODES.get(os.waitstatus_to_exitcode(status), DIED)
    said = log.read_text("utf-8", "replace") if log.is_file() else ""
    return Ended(MEMORY_TAKEN if before and memory > MEMORY else outcome, seconds, memory, said)


def _read(kind: str, path: Path, log: Path) -> int:
    """In the fork: what it comes to as an exit code; what was said is in `log`."""
    resource.setrlimit(resource.RLIMIT_AS, (HARD + _addresses(), resource.RLIM_INFINITY))
    Path("/proc/self/clear_refs").write_text("5")  # from here on the most memory is counted
    if kind == IDLE:
        return 0
    with log.open("w", encoding="utf-8", errors="replace") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            warnings.simplefilter("ignore")
            READ[kind](path)
            return 0
        except InputError as error:
            file.write(str(error))
            return 3 if len(str(error)) < LONG else 4
        except BaseException:
            traceback.print_exc(file=file)
            return 4


def _addresses() -> int:
    """Bytes of address space that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def fuzz(kind: str, files: list[bytes], count: int, seed: int, keep: Path | None) -> list[Ended]:
    """Break and read `count` files of one kind."""
    ended = []
    with tempfile.TemporaryDirectory() as name:
        idle = read_apart(IDLE, Path(name), Path(name)).memory
        for number in range(count):
            path, log = Path(name) / f"{number}{SUFFIX[kind]}", Path(name) / "log"
            path.write_bytes(broken(kind, files, random.Random(f"{seed} {kind} {number}")))
            one = read_apart(kind, path, log, idle)
            ended.append(one)
            if one.outcome not in FINE:
                print(f"{kind} {number}: {one.outcome}: {one.said[-400:].strip()}", flush=True)
                if keep is not None:
                    (keep / f"{kind}-{seed}-{number}{SUFFIX[kind]}").write_bytes(path.read_bytes())
            path.unlink()
    return ended


def table(found: dict[str, list[Ended]]) -> str:
    """A line for each kind."""
    lines = [f"{'':10}{'files':>7}{'read':>7}{'refused':>9}{'wrong':>7}{'slowest':>10}{'most memory':>13}"]
    for kind, ended in found.items():
        counts = Counter(one.outcome for one in ended)
        wrong = len(ended) - counts[WHOLE] - counts[REFUSED]
        slowest, most = max(one.seconds for one in ended), max(one.memory for one in ended) / 2**20
        line = f"{kind:10}{len(ended):>7,}{counts[WHOLE]:>7,}{counts[REFUSED]:>9,}{wrong:>7}"
        lines.append(f"{line}{slowest:>8.1f} s{most:>9.0f} MiB")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Read broken files.")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", choices=list(READ), default=list(READ))
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as home:
        os.environ["AXB_HOME"] = home
        files = seeds()
        each = -(-given.count // len(given.only))
        found = {kind: fuzz(kind, files[kind], each, given.seed, given.keep) for kind in given.only}
    print(table(found))
    return int(any(one.outcome not in FINE for ended in found.values() for one in ended))


if __name__ == "__main__":
    sys.exit(main())
