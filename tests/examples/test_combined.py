"""Models combined, each in a screenful: they reach what they state, and fail below it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples"
SMALL = {
    "codes_classifier.py": ("--epochs", "4", "--reach", "0.6"),
    "vae_gan.py": ("--epochs", "6",),
    "two_stage_vae.py": ("--epochs", "6", "--reach", "1.5"),
}  # fmt: skip
BEYOND = {
    "codes_classifier.py": "less than stated",
    "vae_gan.py": "below 50.0",
    "two_stage_vae.py": "below 50.0",
}


def run(script: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "AXB_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, FOLDER / script, "--data", "digits", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


@pytest.mark.parametrize("script", SMALL)
def test_it_reaches_what_it_states_and_fits_a_screen(script: str, tmp_path: Path) -> None:
    done = run(script, *SMALL[script], home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len((FOLDER / script).read_text("utf-8").splitlines()) < 110


@pytest.mark.parametrize("script", BEYOND)
def test_it_fails_below(script: str, tmp_path: Path) -> None:
    done = run(script, "--epochs", "1", "--reach", "50", home=tmp_path)
    assert done.returncode == 1
    assert BEYOND[script] in done.stderr
