"""axb beside its peers, on the same work, in the same minutes: `python benchmarks/run.py --data FOLDER`.

Writes results.md and results.json beside this file. See README.md.
"""

import argparse
import datetime
import hashlib
import subprocess
import sys
from pathlib import Path

from harness import peers, results
from harness.machine import graphics, load, machine
from harness.rounds import Setting, rounds
from harness.row import Row
from harness.rows import ROWS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SCRATCH = ROOT / ".bench"
MINI = ROOT / "src" / "axb" / "data" / "files" / "fashion-mini.npz"
FIRST_FILE = "train-images-idx3-ubyte"


def arguments() -> argparse.Namespace:
    """What a person asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        help="where Fashion-MNIST's four IDX files lie (gzipped or not)",
    )
    parser.add_argument("--only", nargs="+", choices=ROWS, metavar="ROW", help=f"some of: {', '.join(ROWS)}")
    parser.add_argument(
        "--repeats", type=int, default=3, metavar="N", help="interleaved rounds; a row may ask for more (3)"
    )
    parser.add_argument(
        "--peers-python",
        type=Path,
        metavar="PYTHON",
        help="an interpreter that has tensorflow and keras, instead of .bench/venv-peers",
    )
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where results.md and results.json go")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="one round on a few images, written to .bench/quick: does everything run?",
    )
    asked = parser.parse_args()
    if asked.repeats < 1:
        parser.error("--repeats has to be 1 or more")
    if asked.data is None and not asked.quick:
        parser.error("--data FOLDER is needed: the folder with Fashion-MNIST's four IDX files")
    if asked.data is not None and not _first_file(asked.data):
        parser.error(f"--data: {asked.data} has no {FIRST_FILE}, gzipped or not")
    return asked


def _first_file(folder: Path) -> Path | None:
    candidates = (folder / FIRST_FILE, folder / f"{FIRST_FILE}.gz")
    return next((path for path in candidates if path.is_file()), None)


def peers_python(asked: argparse.Namespace, rows: list[Row]) -> Path | str:
    """The peers' interpreter, set up where a row needs it; a sentence where that failed."""
    if asked.peers_python:
        return Path(asked.peers_python)
    if not any(one.python == "peers" for row in rows for one in row.contestants):
        return "no row needs the peers"
    try:
        return peers.set_up()
    except (subprocess.CalledProcessError, OSError) as error:
        return f"the peers' environment could not be set up: {error}"


def described(data: Path) -> str:
    """The data in words, without where it lies."""
    if data.is_file():
        return "the first images of fashion-mini"
    first = _first_file(data)
    digest = hashlib.sha256(first.read_bytes()).hexdigest()[:16] if first else ""
    return f"Fashion-MNIST, 60,000 + 10,000 images ({first.name if first else ''} sha256 {digest}...)"


def main() -> int:
    """Run the rows; each round is written as soon as it is over."""
    asked = arguments()
    rows = [ROWS[key] for key in asked.only or ROWS]
    if not graphics() and (left_out := [row.key for row in rows if row.gpu]):
        print(f"left out, since no graphics card is here: {', '.join(left_out)}")
        rows = [row for row in rows if not row.gpu]
    out = asked.out or (SCRATCH / "quick" if asked.quick else HERE)
    SCRATCH.mkdir(exist_ok=True)
    setting = Setting(asked.data or MINI, SCRATCH, asked.quick, peers_python(asked, rows))
    if not asked.quick and load() > 0.5:
        print(f"the load average is {load():.2f}: something else is running, and will be measured too")
    failed = False
    for row in rows:
        record = {
            "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"), "quick": asked.quick,
            "machine": machine(), "data": described(setting.data), "load": [], "rounds": [],
        }  # fmt: skip
        number = 1 if asked.quick else max(asked.repeats, row.least_rounds)
        for before, said in rounds(row, number, setting, lambda line: print(line, flush=True)):
            record["load"].append(before)
            record["rounds"].append(said)
            results.write(out, ROWS, row.key, record)
            failed = failed or any("error" in one for one in said.values())
    print(f"written: {out / 'results.md'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
