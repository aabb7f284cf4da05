"""Build the wheel, install it into an empty environment, and there import, train, save and load."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = """
import axb, numpy as np
from pathlib import Path
assert "site-packages" in axb.__file__, axb.__file__
(x, y), (x_test, y_test) = axb.datasets.digits.load_data()
model = axb.Sequential([
    axb.Input((*x.shape[1:3], 1)), axb.layers.Rescaling(1 / 255), axb.layers.Conv2D(8, 3, activation="relu"),
    axb.layers.Flatten(), axb.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x.reshape(-1, 8, 8, 1), y, epochs=3, verbose=0, seed=1)
model.save("model.axb")
again = axb.models.load_model("model.axb")
pictures = x_test.reshape(-1, 8, 8, 1)
accuracy = again.evaluate(pictures, y_test, verbose=0)[1]
assert np.array_equal(model.predict(pictures), again.predict(pictures))
assert accuracy > 0.8, accuracy
print(f"wheel: imported, trained to {accuracy:.3f}, saved and loaded")
"""


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command; its failure is ours."""
    subprocess.run([str(part) for part in command], cwd=cwd, check=True)


def main() -> None:
    """Everything in a folder that goes away."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, "--no-isolation", ".")
        wheel = next(folder.glob("*.whl"))
        venv.create(folder / "venv", with_pip=True)
        bin_folder = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        constraints = ROOT / "constraints.txt"
        run(bin_folder / "python", "-m", "pip", "install", "--quiet", "--constraint", constraints, wheel)
        run(bin_folder / "python", "-W", "error", "-c", PROGRAM, cwd=folder)
        run(bin_folder / "axb", "--version", cwd=folder)


if __name__ == "__main__":
    main()
