"""A few broken files of each kind that a person hands in; `scripts/fuzz.py` reads thousands."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "fuzz.py"


@pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="memory is bounded and measured on Linux"
)
def test_broken_files_are_read_or_refused() -> None:
    words = [sys.executable, str(SCRIPT), "--count", "60", "--seed", "1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "passport" in done.stdout
