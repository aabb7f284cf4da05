"""The scripts of examples/keras: with axb as they stand, with Keras once only their import lines differ."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "examples" / "keras").glob("*.py"))
CONTESTANT = ROOT / "benchmarks" / "contestants" / "keras_script.py"
MINI = ROOT / "src" / "axb" / "data" / "files" / "fashion-mini.npz"
QUICK = ("autoencoder_sparse", "custom_layer_and_loss", "custom_train_step", "regression")


def run(library: str, script: str) -> dict[str, float]:
    """What the benchmark's contestant says of a script, on the first pictures and for two epochs."""
    command = [sys.executable, CONTESTANT, library, script, "--data", MINI, "--quick"]
    environment = {**os.environ, "KERAS_BACKEND": "torch"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    values: dict[str, float] = json.loads(done.stdout.splitlines()[-1])["values"]
    return values


def test_there_are_as_many_as_the_readme_says() -> None:
    told = (ROOT / "examples/keras/README.md").read_text("utf-8")
    assert re.findall(r"^\| \[(\w+\.py)\]", told, re.MULTILINE) != []
    assert {*re.findall(r"^\| \[(\w+\.py)\]", told, re.MULTILINE)} == {path.name for path in SCRIPTS}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_axb_is_named_in_import_lines_alone(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    named = [line for line in lines if re.search(r"\baxb\b", line)]
    assert len(named) == 2
    assert named[0] == "import axb as keras"
    assert re.fullmatch(r"from axb import [\w, ]+", named[1])
    assert re.search(r'^print\("Test [\w ]+:", ', path.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("script", QUICK)
def test_it_runs_with_axb(script: str) -> None:
    values = run("axb", script)
    assert values["result"] > 0
    assert 0 < values["epoch"] < values["total"]


def test_the_same_script_runs_with_keras() -> None:
    assert run("keras", "custom_train_step")["result"] > 0
