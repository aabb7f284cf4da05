"""A script of examples/keras with axb, or, only its import lines changed, with Keras."""

import contextlib
import gzip
import importlib
import io
import os
import re
import struct
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import fashion
from answer import answer, parser

SCRIPTS = Path(__file__).resolve().parents[2] / "examples" / "keras"
FILES = (
    "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz",
)  # fmt: skip
RESULT = re.compile(r"^Test ([\w ]+): ([-+.\de]+)$", re.MULTILINE)


def in_words_of(library: str, source: str) -> str:
    """The script with its import lines for that library; no other line changes."""
    if library == "axb":
        return source
    return re.sub(r"^from axb\b", "from keras", re.sub(r"^import axb as keras$", "import keras", source, flags=re.M),
                  flags=re.M)  # fmt: skip


def put_pictures(data: Path, quick: bool, home: Path) -> None:
    """Where both libraries look for Fashion-MNIST in a home of theirs."""
    folder = home / "datasets" / "fashion-mnist"
    folder.mkdir(parents=True)
    arrays = fashion.read(data, quick)
    for name, array in zip(FILES, arrays, strict=True):
        head = struct.pack(f">{1 + array.ndim}I", 0x0800 + array.ndim, *array.shape)
        (folder / name).write_bytes(gzip.compress(head + array.astype("uint8").tobytes(), 1))


class Clock:
    """Stands before a library's `fit`: quiet, timed, with few epochs where it is only to be tried."""

    def __init__(self, library: Any, quick: bool) -> None:
        self.library, self.quick, self.seconds = library, quick, []
        self.fit = library.Model.fit
        clock = self

        def fit(model: Any, *args: Any, **options: Any) -> Any:
            options["callbacks"] = [*(options.get("callbacks") or ()), clock.watch()]
            options.update({"verbose": 0, **({"epochs": 2} if clock.quick else {})})
            return clock.fit(model, *args, **options)

        library.Model.fit = fit

    def watch(self) -> Any:
        """A callback of the library that keeps the seconds of each epoch."""
        seconds = self.seconds

        class Watch(self.library.callbacks.Callback):  # type: ignore[name-defined,misc]
            def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
                self.begin = time.perf_counter()

            def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
                seconds.append(time.perf_counter() - self.begin)

        return Watch()


def with_seed(library: Any, seed: int) -> None:
    """Let the script's own call of `set_random_seed` set this one."""
    own = library.utils.set_random_seed
    library.utils.set_random_seed = lambda _: own(seed)


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "keras"))
    asked.add_argument("script", choices=sorted(path.stem for path in SCRIPTS.glob("*.py")))
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    path = SCRIPTS / f"{told.script}.py"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        put_pictures(told.data, told.quick, Path(home))
        os.environ["AXB_HOME"] = os.environ["KERAS_HOME"] = home
        library = importlib.import_module(told.library)
        clock, said = Clock(library, told.quick), io.StringIO()
        with_seed(library, told.seed)
        source = in_words_of(told.library, path.read_text("utf-8"))
        begin = time.perf_counter()
        with contextlib.redirect_stdout(said):
            exec(compile(source, path, "exec"), {"__name__": "__main__"})
        total = time.perf_counter() - begin
    found = RESULT.search(said.getvalue())
    if found is None:
        sys.exit(f"{path.name} ended without a result: {said.getvalue()[-300:]}")
    percent = 100.0 if found[1] == "accuracy" else 1.0
    epoch = median(clock.seconds[1:] or clock.seconds)
    answer({"result": percent * float(found[2]), "epoch": epoch, "total": total}, {"epochs": clock.seconds})


if __name__ == "__main__":
    main()
