"""The convolutional autoencoder of keras.io's example, word for word; only the library differs: axb or keras.

S. L. Valdarrama 2021, "Convolutional autoencoder for image denoising": learns to give back what comes in.
"""

import importlib
import statistics
from typing import Any

import fashion
from answer import answer, parser
from convnet import clock, pictures

BATCH_SIZE = 128


def build(library: Any) -> Any:
    """28,353 parameters."""
    layers = library.layers
    inputs = library.Input(shape=(28, 28, 1))
    # Encoder
    x = layers.Conv2D(32, (3, 3), activation="relu", padding="same")(inputs)
    x = layers.MaxPooling2D((2, 2), padding="same")(x)
    x = layers.Conv2D(32, (3, 3), activation="relu", padding="same")(x)
    x = layers.MaxPooling2D((2, 2), padding="same")(x)
    # Decoder
    x = layers.Conv2DTranspose(32, (3, 3), strides=2, activation="relu", padding="same")(x)
    x = layers.Conv2DTranspose(32, (3, 3), strides=2, activation="relu", padding="same")(x)
    x = layers.Conv2D(1, (3, 3), activation="sigmoid", padding="same")(x)
    # Autoencoder
    autoencoder = library.Model(inputs, x)
    autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    return autoencoder


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("library", choices=("axb", "keras"))
    asked.add_argument("--epochs", type=int, default=3)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    library = importlib.import_module(told.library)
    x = pictures(fashion.read(told.data, told.quick)[0])
    library.utils.set_random_seed(told.seed)
    model, watch = build(library), clock(library)
    history = model.fit(
        x=x, y=x, epochs=told.epochs, batch_size=BATCH_SIZE, shuffle=True, verbose=0, callbacks=[watch]
    ).history
    values = {
        "epoch": statistics.median(watch.seconds[1:]),
        "loss": history["loss"][-1],
        "parameters": model.count_params(),
    }
    answer(values, {"epochs": watch.seconds, "losses": history["loss"]})


if __name__ == "__main__":
    main()
