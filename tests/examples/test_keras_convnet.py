"""The beginner's script runs with axb, and is a Keras script once its import lines say so."""

import os
import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "keras_convnet.py"
PARAMETERS = 34_826


def run(script: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "AXB_HOME": str(home),
        "KERAS_HOME": str(home),
        "KERAS_BACKEND": "torch",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, script, "--data", "fashion-mini", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def accuracy(output: str) -> float:
    found = re.search(r"^Test accuracy: ([\d.]+)$", output, re.MULTILINE)
    assert found is not None, output
    return float(found[1])


def test_it_learns_and_says_what_it_reaches(tmp_path: Path) -> None:
    done = run(SCRIPT, "--epochs", "2", "--reach", "0.7", home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert accuracy(done.stdout) >= 0.7
    assert f"{PARAMETERS:,}" in done.stdout


def with_few_pictures(lines: list[str]) -> str:
    """The script with two lines more, for tests that need no good network."""
    start = next(number for number, line in enumerate(lines) if line.startswith("# Scale images"))
    few = ["x_train, y_train = x_train[:512], y_train[:512]", "x_test, y_test = x_test[:256], y_test[:256]"]
    return "\n".join([*lines[:start], *few, *lines[start:]])


def test_only_import_lines_make_it_a_keras_script(tmp_path: Path) -> None:
    lines = SCRIPT.read_text("utf-8").splitlines()
    keras = [re.sub(r"^from axb\b", "from keras", line) for line in lines]
    changed = [line for before, line in zip(lines, keras, strict=True) if line != before]
    assert len(changed) == 4
    assert all(line.startswith("from keras") and " import " in line for line in changed)
    swapped = tmp_path / "swapped.py"
    swapped.write_text(with_few_pictures(keras), "utf-8")
    done = run(swapped, "--epochs", "1", "--reach", "0", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"Total params: {PARAMETERS:,}" in re.sub(r"\x1b\[[\d;]*m", "", done.stdout)
    assert 0 <= accuracy(done.stdout) <= 1


def test_it_fails_below_what_it_states(tmp_path: Path) -> None:
    hurried = tmp_path / "hurried.py"
    hurried.write_text(with_few_pictures(SCRIPT.read_text("utf-8").splitlines()), "utf-8")
    done = run(hurried, "--epochs", "1", home=tmp_path)
    assert done.returncode == 1
    assert "is below 0.8" in done.stderr
