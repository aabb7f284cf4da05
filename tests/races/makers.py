"""Models of many kinds, and data for them."""

import numpy as np
import torch

from axb import layers, regularizers
from axb.models import Model, Sequential

DRAW = np.random.default_rng(5)
POINTS = DRAW.normal(size=(96, 4)).astype(np.float32)
THREE = (POINTS[:, 0] > 0).astype(np.int64) + (POINTS[:, 1] > 0.3)
TWO = (POINTS[:, 0] * POINTS[:, 1] > 0).astype(np.int64)
NUMBER = (POINTS[:, 0] - 2 * POINTS[:, 1] + 5).astype(np.float32)
PICTURES = DRAW.integers(0, 256, (96, 8, 8, 1), np.uint8)


def dense():
    return Sequential([layers.Input((4,)), layers.Dense(8, "tanh"), layers.Dense(3, "softmax")])


def deep():
    return Sequential(
        [
            layers.Input((4,)),
            layers.Normalization(mean=[0.1] * 4, variance=[1.2] * 4),
            layers.Dense(8, use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.Activation("gelu"),
            layers.Dropout(0.3),
            layers.Dense(6, layers.LeakyReLU(), kernel_regularizer=regularizers.L2(0.01)),
            layers.Dense(3, "softmax"),
        ]
    )


def rectified():
    """Normalisation with ReLU behind it, which a model of its own computes as one."""
    return Sequential(
        [
            layers.Input((4,)),
            layers.Dense(8, use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.Activation("relu"),
            layers.Dense(3, "softmax"),
        ]
    )


def binary():
    return Sequential([layers.Input((4,)), layers.Dense(8, "tanh"), layers.Dense(1, "sigmoid")])


def number():
    return Sequential(
        [layers.Input((4,)), layers.Dense(8, "tanh"), layers.Dense(1), layers.Rescaling(2.0, 5.0)]
    )


def residual():
    inputs = layers.Input((4,))
    x = layers.Dense(4, "tanh")(inputs)
    x = layers.Add()([x, inputs])
    x = layers.Concatenate()([x, layers.Dense(2, "tanh")(x)])
    return Model(inputs, layers.Dense(3, "softmax")(x))


def shared():
    inputs, part = layers.Input((4,)), layers.Dense(4, "tanh")
    return Model(inputs, layers.Dense(3, "softmax")(part(part(inputs))))


def nested():
    inner = Sequential([layers.Input((4,)), layers.Dense(5, "tanh")])
    return Sequential([layers.Input((4,)), inner, layers.Dense(3, "softmax")])


def frozen():
    return Sequential(
        [layers.Input((4,)), layers.Dense(5, "tanh", trainable=False), layers.Dense(3, "softmax")]
    )


def pictures():
    return Sequential(
        [
            layers.Input((8, 8, 1), dtype="uint8"),
            layers.RandomTranslation(0.2, 0.2),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(6, "tanh"),
            layers.Dense(3, "softmax"),
        ]
    )


def convolutions():
    return Sequential(
        [
            layers.Input((8, 8, 1), dtype="uint8"),
            layers.Rescaling(1 / 255),
            layers.Conv2D(4, 3, activation="tanh"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(3, "softmax"),
        ]
    )


def stages():
    """What is fused, cropped and padded: nobody sees the last row of the first convolution."""
    return Sequential(
        [
            layers.Input((8, 8, 1), dtype="uint8"),
            layers.Rescaling(1 / 255),
            layers.Conv2D(4, (2, 3), activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(5, 2, padding="same", use_bias=False),
            layers.Conv2D(6, 1, activation="relu"),
            layers.AveragePooling2D((1, 3)),
            layers.GlobalMaxPooling2D(),
            layers.Dense(3, "softmax"),
        ]
    )


SPARSE = "sparse_categorical_crossentropy"
# name: (maker, x, y, loss)
KINDS = {
    "dense": (dense, POINTS, THREE, SPARSE),
    "one-hot": (dense, POINTS, np.eye(3, dtype=np.float32)[THREE], "categorical_crossentropy"),
    "deep": (deep, POINTS, THREE, SPARSE),
    "rectified": (rectified, POINTS, THREE, SPARSE),
    "binary": (binary, POINTS, TWO, "binary_crossentropy"),
    "number": (number, POINTS, NUMBER, "mse"),
    "residual": (residual, POINTS, THREE, SPARSE),
    "shared": (shared, POINTS, THREE, SPARSE),
    "nested": (nested, POINTS, THREE, SPARSE),
    "frozen": (frozen, POINTS, THREE, SPARSE),
    "pictures": (pictures, PICTURES, THREE, SPARSE),
    "convolutions": (convolutions, PICTURES, THREE, SPARSE),
    "stages": (stages, PICTURES, THREE, SPARSE),
}


def models(make, loss, optimizers):
    """One for each optimizer, all with the same first weights."""
    made = []
    for optimizer in optimizers:
        torch.manual_seed(1)
        model = make()
        model.compile(
            optimizer, loss, metrics=["accuracy"] if loss != "mse" else ["mae"], precision="float32"
        )
        made.append(model)
    return made
