"""16 learning rates for a dense network with one hidden layer of 64 on the digits, batch 32, 10 epochs each.

axb races them; Keras's user writes a loop of `fit`. Each watches the same share of held-out digits after every epoch.
"""

import time
from typing import Any

import fashion
import numpy as np
from answer import answer, parser
from shipped import DIGITS

RATES = np.geomspace(1e-4, 1.0, 16).tolist()
EPOCHS, BATCH, HELD = 10, 32, 0.1


def race(rates: list[float], epochs: int) -> tuple[int, float]:
    """Every member is recorded as a run, the verdict is computed."""
    import axb

    job = axb.jobs.Job("mlp:hidden=64", "digits", epochs, batch_size=BATCH, optimizer="adam", validation=HELD)
    found = axb.race(job, vary={"learning_rate": rates}, seeds=1)
    return len(found.scores), float(np.nanmax(found.scores))


def loop(rates: list[float], epochs: int) -> tuple[int, float]:
    """A model after another, each from the same seed."""
    import keras

    x, y, _, _ = fashion.read(DIGITS)
    x = x.reshape(len(x), -1).astype("float32") / x.max()
    keep = len(x) - int(HELD * len(x))
    best = 0.0
    for rate in rates:
        keras.utils.set_random_seed(0)
        layers = keras.layers
        model = keras.Sequential(
            [keras.Input((64,)), layers.Dense(64, activation="relu"), layers.Dense(10, activation="softmax")]
        )
        model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        told = model.fit(
            x[:keep],
            y[:keep],
            batch_size=BATCH,
            epochs=epochs,
            verbose=0,
            validation_data=(x[keep:], y[keep:]),
        )
        best = max(best, told.history["val_accuracy"][-1])
    return len(rates), best


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "keras"))
    told = asked.parse_args()
    way: Any = race if told.library == "axb" else loop
    way(RATES[:1], 1)  # what a library imports and compiles at first is not what is compared
    begin = time.perf_counter()
    members, best = way(RATES[:2] if told.quick else RATES, 1 if told.quick else EPOCHS)
    answer({"seconds": time.perf_counter() - begin, "best": 100 * best, "settings": members})


if __name__ == "__main__":
    main()
