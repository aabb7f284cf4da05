"""Trainings killed at random moments, and resumed: each must end as one that was never disturbed, bit by bit.

    python scripts/kill_trainings.py [--kills 50] [--seed 1] [--only plain cnn vae gan]

The trainings are those of `tests/training/trials.py`: plain, augmented (with batch normalisation, dropout and callbacks
that remember), a VAE, a GAN. The kills are shared among them; each training is besides killed once at each of the
moments that a trainer announces. Compared are weights, histories and all that was recorded. Prints a table.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from training.test_killed import assert_same_ends, trial
from training.trials import EVENTS

KINDS = {"plain": "plain", "cnn": "augmented", "vae": "VAE", "gan": "GAN"}


def tried(kind: str, kills: int, seed: int) -> tuple[dict[str, Any], str]:
    """What the trial told, and how the two ends compare."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AXB_HOME"] = str(Path(folder) / "home")
        told = trial(kind, kills, seed, Path(folder))
        try:
            assert_same_ends(Path(folder))
        except AssertionError as error:
            return told, f"DIFFERENT: {error}"
    return told, "the same to the last bit"


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill and resume trainings.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=list(KINDS), default=list(KINDS))
    given = parser.parse_args()
    print(
        f"{'':12}{'at random':>10}{'at events':>10}{'undisturbed':>13}  weights, history, records", flush=True
    )
    ends = []
    for number, kind in enumerate(given.only):
        kills = given.kills // len(given.only) + (number < given.kills % len(given.only))
        told, end = tried(kind, kills, given.seed)
        killed = [one == -signal.SIGKILL for one in told["ends"]]
        at_random, all_of_them = sum(killed[len(EVENTS) : len(EVENTS) + kills]), sum(killed)
        counts = f"{at_random:>10}{all_of_them - at_random:>10}"
        print(f"{KINDS[kind]:12}{counts}{told['undisturbed']:>11.1f} s  {end}", flush=True)
        ends.append(end)
    return int(len({*ends}) > 1 or ends[0].startswith("DIFFERENT"))


if __name__ == "__main__":
    sys.exit(main())
