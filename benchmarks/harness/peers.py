"""The peers' own environment: TensorFlow, JAX and Keras in the versions of constraints-peers.txt."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONSTRAINTS = Path(__file__).resolve().parents[1] / "constraints-peers.txt"
FOLDER = ROOT / ".bench" / "venv-peers"


def python_of(folder: Path) -> Path:
    """The interpreter of a virtual environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def set_up() -> Path:
    """Make the environment, unless it is there and up to date. Raises CalledProcessError where pip fails."""
    python, mark = python_of(FOLDER), FOLDER / "made-from"
    wanted = hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()
    if python.is_file() and mark.is_file() and mark.read_text("utf-8") == wanted:
        return python
    tensorflow = "tensorflow" if sys.platform == "darwin" else "tensorflow-cpu"
    print(f"setting up the peers' environment in {FOLDER.relative_to(ROOT)}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER], check=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "-c", str(CONSTRAINTS), tensorflow, "keras", "jax"], check=True)
    mark.write_text(wanted, "utf-8")
    return python
