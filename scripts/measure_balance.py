"""Does a GAN leave a class out? The benchmark's recipe from several seeds, and the rarest class of what each makes.

    python scripts/measure_balance.py FOLDER [--seconds 600] [--seeds 5] [--least 3] [--out balance.json]

FOLDER holds the four IDX files of Fashion-MNIST. Every seed is the contestant of the benchmark's GAN row in a process
of its own: so many seconds of training, then 10,000 samples, whose classes the frozen classifier tells (an even share
is 10%). Prints a line a seed and a summary, and ends with 1 where a class has less than `--least` percent. With --out,
seeds that are in that file already are not trained again.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTESTANT = ROOT / "benchmarks" / "contestants" / "gan_quality.py"
HEAD = "| seed | rarest class, % of samples | Fréchet distance | updates | seconds |"


def main() -> None:
    """Train what is missing, and tell."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--seconds", type=float, default=600)
    asked.add_argument("--seeds", type=int, default=5)
    asked.add_argument("--least", type=float, default=3.0)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--quick", action="store_true", help="a few pictures and seconds: does it run?")
    told = asked.parse_args()
    known, rarest = read(told.out), 100.0
    print(HEAD, "|---:|---:|---:|---:|---:|", sep="\n", flush=True)
    for seed in range(told.seeds):
        key = f"{seed} {told.seconds:g}{' quick' if told.quick else ''}"
        known[key] = found = known.get(key) or trained(told.folder, told.seconds, seed, told.quick)
        rarest = min(rarest, found["rarest"])
        print(line(seed, found), flush=True)
        if told.out is not None:
            told.out.write_text(json.dumps(known, indent=1), "utf-8")
    print(f"\nThe rarest class of all {told.seeds} seeds has {rarest:.2f}% of the samples.")
    sys.exit(int(rarest < told.least and not told.quick))


def read(path: Path | None) -> dict[str, dict[str, float]]:
    """What is measured already."""
    if path is None or not path.is_file():
        return {}
    found: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))
    return found


def trained(folder: Path, seconds: float, seed: int, quick: bool) -> dict[str, float]:
    """The contestant's numbers."""
    line = [sys.executable, str(CONTESTANT), "--data", str(folder), "--seconds", str(seconds)]
    line += ["--seed", str(seed), *(["--quick"] if quick else [])]
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True)
    values: dict[str, float] = json.loads(done.stdout.splitlines()[-1])["values"]
    return values


def line(seed: int, found: dict[str, float]) -> str:
    """A row of the table."""
    return (
        f"| {seed} | {found['rarest']:.2f} | {found['fid']:.2f} | {found['steps']:,.0f} "
        f"| {found['seconds']:.0f} |"
    )


if __name__ == "__main__":
    main()
