"""The Keras MNIST convnet as Keras's own example writes it; only the library differs: axb or keras."""

import importlib
import statistics
import time
from typing import Any

import fashion
import numpy as np
from answer import answer, parser

BATCH_SIZE = 128


def clock(library: Any) -> Any:
    """A callback of the library that keeps the seconds of each epoch."""

    class Clock(library.callbacks.Callback):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.seconds: list[float] = []

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            self.begin = time.perf_counter()

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.seconds.append(time.perf_counter() - self.begin)

    return Clock()


def build(library: Any) -> Any:
    """34,826 parameters."""
    layers = library.layers
    return library.Sequential(
        [
            library.Input(shape=(28, 28, 1)),
            layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
            layers.MaxPooling2D(pool_size=(2, 2)),
            layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
            layers.MaxPooling2D(pool_size=(2, 2)),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )


def compiled(library: Any, name: str, precision: str | None) -> Any:
    """The model at the library's defaults, or in the precision asked for, said in the library's way."""
    options = {}
    if precision is not None:
        if name == "axb":
            options["precision"] = precision
        else:
            library.config.set_dtype_policy({"bfloat16": "mixed_bfloat16"}.get(precision, precision))
    model = build(library)
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"], **options)
    return model


def pictures(images: Any) -> Any:
    """float32 of 0..1, `(N, 28, 28, 1)`"""
    return np.expand_dims(images.astype("float32") / 255, -1)


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "keras"))
    asked.add_argument("--epochs", type=int, default=2)
    asked.add_argument("--precision", choices=("float32", "bfloat16"))
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--evaluate", action="store_true")
    told = asked.parse_args()
    library = importlib.import_module(told.library)
    x_train, y_train, x_test, y_test = fashion.read(told.data, told.quick)
    begin = time.perf_counter()
    library.utils.set_random_seed(told.seed)
    x, y = pictures(x_train), library.utils.to_categorical(y_train, 10)
    model, watch = compiled(library, told.library, told.precision), clock(library)
    epochs = min(told.epochs, 2) if told.quick else told.epochs
    model.fit(x, y, batch_size=BATCH_SIZE, epochs=epochs, verbose=0, callbacks=[watch])
    total = time.perf_counter() - begin
    values = {
        "epoch": statistics.median(watch.seconds[1:]),
        "total": total,
        "parameters": model.count_params(),
    }
    if told.evaluate:
        test = library.utils.to_categorical(y_test, 10)
        values["accuracy"] = 100 * float(model.evaluate(pictures(x_test), test, verbose=0)[1])
    answer(values, {"epochs": watch.seconds})


if __name__ == "__main__":
    main()
