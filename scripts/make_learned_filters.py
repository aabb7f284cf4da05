"""Train a small convolutional network on clothing and print its first layer's filters, for labs/convolution.

python scripts/make_learned_filters.py
"""

import numpy as np

from axb import layers, models, utils
from axb.datasets import fashion_mini
from axb.optimizers import Adam

EPOCHS, RATE, SEED = 10, 0.005, 2


def main() -> None:
    """The score on the test part, then each filter's nine numbers, row by row."""
    utils.set_random_seed(SEED)
    (x, y), (x_test, y_test) = fashion_mini.load_data()
    first = layers.Conv2D(6, 3, padding="same", activation="relu")
    rest = [
        layers.MaxPooling2D(), layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]  # fmt: skip
    model = models.Sequential([layers.Input((28, 28, 1)), first, *rest])
    model.compile(
        optimizer=Adam(learning_rate=RATE), loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    model.fit(_scaled(x), y, epochs=EPOCHS, batch_size=64, verbose=0)
    print(model.evaluate(_scaled(x_test), y_test, verbose=0))
    for kernel in first.kernel.detach().numpy()[:, :, 0].transpose(2, 0, 1):
        print([round(float(value), 2) for value in kernel.ravel()])


def _scaled(pictures: np.ndarray) -> np.ndarray:
    return pictures[..., None].astype(np.float32) / np.float32(255)


if __name__ == "__main__":
    main()
