"""Autoencoders: what they restore from few numbers within two minutes, and seconds an epoch beside Keras."""

from harness.row import Contestant, Goal, Measure, Row
from harness.rows.convnet import TF


def _squeezed(latent: int) -> Contestant:
    arguments = ("--seed", "{seed}", "--model", f"stacked_autoencoder:latent={latent}")
    return Contestant(
        f"axb-{latent}", f"axb stacked_autoencoder, {latent} numbers", "autoencoder.py", arguments
    )


AUTOENCODER = Row(
    "autoencoder",
    "Two minutes of axb's stacked_autoencoder: its error with 16 and with 32 numbers, PCA's beside it",
    "The family's fixed recipe, trained for 120 s of wall clock on all 60,000 images without a validation part, "
    "another seed each round; the recipe was chosen on held-out training images. The error is the mean of the squared "
    "differences of all pixels of the 10,000 test images, pixels as 0 to 1; PCA's axes come from the training images.",
    (_squeezed(16), _squeezed(32)),
    (
        Measure("error", "squared error a pixel", "", 5),
        Measure("pca", "PCA's, from as many numbers", "", 5),
        Measure("learned", "on what it learned from, while learning", "", 5),
        Measure("epochs", "epochs", "", 0),
        Measure("total", "all of it", "s", 1),
    ),
    (
        Goal("16 numbers: squared error a pixel, mean of the seeds", "error", "axb-16", need=0.0095, aim=0.0080,
             sense="<=", digits=5, summary="mean"),
        Goal("32 numbers: squared error a pixel, mean of the seeds", "error", "axb-32", need=0.0074, aim=0.0060,
             sense="<=", digits=5, summary="mean"),
        Goal("the whole training", "total", "axb-16", need=125, sense="<=", unit=" s", digits=0),
    ),
    least_rounds=3,
)  # fmt: skip

AUTOENCODER_KERAS = Row(
    "conv-autoencoder-keras",
    "The convolutional autoencoder of Keras's example: seconds an epoch at equal loss",
    "Conv 32 3x3, pool, conv 32, pool; transposed conv 32 of stride 2, twice; conv 1 with a sigmoid; 60,000 images as "
    "float32 / 255, batch 128, Adam 0.001, binary cross-entropy, both sides at their defaults, nothing printed while "
    "training. The median of the epochs after the first of 3; the loss of the third.",
    (
        Contestant("axb", "axb", "autoencoder_keras.py", ("axb", "--seed", "{seed}")),
        Contestant(
            "keras-tf", "Keras on TensorFlow", "autoencoder_keras.py", ("keras", "--seed", "{seed}"), "peers", TF
        ),
    ),
    (Measure("epoch", "an epoch", "s"), Measure("loss", "loss of the third epoch", "", 4)),
    (
        Goal("Keras's time over axb's", "epoch", "axb", "ratio", "keras-tf", 2, 4, unit="x"),
        Goal("axb's loss less Keras's", "loss", "axb", "difference", "keras-tf", need=0.003, sense="within",
             digits=4, summary="mean"),
    ),
    least_rounds=3,
)  # fmt: skip
