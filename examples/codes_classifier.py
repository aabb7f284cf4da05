"""Models combined, first: a classifier on the codes of a frozen autoencoder, beside the same one on pixels.

The autoencoder learns all pictures and sees no label. Its encoder is then the first part of a classifier that learns
from a few labelled ones. On fashion-mini 16 numbers instead of 784 get about as many right from 100 labels; with 1,000
labels what the codes leave out is missed. It fails where codes get less than REACH of what pixels get right.

    python examples/codes_classifier.py
    python examples/codes_classifier.py --epochs 2 --reach 0.5
"""

import argparse
import sys

import numpy as np

from axb import Model, Sequential, layers, zoo
from axb.data import load
from axb.utils import set_random_seed

REACH = {100: 0.9, 1000: 0.85}

parser = argparse.ArgumentParser(description="A classifier on the codes of a frozen autoencoder")
parser.add_argument("--data", choices=("fashion-mini", "digits"), default="fashion-mini")
parser.add_argument("--epochs", type=int, default=20, help="of the autoencoder")
parser.add_argument("--reach", type=float, help="of the accuracy on pixels, the share below which this fails")
options = parser.parse_args()

data = load(options.data)
set_random_seed(0)

# The first model: squeezes pictures to 16 numbers and restores them
autoencoder = zoo.find("stacked_autoencoder").make(zoo.facts_of(data), {"hidden": "256,64"})
autoencoder.compile("adam", "mean_squared_error")
autoencoder.fit(data.x_train, batch_size=128, epochs=options.epochs, verbose=0, seed=0)
encoder = autoencoder.encoder
encoder.trainable = False  # it stays what it is


def classifier(behind: list[layers.Layer]) -> Model:
    """The second model: two layers behind pixels, or behind the encoder."""
    entry = layers.Input(data.input_shape, dtype="uint8")
    head = [layers.Dense(64, "relu"), layers.Dense(data.classes, "softmax")]
    return Sequential([entry, *behind, *head])


def accuracy(behind: list[layers.Layer], labels: int, draw: int) -> float:
    """Learned from so many labelled pictures, measured on all test pictures."""
    rows = np.random.default_rng(draw).permutation(len(data.x_train))[:labels]
    set_random_seed(draw)
    model = classifier(behind)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(data.x_train[rows], data.y_train[rows], batch_size=20, epochs=6000 // labels, verbose=0)
    return float(model.evaluate(data.x_test, data.y_test, verbose=0)[1])


short = []
for labels, reach in REACH.items():
    ways = {
        "pixels": [layers.Rescaling(1 / 255), layers.Flatten()],
        "codes": [encoder, layers.BatchNormalization(momentum=0.9)],
    }
    found = {
        way: np.mean([accuracy(behind, labels, draw) for draw in range(3)]) for way, behind in ways.items()
    }
    print(f"{labels} labels: pixels {found['pixels']:.4f}, codes {found['codes']:.4f}")
    if found["codes"] < (options.reach or reach) * found["pixels"]:
        short.append(str(labels))
if short:
    sys.exit(f"With {', '.join(short)} labels codes get less than stated of what pixels get right.")
