"""One frozen classifier of grey pictures of clothes, in whose features generated pictures are measured.

`scripts/make_classifier.py` trained it on the 60,000 training pictures of Fashion-MNIST and says how; nothing trains it
again, so that numbers of different days and machines can be compared. Its weights lie beside this file in 16 bits.
"""

import hashlib
import json
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from safetensors import safe_open
from safetensors.torch import load

from axb import layers
from axb.graph import SymbolicTensor
from axb.training import Model
from axb.training.tensors import load_weight_tensors
from axb.words import InputError

FILE = "classifier.safetensors"
SHA256 = "33b0a44e67568709a35f00a3939e298fb4666dfd450ee42f0df10d6ca98ea4f1"
SIDE = 28  # pixels
WIDTHS = 32, 64, 128  # filters of its stages; the last is how many features a picture has
CLASSES = 10


def network(augment: bool = False) -> Model:
    """From uint8 `(N, 28, 28, 1)` to the features `(N, 128)` and the classes' probabilities `(N, 10)`.

    Convolutions 5x5 with stride 2, then 3x3, 3x3, 3x3, pooling after the second; the mean over the places; one dense
    layer. `augment`: for training, it alone answers; pictures move
    by up to two pixels, and a fifth of the features is left out.
    """
    first, second, last = WIDTHS
    inputs = layers.Input((SIDE, SIDE, 1), dtype="uint8")
    x = layers.Rescaling(1 / 255)(inputs)
    if augment:
        x = layers.RandomTranslation(2 / SIDE, 2 / SIDE, fill_mode="constant")(x)
    x = _bend(layers.Conv2D(first, 5, 2, "same", use_bias=False, name="edges")(x))
    x = _bend(layers.MaxPooling2D(2)(_convolution(second, "parts")(x)))
    x = _bend(_convolution(last, "shapes")(x))
    x = _bend(_convolution(last, "things")(x))
    features = layers.GlobalAveragePooling2D(name="features")(x)
    kept = layers.Dropout(0.2)(features) if augment else features
    answer = layers.Dense(CLASSES, "softmax", name="answer")(kept)
    return Model(inputs, answer if augment else [features, answer], name="classifier")


@cache
def frozen_classifier() -> Model:
    """The frozen one. Raises InputError where its file is not the one whose hash is known."""
    content = files("axb.insight.measures").joinpath(FILE).read_bytes()
    if (got := hashlib.sha256(content).hexdigest()) != SHA256:
        raise InputError("measures.other_file", file=FILE, expected=SHA256, got=got)
    model = network()
    load_weight_tensors(model, load(content), FILE)
    return model


def facts() -> dict[str, Any]:
    """What its file says of it: the shares that it gets right, and how it was trained."""
    with as_file(files("axb.insight.measures").joinpath(FILE)) as path, safe_open(path, "pt") as file:
        told: dict[str, Any] = json.loads(file.metadata()["facts"])
    return told


def _convolution(filters: int, name: str) -> layers.Conv2D:
    return layers.Conv2D(
        filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal", name=name
    )


def _bend(x: SymbolicTensor) -> SymbolicTensor:
    return layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))
